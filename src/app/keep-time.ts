import type { SourceConfig } from '../config/source.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../dora/dialect.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { spreadMs } from '../queue/spread.ts'
import { timingsOf } from '../schedule/timings-of.ts'
import type { App } from './app.ts'
import { catchUp } from './catch-up.ts'
import { conditionPorts } from './condition-ports.ts'
import { defineJobs, OWN_SCHEDULES } from './define-jobs.ts'
import { portalUrlOf } from './portal-url.ts'
import { keepTimetable } from './timetable.ts'
import { watchDependencies } from './watch/dependency-watch.ts'
import { keepWatch } from './watch/keep-watch.ts'
import { probesOf } from './watch/probes.ts'
import { tellersOf } from './watch/tellers.ts'

/** What the gestionnaire changes on the portal holds within this, milliseconds. */
const LOOK_MS = 15_000

/**
 * Keeps the timetable and the watch, in whatever process: the scheduler of a fleet, or `start`.
 * @param holder name of this process, for people
 * @returns how to stop it
 */
export function keepTime(deps: { app: App; runner: JobRunner; holder: string }): () => Promise<void> {
  const { app, runner } = deps
  defineJobs(runner, app)
  const stop = new AbortController()
  const timings = () => timingsOf(app.ledger, configsOf(app))
  const watch = keepWatch(
    {
      ...conditionPorts(app),
      get sources() {
        return configsOf(app)
      },
      ledger: app.ledger,
      queue: () => runner.state(),
      dependencies: watchDependencies(
        probesOf(app, () => runner.state()),
        app.clock,
      ),
      ...(app.dora.sandbox === null && { dialect: dialectSoFar(app) }),
      tellers: tellersOf(app.settings),
      clock: app.clock,
      log: app.log,
      portal: portalUrlOf(app.settings),
      holder: deps.holder,
    },
    stop.signal,
  )
  const timetable = keepSchedules(app, runner, timings, stop.signal)
  return async () => {
    stop.abort()
    await Promise.all([watch, timetable])
  }
}

/** What DORA takes, as learnt by the last answer: the watch never waits for it, since DORA or whoever keeps its quota may be away. */
function dialectSoFar({ dora }: App): () => Promise<Dialect> {
  let learnt = UNKNOWN_DIALECT
  return async () => {
    void dora.reader.dialect().then(
      dialect => {
        learnt = dialect
      },
      () => undefined,
    )
    return learnt
  }
}

const configsOf = (app: App): SourceConfig[] => app.sources.map(({ config }) => config)

/** The sources with the hours that really hold: sample sites are read at any. */
function readable(app: App): SourceConfig[] {
  return app.sources.map(({ config }) => ({ ...config, window: app.sites.window(config) }))
}

async function keepSchedules(
  app: App,
  runner: JobRunner,
  timings: () => ReturnType<typeof timingsOf>,
  stop: AbortSignal,
): Promise<void> {
  // A demonstration reads everything at its start anyway.
  let caughtUp = app.dora.sandbox !== null
  while (!stop.aborted) {
    try {
      await app.reloadSources()
      const sources = readable(app)
      const chosen = await timings()
      const { set, removed, wrong } = await keepTimetable(runner, sources, chosen)
      const present = await runner.schedules()
      for (const { key, cron, job } of OWN_SCHEDULES)
        if (present.get(key) !== cron) await runner.schedule(key, cron, job, {})
      if (!caughtUp) {
        const options = { spreadMs: spreadMs(app.settings), now: app.clock.now() }
        const late = await catchUp({ runner, ledger: app.ledger, sources, timings: chosen, ...options })
        caughtUp = true
        if (late.length > 0) app.log.info({ late }, 'dates that went by are made up for')
      }
      if (set.length + removed.length > 0) app.log.info({ set, removed }, 'timetable changed')
      if (wrong.length > 0) app.log.warn({ wrong }, 'schedules that cannot be read')
    } catch (error) {
      app.log.warn({ err: error }, 'the timetable could not be kept')
    }
    await app.clock.sleep(LOOK_MS, stop).catch(() => undefined)
  }
}
