import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../app/app.ts'
import { frenchCount } from '../common/french.ts'
import { isNotice } from '../harvest/is-notice.ts'
import { type ToldCounts, toldCounts } from '../portal/desk/told-counts.ts'
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
        else say(readable(summary, await toldOf(summary, app.ledger)))
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

/** Each pass as the pages tell it: of a plan that is not sent, what it would do. */
function toldOf({ sources }: PassSummary, ledger: App['ledger']): Promise<(ToldCounts | null)[]> {
  const passes = sources.map(({ state, plan, report }) => ({ state, plan, counts: report?.counts ?? null }))
  return toldCounts(passes, ledger)
}

/** @param told how each source is told, in their order */
export function readable(summary: PassSummary, told: readonly (ToldCounts | null)[]): string {
  const lines = summary.sources.flatMap((source, at) => [
    `${source.name} – ${RUN_STATES[source.state].word}${countsOf(told[at])}${source.report?.shown ? `. ${shownSentence(source.report.shown)}` : ''}`,
    ...(source.message ? [`  ${source.message}`] : []),
    ...source.rejections.map(
      rejection =>
        `  ${isNotice(rejection) ? 'à savoir' : 'rejet'} : ${rejection.message} (${rejection.where} ; à agir : ${rejection.whose})`,
    ),
  ])
  const problems = summary.problems.map(problem => `À corriger – ${problem.message}`)
  const writes =
    summary.dora.writes === null ? '' : ` ${frenchCount(summary.dora.writes, 'écriture')} dans le DORA d’essai.`
  const kept = told.filter(each => each !== null)
  const sum = (planned: boolean) => sumCounts(kept.filter(each => each.planned === planned).map(each => each.counts))
  const [done, toDo] = [sum(false), sum(true)]
  const total = [
    ...(done.seen > 0 || toDo.seen === 0 ? [`En tout : ${countsSentence(done)}.`] : []),
    ...(toDo.seen > 0 ? [`Proposé, pas envoyé : ${countsSentence(toDo, 0, true)}.`] : []),
  ]
  return `${[...lines, ...problems, `${total.join(' ')}${writes}`].join('\n')}\n`
}

const countsOf = (told: ToldCounts | null | undefined) =>
  told ? ` ; ${countsSentence(told.counts, 0, told.planned)}` : ''
