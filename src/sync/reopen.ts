import { fold } from '../common/text.ts'
import { EVERY_SOURCE, isRefusal } from '../ledger/choices.ts'
import type { Decision } from '../ledger/decision.ts'
import type { InboxItem, InboxItemOf } from '../ledger/inbox.ts'
import type { Ledger, Shelves } from '../ledger/ledger.ts'
import { DecisionRefused } from './decide.ts'
import type { Field } from './fields.ts'

const FOLLOWED =
  'La réponse a déjà été suivie : l’offre tient un service de DORA. Annulez cet envoi depuis l’histoire de l’offre.'

/**
 * A named person goes back on the answer to a question: the choice it made is revoked, and the question is open again.
 * @returns a French sentence: what will happen now
 * @throws DecisionRefused
 */
export async function reopen(ledger: Ledger, itemId: string, by: string): Promise<string> {
  return ledger.transaction(async shelves => {
    const item = await shelves.inbox.read(itemId)
    if (item === null) throw new DecisionRefused(`Aucune demande ne porte le numéro ${itemId}.`)
    if (item.closed === null) throw new DecisionRefused('Cette demande est déjà ouverte.')
    const { decision } = item
    if (decision === null || decision.action === 'resolved' || item.decidedBy === null)
      throw new DecisionRefused('Cette demande s’est close d’elle-même : il n’y a pas de réponse sur laquelle revenir.')
    const sentence = await goBack(shelves, item, decision)
    if (item.kind !== 'quarantine' && !(await shelves.inbox.reopen(item.id)))
      throw new DecisionRefused('La même demande est ouverte de nouveau : répondez à celle-là.')
    const detail = { item: item.id, title: item.title, decidedBy: item.decidedBy }
    await shelves.events.add({ actor: by, action: 'demande-rouverte', source: item.source, key: item.key, detail })
    return sentence
  })
}

async function goBack(shelves: Shelves, item: InboxItem, decision: Decision): Promise<string> {
  const { choices, links } = shelves
  const { source, key } = item
  const again = 'La demande est de nouveau ouverte, et la réponse ne compte plus.'
  if (item.kind === 'quarantine') return allowPlan(shelves, item)
  if (decision.action === 'dismiss') return 'La demande est de nouveau ouverte.'
  switch (item.kind) {
    case 'match':
    case 'doubt':
      if (key === null || (await links.read(source, key)) !== null) throw new DecisionRefused(FOLLOWED)
      await choices.forget(source, key, 'match')
      if (item.kind === 'doubt') await shelves.operations.end(item.detail.operation, 'doubt')
      return again
    case 'structure':
      await choices.forget(source, item.detail.structureKey, 'structure')
      return `${again} Les offres déjà écrites restent où elles sont : elles s’annulent depuis leur histoire.`
    case 'unknown-value':
      await choices.forget(source, `lexicon:${item.detail.referential}:${fold(item.detail.value)}`, 'lexicon')
      return `${again} Le mot redevient inconnu au prochain passage.`
    case 'conflict':
      for (const field of await settledFields(shelves, item))
        if (key === null) await choices.forget(EVERY_SOURCE, EVERY_SOURCE, `rewritten:${field}`)
        else await unsettle(shelves, source, key, field)
      return again
    case 'rejection':
    case 'correction':
      return again
  }
}

/** A refused plan is not proposed again itself, but what it would have written may be. */
async function allowPlan({ choices, plans }: Shelves, item: InboxItemOf<'quarantine'>): Promise<string> {
  const { plan } = item.detail
  if ((await plans.head(plan))?.state !== 'refused')
    throw new DecisionRefused('Ce plan n’a pas été refusé : s’il a été appliqué, il s’annule depuis sa page.')
  for (const choice of await choices.list(item.source))
    if (isRefusal(choice) && choice.value.plan === plan) await choices.forget(choice.source, choice.key, choice.topic)
  return 'Le refus est révoqué : le prochain passage propose de nouveau ces valeurs.'
}

/** The fields that were answered, one press after the other: the journal has each. */
async function settledFields({ events }: Shelves, item: InboxItemOf<'conflict'>): Promise<Set<Field>> {
  const fields = new Set(item.detail.fields.map(conflict => conflict.field))
  const { source, key } = item
  const of = key === null ? { source } : { source, key }
  const told = await events.list({ ...of, action: 'decision-keep', limit: 1000 })
  for (const { detail } of told) {
    const { item: id, decision } = detail as { item: string; decision: Decision }
    if (id === item.id && decision.action === 'keep' && decision.field) fields.add(decision.field as Field)
  }
  return fields
}

/** Without what was answered, the source and DORA both moved again. */
async function unsettle({ choices, links }: Shelves, source: string, key: string, field: Field): Promise<void> {
  await choices.forget(source, key, `field:${field}`)
  const link = await links.read(source, key)
  if (link === null) return
  const { [field]: _said, ...sent } = link.sent
  await links.save({ ...link, sent, settled: null })
}
