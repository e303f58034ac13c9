import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { requireKnownSource } from '../app/known-source.ts'
import { frenchDateTime } from '../common/french.ts'
import { isServiceField, SERVICE_FIELDS } from '../dora/service-fields.ts'
import type { Decision } from '../ledger/decision.ts'
import type { InboxItem } from '../ledger/inbox.ts'
import { inboxTitle } from '../ledger/inbox-title.ts'
import type { ApplyStoredResult } from '../sync/apply-stored.ts'
import { DecisionRefused, decide } from '../sync/decide.ts'
import { sayValue } from '../sync/say-value.ts'
import { applyText, carryOut, didNotGo } from './approve.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** `dora-sync inbox`: what waits for a person; `inbox answer <demande> <réponse>` answers. */
export function inboxCommand(run: WithApp = withApp): Command {
  const inbox = new FrenchCommand('inbox')
    .option('--source <source>', 'cette source seulement')
    .option('--json', 'en JSON sur la sortie')
    .action(async (options: { source?: string; json?: boolean }) => {
      const items = await run(async app => {
        if (options.source === undefined) return app.ledger.openInbox({})
        await requireKnownSource(app, options.source)
        return app.ledger.openInbox({ source: options.source })
      })
      options.json ? give(`${JSON.stringify(items)}\n`) : say(inboxText(items))
    })
  inbox
    .command('answer')
    .description('Répond à une demande, au nom d’une personne.')
    .argument('<demande>', 'numéro de la demande')
    .argument(
      '<réponse>',
      'approve, refuse, use <slug>, create, keep <theirs|ours|always-theirs|always-ours> [champ], map <valeur>, dismiss',
    )
    .argument('[suite...]', 'ce que la réponse demande : un nom (slug), un choix et un champ, une valeur')
    .requiredOption('--by <nom>', 'qui décide')
    .option('--json', 'en JSON sur la sortie')
    .action(async (item: string, word: string, rest: string[], options: { by: string }, command: Command) => {
      const decision = readDecision(word, rest)
      const answered = await run(app => answer(app, item, decision, options.by))
      // `inbox` has the same option, and takes it wherever it stands.
      command.optsWithGlobals().json ? give(`${JSON.stringify(answered)}\n`) : say(`${answered.message}\n`)
    })
  return inbox
}

interface Answered {
  /** In French. */
  message: string
  /** What became of a plan that was approved; null when there is nothing to send. */
  sent: ApplyStoredResult['state'] | null
}

/** What was decided, and for a plan that was approved what came of sending it at once. */
async function answer(app: App, id: string, decision: Decision, by: string): Promise<Answered> {
  const item = await app.ledger.inbox.read(id)
  const sentence = await decide(app.ledger, id, decision, by)
  if (item?.kind !== 'quarantine' || decision.action !== 'approve') return { message: sentence, sent: null }
  const sent = await carryOut(app, item.detail.plan, by)
  if (didNotGo(sent)) process.exitCode = 1
  const later =
    sent.state === 'busy'
      ? ` L’envoi reste à faire : dora-sync apply ${item.detail.plan} --by … (un programme en marche le fait de lui-même).`
      : ''
  return { message: `${sentence} ${applyText(sent).trim()}${later}`, sent: sent.state }
}

const SIDES = ['theirs', 'ours', 'always-theirs', 'always-ours'] as const

/** @throws DecisionRefused with what is possible */
export function readDecision(word: string, rest: readonly string[]): Decision {
  const [first, second] = rest
  switch (word) {
    case 'approve':
    case 'refuse':
    case 'create':
    case 'dismiss':
      return { action: word }
    case 'use':
      if (first === undefined)
        throw new DecisionRefused('« use » demande le nom (slug) du service ou de la structure dans DORA.')
      return { action: 'use', slug: first }
    case 'map':
      if (first === undefined)
        throw new DecisionRefused('« map » demande la valeur du référentiel que le mot veut dire.')
      return { action: 'map', value: first }
    case 'keep': {
      const side = SIDES.find(candidate => candidate === first)
      if (side === undefined)
        throw new DecisionRefused(`« keep » demande ${SIDES.join(', ')} ; reçu « ${first ?? ''} ».`)
      if (second !== undefined && !isServiceField(second)) throw new DecisionRefused(`Champ inconnu : « ${second} ».`)
      return second === undefined ? { action: 'keep', side } : { action: 'keep', side, field: second }
    }
    default:
      throw new DecisionRefused(
        `Réponse inconnue : « ${word} » ; possible : approve, refuse, use, create, keep, map, dismiss.`,
      )
  }
}

/** What waits, one block per item. */
export function inboxText(items: readonly InboxItem[]): string {
  if (items.length === 0) return 'Rien n’attend.\n'
  return items
    .map(
      item =>
        `${[`${item.id} – ${item.source}, depuis le ${frenchDateTime(item.opened)}`, `  ${inboxTitle(item)}`, ...details(item)].join('\n')}\n`,
    )
    .join('')
}

function details(item: InboxItem): string[] {
  if (item.kind !== 'conflict') return []
  return item.detail.fields.map(
    ({ field, ours, theirs }) =>
      `  ${SERVICE_FIELDS[field].label} (${field}) : DORA ${sayValue(theirs)} ; source ${sayValue(ours)}`,
  )
}
