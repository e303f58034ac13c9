import type { Clock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DoraView } from './dora-view.ts'
import type { Neighbour } from './look-alike.ts'

/** A census is taken each night; an older one says too little of what people typed since. */
const FRESH_MS = 36 * 3_600_000

/**
 * Every service of the départements, whatever its structure: as the last census read them, without asking DORA anything; as DORA lists them now
 * when no census is that fresh.
 * @throws DoraError when DORA's list is needed and does not come
 */
export async function knownServices(
  { census }: Pick<Ledger, 'census'>,
  view: Pick<DoraView, 'listServices'>,
  departments: readonly string[],
  clock: Clock,
): Promise<Neighbour[]> {
  const [last] = await census.list(1)
  const fresh = last !== undefined && clock.now().getTime() - Date.parse(last.started) < FRESH_MS
  if (!fresh) return view.listServices()
  const names = await census.names()
  return names.filter(({ department }) => departments.includes(department))
}
