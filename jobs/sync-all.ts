import PQueue from 'p-queue'
import type { App } from '../src/app/app.ts'
import { awakeSources } from '../src/app/awake-sources.ts'
import { RUN_STATES } from '../src/portal/words.ts'
import { type SyncReport, syncSourceJob } from './sync-source.ts'

/** Told as sources end; `src/cli/progress.ts` draws it. */
interface Told {
  start(label: string, total: number): void
  step(detail: string): void
  stop(): void
}

/**
 * One pass over the named sources (all that are enabled and not paused when none is named), a few at a time, in the order of the configuration in the report.
 * A source that breaks gives a failed report and stops no other.
 * @throws Error when a named source does not exist
 */
export async function syncAll(
  app: App,
  asked: { sources: string[]; trigger: string; dry: boolean },
  told: Told,
  signal: AbortSignal = new AbortController().signal,
): Promise<SyncReport[]> {
  const ids = app.sources.map(source => source.config.id)
  const unknown = asked.sources.filter(id => !ids.includes(id))
  const aside = app.problems.filter(({ file }) =>
    unknown.some(id => file.includes(`/${id}.`) || file.includes(`/${id}/`)),
  )
  if (aside.length > 0)
    throw new Error(aside.map(problem => `Source mise de côté\u00A0: ${problem.message}`).join('\n'))
  if (unknown.length > 0)
    throw new Error(`Source inconnue\u00A0: ${unknown.join(', ')}. Connues\u00A0: ${ids.join(', ')}.`)
  const wanted = asked.sources.length === 0 ? await awake(app) : asked.sources
  const chosen = app.sources.filter(({ config }) => wanted.includes(config.id))
  const job = syncSourceJob(app)
  const queue = new PQueue({ concurrency: 4 })
  told.start('Sources', chosen.length)
  const reports = await Promise.all(
    chosen.map(({ config }) =>
      queue.add(async (): Promise<SyncReport> => {
        const report = await job
          .run({ source: config.id, trigger: asked.trigger, dry: asked.dry }, signal)
          .catch((error: unknown): SyncReport => {
            app.log.error({ err: error, source: config.id }, 'run broke')
            const message = `Erreur du robot\u00A0: ${error instanceof Error ? error.message : String(error)}`
            return {
              source: config.id,
              name: config.name,
              run: null,
              plan: null,
              state: 'failed',
              outcome: null,
              report: null,
              rejections: [],
              message,
            }
          })
        told.step(`${config.name} – ${RUN_STATES[report.state].word}`)
        return report
      }),
    ),
  )
  told.stop()
  return reports
}

async function awake(app: App): Promise<string[]> {
  const timings = await app.ledger.sourceSettings.list()
  return awakeSources(
    app.sources.map(({ config }) => config),
    timings,
  )
}
