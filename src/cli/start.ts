import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { hasRoom } from '../app/has-room.ts'
import { healthRoutes, serveHealth } from '../app/health.ts'
import { openApp } from '../app/open-app.ts'
import { type OpenPortal, openPortal } from '../app/open-portal.ts'
import { placesOf } from '../app/places.ts'
import { type Closers, closeAll } from '../common/close-all.ts'
import { frenchCount } from '../common/french.ts'
import { readSettings } from '../config/settings.ts'
import { servePortal } from '../portal/serve.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { openRunner } from '../queue/open-runner.ts'
import { FrenchCommand } from './french-command.ts'
import { createProgress, type Progress } from './progress.ts'
import { give, say } from './say.ts'
import { stopSignal } from './stop-signal.ts'

/** How long who waits for the first page has the program for themselves, milliseconds. */
const DOOR_MS = 100

/** `dora-sync start`: portal, timetable and jobs in one process, until SIGINT or SIGTERM. A second signal does not wait. */
export function startCommand(): Command {
  return new FrenchCommand('start')
    .option('--json', 'une ligne JSON quand tout est prêt')
    .action((options: { json?: boolean }) => start(options.json ?? false))
}

async function start(json: boolean): Promise<void> {
  const progress = createProgress(process.stderr)
  const stop = stopSignal()
  stop.addEventListener('abort', () => progress.say('Arrêt demandé : le travail en cours se termine…'), { once: true })
  // A demonstration has a source that is late on purpose: its pages say so, not its terminal.
  const quiet = process.env.DORA_URL === undefined ? 'error' : 'warn'
  const app = await openApp(readSettings({ LOG_LEVEL: quiet, ...process.env }))
  const closers: Closers = [() => app.close()]
  try {
    const runner = await openRunner(app.settings, { newId: app.newId, log: app.log, clock: app.clock })
    closers.push(() => runner.close(app.settings.STOP_GRACE * 1000))
    let url = app.settings.PUBLIC_URL ?? ''
    const portal = await openPortal(app, { runner, url: () => url.replace(/\/$/, ''), say: line => progress.say(line) })
    closers.push(() => portal.close())
    const served = await servePortal(portal.app, { port: app.settings.PORT, hostname: app.settings.HOST })
    closers.push(() => served.close())
    url = app.settings.PUBLIC_URL ?? served.url
    // Who waits at the door is let in before the work begins, and what it takes is loaded.
    await app.clock.sleep(DOOR_MS, stop).catch(() => undefined)
    const { keepTime } = await import('../app/keep-time.ts')
    closers.push(await tellHealth(app, runner, progress))
    closers.push(keepTime({ app, runner, holder: `start ${process.pid}` }))
    progress.say(`Portail : ${url}`)
    const demonstration = app.dora.sandbox !== null && app.sites.mode === 'samples'
    const fresh = (await app.ledger.listRuns({ limit: 1 })).length === 0
    if (!demonstration) await (await import('../app/keep-starting-point.ts')).keepStartingPoint(app)
    if (app.dora.sandbox) await firstPass(app, progress, stop)
    if (demonstration && fresh && !stop.aborted) await (await import('../app/demonstrate-year.ts')).demonstrateYear(app)
    const links = app.dora.sandbox && !stop.aborted ? await portal.demoLinks() : []
    if (!stop.aborted)
      json ? give(`${JSON.stringify({ url, dora: app.dora.url, links })}\n`) : say(welcome(app, url, links))
    await aborted(stop)
  } finally {
    // What ended the work is what must be heard, not what could not be closed after it.
    for (const error of await closeAll(closers)) {
      app.log.error({ err: error }, 'not closed')
      process.exitCode = 1
    }
  }
}

/** `/livez`, `/readyz` and `/metrics`, as a fleet's processes tell them. A taken port costs the figures, not the program. */
async function tellHealth(app: App, runner: JobRunner, progress: Progress): Promise<() => Promise<unknown>> {
  const { processMetrics } = await import('../app/process-metrics.ts')
  const metrics = processMetrics(app, runner)
  const routes = healthRoutes({
    checks: {
      ledger: () => app.ledger.sources.list().then(() => true),
      disk: () => hasRoom(placesOf(app.settings).data),
    },
    metrics,
  })
  try {
    const health = await serveHealth(routes, { host: app.settings.HOST, port: app.settings.HEALTH_PORT })
    return () => health.close()
  } catch (error) {
    progress.say(error instanceof Error ? error.message : String(error))
    return () => Promise.resolve()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** With samples and the sandbox there is something to see at once. */
async function firstPass(app: App, progress: Progress, signal: AbortSignal): Promise<void> {
  progress.say('Premier passage sur les sites d’exemple, vers le DORA d’essai…')
  const [{ syncAll }, { sumCounts }, { countsSentence }] = await Promise.all([
    import('../../jobs/sync-all.ts'),
    import('../sync/counts.ts'),
    import('../portal/words.ts'),
  ])
  const reports = await syncAll(app, { sources: [], trigger: 'démarrage', dry: false }, progress, signal)
  if (signal.aborted) return
  const totals = sumCounts(reports.flatMap(({ report }) => report?.counts ?? []))
  progress.say(`${frenchCount(reports.length, 'source lue', 'sources lues')}. ${countsSentence(totals)}.`)
}

function welcome(app: App, url: string, links: Awaited<ReturnType<OpenPortal['demoLinks']>>): string {
  const lines = [`dora-sync est prêt : ${url}`]
  if (app.dora.sandbox) {
    lines.push(`DORA d’essai (ce qu’il contient et son journal) : ${app.dora.url}`)
    lines.push('Pour entrer, un lien par public :')
    for (const link of links) lines.push(`  ${link.audience} : ${link.url}`)
  } else lines.push(`DORA : ${app.dora.url}`)
  for (const problem of app.problems) lines.push(`À corriger – ${problem.message}`)
  lines.push('Arrêt : Ctrl-C.')
  return `${lines.join('\n')}\n`
}
