import type { Command } from 'commander'
import { defineJobs, OWN_SCHEDULES } from '../app/define-jobs.ts'
import type { FleetKind, FleetProcess } from '../app/fleet-process.ts'
import { keepTimetable } from '../app/timetable.ts'
import { keepWatch } from '../app/watch/keep-watch.ts'
import { tellersOf } from '../app/watch/tellers.ts'
import { sourceSettingsOf } from '../portal/desk/source-settings.ts'
import type { StoreDeps } from '../portal/store/deps.ts'
import { fleetCommand } from './fleet-command.ts'

/** What the gestionnaire changes on the portal holds within this, milliseconds. */
const LOOK_MS = 15_000

/** The process that keeps the timetable and the watch. A second one may run beside: it takes over. */
export const SCHEDULER: FleetKind = {
  name: 'scheduler',
  role: 'ask',
  async begin(process) {
    const { app, runner } = process
    defineJobs(runner, app)
    const stop = new AbortController()
    const settings = sourceSettingsOf({
      db: app.ledger.db as unknown as StoreDeps['db'],
      clock: app.clock,
      newId: app.newId,
    })
    const watch = keepWatch(
      {
        ledger: app.ledger,
        sources: app.sources.map(({ config }) => config),
        timings: () => settings.list(),
        queue: () => runner.state(),
        tellers: tellersOf(app.settings),
        clock: app.clock,
        log: app.log,
        portal: app.settings.PUBLIC_URL ?? `http://127.0.0.1:${app.settings.PORT}`,
        holder: `scheduler ${globalThis.process.pid}`,
      },
      stop.signal,
    )
    const timetable = keepSchedules(process, () => settings.list(), stop.signal)
    return async () => {
      stop.abort()
      await Promise.all([watch, timetable])
    }
  },
}

async function keepSchedules(
  { app, runner }: FleetProcess,
  timings: () => ReturnType<ReturnType<typeof sourceSettingsOf>['list']>,
  stop: AbortSignal,
): Promise<void> {
  const sources = app.sources.map(({ config }) => config)
  while (!stop.aborted) {
    try {
      const { set, removed } = await keepTimetable(runner, sources, await timings())
      const present = await runner.schedules()
      for (const { key, cron, job } of OWN_SCHEDULES)
        if (present.get(key) !== cron) await runner.schedule(key, cron, job, {})
      if (set.length + removed.length > 0) app.log.info({ set, removed }, 'timetable changed')
    } catch (error) {
      app.log.warn({ err: error }, 'the timetable could not be kept')
    }
    await app.clock.sleep(LOOK_MS, stop).catch(() => undefined)
  }
}

/** `dora-sync scheduler`: keeps the timetable and tells who must know, until SIGTERM. */
export function schedulerCommand(): Command {
  return fleetCommand(
    SCHEDULER,
    'Flotte : tient les horaires et prévient quand une source ne marche plus, jusqu’à l’arrêt. Un seul suffit.',
  )
}
