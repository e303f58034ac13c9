import type { Clock } from '../common/clock.ts'
import { keptFor } from './kept.ts'
import type { DoraServiceLine } from './port.ts'
import { readServiceList } from './service-list.ts'
import type { SafeTransport } from './transport.ts'

/** One reading for all the sources of a pass. */
const KEPT_MS = 10 * 60_000
/** Dates do not move when DORA's team moves or deletes a service: everything is read again once a day. */
const WHOLE_MS = 24 * 3_600_000

/** The services of a département: read whole once a day, what moved since in between. @throws DoraError, and what was known stays for the next reading */
export function createServiceLines(
  transport: SafeTransport,
  department: string,
  clock: Clock,
): { read(): Promise<DoraServiceLine[]>; forget(): void } {
  let known: { lines: Map<string, DoraServiceLine>; newest: number | null; wholeAt: number } | null = null
  return keptFor(KEPT_MS, clock, async () => {
    const now = clock.now().getTime()
    const base = known !== null && known.newest !== null && now - known.wholeAt < WHOLE_MS ? known : null
    const read = await readServiceList(transport, [department], base?.newest ?? null, now)
    known = {
      lines: base === null ? read.lines : new Map([...base.lines, ...read.lines]),
      newest: read.newest ?? base?.newest ?? null,
      wholeAt: base?.wholeAt ?? now,
    }
    return [...known.lines.values()]
  })
}
