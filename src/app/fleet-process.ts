import { systemClock } from '../common/clock.ts'
import { closeAll } from '../common/close-all.ts'
import { createLogger } from '../common/logger.ts'
import type { Settings } from '../config/settings.ts'
import { LeaseLost } from '../ledger/leases.ts'
import type { FleetRunner } from '../queue/bullmq.ts'
import { openFleetRunner } from '../queue/open-fleet-runner.ts'
import { isServerAway } from '../queue/server-away.ts'
import { within } from '../queue/within.ts'
import type { App } from './app.ts'
import { hasRoom } from './has-room.ts'
import { healthRoutes, serveHealth } from './health.ts'
import { type AppPorts, openApp } from './open-app.ts'
import { placesOf } from './places.ts'
import { portalUrlOf } from './portal-url.ts'
import { processMetrics } from './process-metrics.ts'
import { startWithoutLedger } from './watch/start-without-ledger.ts'
import { tellersOf } from './watch/tellers.ts'

/** Between two tries at the start, while Postgres is not there yet, milliseconds. */
const TRY_MS = 2000
/** A server that does not say within this that it is there counts as away, milliseconds. */
const CHECK_MS = 2000
/** What closing connections may take once the work has stopped, milliseconds. */
const CLOSING_MS = 5000

export interface FleetProcess {
  app: App
  runner: FleetRunner
  healthUrl: string
}

/** One process of the fleet: `take` works, `ask` only asks for work. */
export interface FleetKind {
  name: 'worker' | 'web' | 'scheduler'
  role: 'take' | 'ask'
  /** Starts what this kind of process does besides; returns how to stop it. Called once everything is open. */
  begin(process: FleetProcess): Promise<() => Promise<void>>
}

/**
 * Lives until `stop` is aborted: opens (waiting for Postgres as long as it takes), works, then stops in order: nothing new is taken,
 * what runs ends or is given back within `STOP_GRACE`, connections close.
 * @throws Error in French when the settings do not make a fleet
 */
export async function runFleetProcess(
  kind: FleetKind,
  settings: Settings,
  stop: AbortSignal,
  ports: AppPorts = {},
): Promise<void> {
  for (const name of ['REDIS_URL', 'DATABASE_URL', 'DORA_URL', 'DORA_TOKEN'] as const)
    if (settings[name] === undefined)
      throw new Error(
        `${name} manque : les programmes d’une flotte (« ${kind.name} ») partagent Redis, Postgres et un même DORA. Pour tout faire dans un seul programme : « dora-sync start ».`,
      )
  const late = new AbortController()
  const without = startWithoutLedger({
    // One kind of process tells: it is the one that watches.
    tellers: kind.name === 'scheduler' ? tellersOf(settings) : [],
    clock: systemClock,
    log: createLogger(settings.LOG_LEVEL),
    portal: portalUrlOf(settings),
  })
  const open = () => openApp(settings, { ...ports, stop: late.signal })
  const app = await whenThere(open, settings, stop, () => without.away())
  if (app === null) return
  const log = app.log.child({ process: kind.name })
  await without.there(app.ledger).catch(error => log.warn({ err: error }, 'what was told could not be noted'))
  const runner = openFleetRunner(settings, { newId: app.newId, log, clock: app.clock, role: kind.role })
  const checks = {
    running: async () => !stop.aborted,
    ledger: () => within(CHECK_MS, app.ledger.sources.list()),
    redis: async () => runner.ready(),
    disk: () => hasRoom(placesOf(settings).data),
  }
  const routes = healthRoutes({
    checks,
    metrics: processMetrics(app, runner),
  })
  let end: () => Promise<void> = () => Promise.resolve()
  try {
    const health = await serveHealth(routes, { host: settings.HOST, port: settings.HEALTH_PORT })
    end = health.close
    const finish = await kind.begin({ app, runner, healthUrl: health.url })
    end = async () => {
      await finish()
      await health.close()
    }
    log.info({ health: health.url }, 'ready')
    await aborted(stop)
    log.info('stopping')
  } finally {
    // Runs that wait for DORA's quota would sleep through the stop; for them it is as if another worker had taken over.
    const grace = setTimeout(() => late.abort(new LeaseLost('the process stops')), settings.STOP_GRACE * 1000)
    // What ended the process is what must be heard, not what could not be closed after it.
    const thrown = await closeAll([
      () => within(CLOSING_MS, app.close()),
      () => within(CLOSING_MS, end()),
      () => runner.close(settings.STOP_GRACE * 1000),
    ])
    clearTimeout(grace)
    for (const error of thrown) log.error({ err: error }, 'not closed')
  }
}

/** Postgres may start after us, or be restarting. */
async function whenThere<T>(
  open: () => Promise<T>,
  settings: Settings,
  stop: AbortSignal,
  away: () => Promise<void>,
): Promise<T | null> {
  const log = createLogger(settings.LOG_LEVEL)
  while (!stop.aborted) {
    try {
      return await open()
    } catch (error) {
      if (!isServerAway(error)) throw error
      log.warn({ err: error }, 'postgres is not there yet')
      await away()
      await systemClock.sleep(TRY_MS, stop).catch(() => undefined)
    }
  }
  return null
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
