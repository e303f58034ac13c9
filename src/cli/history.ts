import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { frenchDateTime } from '../common/french.ts'
import { sayFields } from '../dora/field-label.ts'
import type { HistoryLine, OfferHistory } from '../ledger/history.ts'
import type { Finding } from '../normalise/normalised-offer.ts'
import { agreementWords } from '../portal/agreement-words.ts'
import { crossFindings } from '../portal/desk/cross-findings.ts'
import { saidAction } from '../portal/said-event.ts'
import { OPERATION_STATES } from '../portal/statuses.ts'
import { keysOf } from '../sync/patch.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** How a command gets the app: opened before, closed after, whatever happens. */
export type WithApp = <T>(work: (app: App) => Promise<T>) => Promise<T>

/** An offer's life, and where other sources of the same action say different things today. */
export interface ToldHistory extends OfferHistory {
  across: Finding[]
}

/** `dora-sync history <offre>`: everything that happened to one offer, and why. */
export function historyCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('history')
    .argument('<offre>', 'source/clé, ou la clé seule')
    .option('--json', 'en JSON sur la sortie')
    .action(async (offer: string, options: { json?: boolean }) => {
      const found = await run(app => find(app, offer))
      options.json ? give(`${JSON.stringify(found)}\n`) : say(found.map(historyText).join('\n'))
    })
}

/** @throws Error in French when no offer has that key */
async function find(app: App, words: string): Promise<ToldHistory[]> {
  const { ledger, convention } = app
  const sources = app.sources.map(({ config }) => config)
  const all = await ledger.offers.list()
  const found = all.filter(offer => `${offer.source}/${offer.key}` === words || offer.key === words)
  if (found.length === 0)
    throw new Error(`Aucune offre ne porte la clé « ${words} ». La clé est donnée par le rapport de passage.`)
  return Promise.all(
    found.map(async offer => ({
      ...(await ledger.history(offer.source, offer.key)),
      across: await crossFindings({ ledger, sources, convention }, offer),
    })),
  )
}

/** The history as people read it. */
export function historyText({ offer, link, lines, across }: ToldHistory): string {
  if (offer === null) return ''
  return `${[
    `${offer.name} – ${offer.source}/${offer.key}`,
    `Vue du ${frenchDateTime(offer.firstSeen)} au ${frenchDateTime(offer.lastSeen)}. ${offer.reason}`,
    link === null
      ? 'Pas de service dans DORA.'
      : `Service ${link.slug} (${link.origin === 'created' ? 'créé' : 'repris'} par le robot le ${frenchDateTime(link.since)}).`,
    ...across.map(
      ({ severity, message }) => `${severity === 'contradiction' ? 'Contradiction' : 'Attention'} : ${message}`,
    ),
    ...lines.map(line => `  ${frenchDateTime(line.at)} – ${lineText(line)}`),
  ].join('\n')}\n`
}

function lineText(line: HistoryLine): string {
  switch (line.kind) {
    case 'operation': {
      const { operation } = line
      const fields = keysOf(operation.after)
      const what = operation.kind === 'create' || fields.length === 0 ? '' : ` (${sayFields(fields)})`
      return `${operation.reason}${what} ${OPERATION_STATES[operation.state].word} ; accord : ${agreementWords(operation)} ; passage ${operation.run}.${operation.message === null ? '' : ` ${operation.message}`}`
    }
    case 'event':
      return `${line.actor} ${saidAction(line.action)}`
    case 'inbox':
      return `${line.title}${line.closed === null ? ' (en attente)' : line.decidedBy === null ? ' (réglé de lui-même)' : ` (répondu par ${line.decidedBy})`}`
  }
}
