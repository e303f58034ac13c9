import { Command } from 'commander'
import { syncAll } from '../../jobs/sync-all.ts'
import { syncSourceJob } from '../../jobs/sync-source.ts'
import type { App } from '../app/app.ts'
import { openApp } from '../app/open-app.ts'
import { portalData } from '../app/portal-data.ts'
import { frenchCount } from '../common/french.ts'
import { readSettings } from '../config/settings.ts'
import { createPortal } from '../portal/app.ts'
import { servePortal } from '../portal/serve.ts'
import { countsSentence } from '../portal/words.ts'
import type { JobRunner } from '../queue/contract.ts'
import { inProcessRunner } from '../queue/in-process.ts'
import { sumCounts } from '../sync/sum-counts.ts'
import { createProgress, type Progress } from './progress.ts'

/** `dora-sync start`: portal, timetable and jobs in one process, until SIGINT or SIGTERM. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'Lance tout dans un seul programme : portail, horaires, travaux. Sans jeton DORA : sites d’exemple et DORA d’essai.',
    )
    .option('--json', 'une ligne JSON quand tout est prêt')
    .action(async (options: { json?: boolean }) => {
      const progress = createProgress(process.stderr)
      const app = await openApp(readSettings({ LOG_LEVEL: 'warn', ...process.env }))
      const stop = new AbortController()
      const stopped = new Promise<void>(resolve => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            stop.abort(new Error(signal))
            resolve()
          })
        }
      })
      const runner = inProcessRunner({ newId: app.newId, log: app.log })
      let portal: Awaited<ReturnType<typeof servePortal>> | null = null
      try {
        portal = await servePortal(createPortal({ data: portalData(app), robot: robotFacts(app), log: app.log }), {
          port: app.settings.PORT,
          hostname: app.settings.HOST,
        })
        await timetable(app, runner)
        progress.say(`Portail\u00A0: ${portal.url}`)
        if (app.dora.sandbox) await firstPass(app, progress, stop.signal)
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ url: portal.url, dora: app.dora.url })}\n`
            : await welcome(app, portal.url),
        )
        await stopped
        progress.say('Arrêt demandé\u00A0: le travail en cours se termine…')
      } finally {
        await runner.close()
        await portal?.close()
        await app.close()
      }
    })
}

async function timetable(app: App, runner: JobRunner): Promise<void> {
  runner.define(syncSourceJob(app))
  for (const { config } of app.sources) {
    if (config.enabled && config.schedule)
      await runner.schedule(config.id, config.schedule, 'sync-source', { source: config.id, trigger: 'horaire' })
  }
}

/** With samples and the sandbox there is something to see at once. */
async function firstPass(app: App, progress: Progress, signal: AbortSignal): Promise<void> {
  progress.say('Premier passage sur les sites d’exemple, vers le DORA d’essai…')
  const reports = await syncAll(app, { sources: [], trigger: 'démarrage', dry: false }, progress, signal)
  const totals = sumCounts(reports.flatMap(({ report }) => report?.counts ?? []))
  progress.say(`${frenchCount(reports.length, 'source lue', 'sources lues')}. ${countsSentence(totals)}.`)
}

async function welcome(app: App, url: string): Promise<string> {
  const lines = [`dora-sync est prêt\u00A0: ${url}`]
  if (app.dora.sandbox) lines.push(`DORA d’essai (ce qu’il contient et son journal)\u00A0: ${app.dora.url}`)
  else lines.push(`DORA\u00A0: ${app.dora.url}`)
  for (const problem of app.problems) lines.push(`À corriger – ${problem.message}`)
  lines.push('Arrêt\u00A0: Ctrl-C.')
  return `${lines.join('\n')}\n`
}

function robotFacts(app: App) {
  return { productToken: app.identity.product, userAgent: app.identity.userAgent, contact: app.identity.contact }
}
