import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../app/app.ts'
import { frenchCount } from '../common/french.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import { countsSentence, shownSentence } from '../portal/words.ts'
import { sumCounts } from '../sync/counts.ts'
import { FrenchCommand } from './french-command.ts'
import { createProgress } from './progress.ts'
import { say } from './say.ts'
import { type PassSummary, summaryJson } from './sync-json.ts'
import { withApp } from './with-app.ts'

/** `dora-sync sync [source…]`: one pass and exit. The report on stdout, progress on stderr; exit code 1 only when a pass itself failed or was cut short by an outage of DORA. */
export function syncCommand(): Command {
  return new FrenchCommand('sync')
    .argument('[sources...]', 'identifiants des sources ; toutes par défaut')
    .option('--json', 'compte rendu en JSON sur la sortie')
    .option('--dry', 'simule : rien n’est écrit dans DORA')
    .action(async (sources: string[], options: { json?: boolean; dry?: boolean }) => {
      const failed = await withApp(async app => {
        const summary = await runSync(app, sources, options.dry ?? false)
        if (options.json)
          await pipeline(Readable.from(summaryJson(summary, app.ledger)), process.stdout, { end: false })
        else say(readable(summary))
        return summary.failed
      })
      if (failed > 0) process.exitCode = 1
    })
}

async function runSync(app: App, sources: string[], dry: boolean): Promise<PassSummary> {
  const progress = createProgress(process.stderr)
  let requests = 0
  app.activity.follow({
    dora() {
      requests += 1
    },
    page() {},
    run() {},
  })
  const startedAt = app.clock.now().toISOString()
  const reports = await syncAll(app, { sources, trigger: 'commande', dry }, progress)
  const endedAt = app.clock.now().toISOString()
  const totals = sumCounts(reports.flatMap(({ report }) => report?.counts ?? []))
  const writes =
    app.dora.sandbox?.log().filter(entry => entry.write && entry.committed && entry.at >= startedAt).length ?? null
  return {
    startedAt,
    endedAt,
    dora: { url: app.dora.url, sandbox: app.dora.sandbox !== null, requests, writes },
    failed: reports.filter(({ state }) => state === 'failed' || state === 'interrupted').length + app.problems.length,
    totals,
    sources: reports,
    problems: [...app.problems],
  }
}

function readable(summary: PassSummary): string {
  const lines = summary.sources.flatMap(source => [
    `${source.name} – ${RUN_STATES[source.state].word}${source.report ? ` ; ${countsSentence(source.report.counts)}${source.report.shown ? `. ${shownSentence(source.report.shown)}` : ''}` : ''}`,
    ...(source.message ? [`  ${source.message}`] : []),
    ...source.rejections.map(
      rejection => `  rejet : ${rejection.message} (${rejection.where} ; à agir : ${rejection.whose})`,
    ),
  ])
  const problems = summary.problems.map(problem => `À corriger – ${problem.message}`)
  const writes =
    summary.dora.writes === null ? '' : ` ${frenchCount(summary.dora.writes, 'écriture')} dans le DORA d’essai.`
  return `${[...lines, ...problems, `En tout : ${countsSentence(summary.totals)}.${writes}`].join('\n')}\n`
}
