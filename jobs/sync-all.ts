import PQueue from 'p-queue'
import { requireKnown } from '../src/config/known-sources.ts'
import { LeaseLost } from '../src/ledger/leases.ts'
import { emptyReport, type PassReport, passOver } from '../src/sync/pass.ts'
import type { PassPorts } from '../src/sync/ports.ts'
import { awakeSources } from './awake-sources.ts'

/** Passes under way at the same time. */
const AT_ONCE = 4
const STOPPED = 'Arrêt demandé : le prochain passage reprendra cette source.'

export interface SyncAllPorts extends PassPorts {
  /** Files that could not be used. */
  problems: readonly { file: string; message: string }[]
}

/** Told as sources end; `src/cli/progress.ts` draws it. */
interface Told {
  start(label: string, total: number): void
  step(detail: string, state: PassReport['state']): void
  stop(): void
}

/**
 * One pass over the named sources (all that are enabled and not paused when none is named), a few at a time, in the order of the configuration in the report.
 * A source that breaks gives a failed report and stops no other.
 * @param stop aborted: passes under way are left to the next one, the others are not begun, and neither is an error
 * @throws Error when a named source does not exist
 */
export async function syncAll(
  ports: SyncAllPorts,
  asked: { sources: string[]; trigger: string; dry: boolean },
  told: Told,
  stop: AbortSignal = new AbortController().signal,
): Promise<PassReport[]> {
  const { sources, ledger, log } = ports
  allKnown(asked.sources, ports)
  const configs = sources.map(({ config }) => config)
  const wanted = asked.sources.length === 0 ? awakeSources(configs, await ledger.sourceSettings.list()) : asked.sources
  const chosen = sources.filter(({ config }) => wanted.includes(config.id))
  const queue = new PQueue({ concurrency: AT_ONCE })
  const batch = ports.newId('lot')
  told.start('Sources', chosen.length)
  const reports = await Promise.all(
    chosen.map(entry =>
      queue.add(async (): Promise<PassReport> => {
        const { id: source, name } = entry.config
        const { trigger, dry } = asked
        const cut = emptyReport(entry, { state: 'interrupted', message: STOPPED })
        if (stop.aborted) return cut
        const report = await passOver({ source, trigger, dry, batch }, ports, stop).catch((error: unknown) => {
          if (stop.aborted && error instanceof LeaseLost) return cut
          log.error({ err: error, source }, 'run broke')
          const message = `Erreur du robot : ${error instanceof Error ? error.message : String(error)}`
          return emptyReport(entry, { state: 'failed', message })
        })
        told.step(name, report.state)
        return report
      }),
    ),
  )
  told.stop()
  return reports
}

function allKnown(asked: readonly string[], { sources, problems }: SyncAllPorts): void {
  const ids = sources.map(({ config }) => config.id)
  const unknown = asked.filter(id => !ids.includes(id))
  const aside = problems.filter(({ file }) => unknown.some(id => file.includes(`/${id}.`) || file.includes(`/${id}/`)))
  if (aside.length > 0) throw new Error(aside.map(problem => `Source mise de côté : ${problem.message}`).join('\n'))
  requireKnown(unknown, ids)
}
