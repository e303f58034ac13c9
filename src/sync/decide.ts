import { fold, nearest, upperFirst } from '../common/text.ts'
import { fieldLabel } from '../dora/field-label.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { EVERY_SOURCE } from '../ledger/choices.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Decision } from '../ledger/decision.ts'
import type { InboxItem, InboxItemOf } from '../ledger/inbox.ts'
import { inboxTitle } from '../ledger/inbox-title.ts'
import type { Ledger, Shelves } from '../ledger/ledger.ts'
import { MASKED } from '../normalise/quote.ts'
import { acceptedEntries } from '../reference/accepted-entries.ts'
import type { ReferentielEntry } from '../reference/referentiels.ts'
import { answerPlan } from './answer-plan.ts'
import { put } from './patch.ts'

/** The answer does not fit the question, or comes too late. `message` is French. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused'
  readonly code = 'decision-refusee'
}

/**
 * A named person answers an inbox item; the next run (or `apply`, for a plan) obeys. Everything is written down with their name.
 * @returns a French sentence: what will happen now
 * @throws DecisionRefused
 */
export async function decide(ledger: Ledger, itemId: string, decision: Decision, by: string): Promise<string> {
  if (by.trim() === '') throw new DecisionRefused('Une décision porte le nom d’une personne.')
  return ledger.transaction(async shelves => {
    const item = await shelves.inbox.read(itemId)
    if (item === null) throw new DecisionRefused(`Aucune demande ne porte le numéro ${itemId}.`)
    if (item.closed !== null) throw new DecisionRefused('Cette demande est déjà close.')
    if (item.kind === 'quarantine') return decidePlan({ shelves, item, decision, by })
    const { sentence, close } = await answer({ shelves, item, decision, by })
    if (close) await shelves.inbox.decide(item.id, decision, by)
    await shelves.events.add({
      actor: by,
      action: `decision-${decision.action}`,
      source: item.source,
      key: item.key,
      detail: { item: item.id, title: inboxTitle(item), decision },
    })
    return sentence
  })
}

/** A question, and what a person answers to it. */
interface Answered<Item> {
  shelves: Shelves
  item: Item
  decision: Decision
  by: string
}

type Answer = { sentence: string; close: boolean }

async function answer({ item, ...said }: Answered<Exclude<InboxItem, { kind: 'quarantine' }>>): Promise<Answer> {
  const { decision } = said
  if (decision.action === 'dismiss')
    return { sentence: 'La demande est close ; elle reviendra si la situation change.', close: true }
  switch (item.kind) {
    case 'match':
      return answerMatch({ ...said, item })
    case 'structure':
      return answerStructure({ ...said, item })
    case 'conflict':
      return answerConflict({ ...said, item })
    case 'doubt':
      return answerDoubt({ ...said, item })
    case 'unknown-value':
      return answerWord({ ...said, item })
    case 'rejection':
    case 'correction':
      throw unfit(item, 'classer')
  }
}

/** Approved or refused, a plan is decided in one way: see `answerPlan`. */
async function decidePlan({ shelves, item, decision, by }: Answered<InboxItemOf<'quarantine'>>): Promise<string> {
  const { action } = decision
  const { plan } = item.detail
  if (action === 'approve') {
    if (!(await answerPlan(shelves, plan, { action, note: null }, by)))
      throw new DecisionRefused('Ce plan n’est plus à approuver : un passage plus récent l’a remplacé.')
    return 'Le plan est approuvé : il va être envoyé à DORA.'
  }
  if (action !== 'refuse') throw unfit(item, 'approuver ou refuser')
  // A question whose plan was replaced is closed all the same.
  if (!(await answerPlan(shelves, plan, { action, reason: null }, by)))
    await shelves.inbox.decide(item.id, { action }, by)
  return 'Le plan est refusé ; rien n’est envoyé.'
}

async function answerMatch({ shelves, item, decision, by }: Answered<InboxItemOf<'match'>>): Promise<Answer> {
  const { source, key } = item
  if (key === null) throw unfit(item, 'classer')
  if (decision.action === 'create') {
    await shelves.choices.set(source, key, { topic: 'match', value: { create: true } }, by)
    return { sentence: 'Un nouveau service sera créé au prochain passage.', close: true }
  }
  if (decision.action !== 'use') throw unfit(item, 'rattacher à un service ou créer')
  const owner = await shelves.links.bySlug(decision.slug)
  if (owner === null) {
    await shelves.choices.set(source, key, { topic: 'match', value: { slug: decision.slug } }, by)
    return { sentence: `L’offre sera rattachée au service ${decision.slug} au prochain passage.`, close: true }
  }
  const previous = await shelves.offers.read(owner.source, owner.key)
  const gone = previous !== null && previous.misses > 0 && owner.source === source
  if (!gone)
    throw new DecisionRefused(
      `Le service ${decision.slug} est tenu par l’offre ${owner.key} de la source ${owner.source}, toujours présente.`,
    )
  await shelves.links.move(source, owner.key, key)
  await shelves.offers.settle(
    source,
    {
      key: owner.key,
      name: previous.name,
      slug: null,
      state: 'retired',
      reason: `Remplacée dans la source par l’offre ${key}.`,
    },
    null,
  )
  return {
    sentence: `L’offre reprend le service ${decision.slug}, qui était celui de l’offre ${owner.key}.`,
    close: true,
  }
}

async function answerStructure({ shelves, item, decision, by }: Answered<InboxItemOf<'structure'>>): Promise<Answer> {
  const { structureKey, siret } = item.detail
  if (decision.action === 'use') {
    await shelves.choices.set(item.source, structureKey, { topic: 'structure', value: { slug: decision.slug } }, by)
    return { sentence: `Ses offres iront à la structure ${decision.slug} au prochain passage.`, close: true }
  }
  if (decision.action !== 'create') throw unfit(item, 'rattacher à une structure ou créer')
  if (siret === null)
    throw new DecisionRefused('Sans SIRET, le robot ne crée pas de structure : complétez la source, ou rattachez-la.')
  await shelves.choices.set(item.source, structureKey, { topic: 'structure', value: { create: true } }, by)
  return { sentence: 'La structure sera créée dans DORA au prochain passage.', close: true }
}

async function answerConflict({ shelves, item, decision, by }: Answered<InboxItemOf<'conflict'>>): Promise<Answer> {
  if (decision.action !== 'keep') throw unfit(item, 'garder la valeur de DORA ou prendre celle de la source')
  const detail = item.detail
  const chosen = detail.fields.filter(conflict => decision.field === undefined || conflict.field === decision.field)
  if (chosen.length === 0)
    throw new DecisionRefused(`${upperFirst(labelOf(decision.field))} : ce n’est plus en conflit, rien n’y a changé.`)
  if (item.key === null) return answerRewriting(shelves, item, chosen, decision.side, by)
  for (const conflict of chosen) await settleField(shelves, item.source, item.key, conflict, decision.side, by)
  const rest = detail.fields.filter(conflict => !chosen.includes(conflict))
  if (rest.length > 0) await shelves.inbox.put({ ...item, detail: { ...detail, fields: rest } })
  const what = decision.side.endsWith('theirs') ? 'La valeur de DORA est gardée' : 'La valeur de la source sera envoyée'
  const always = decision.side.startsWith('always') ? ', et le sera toujours pour ce champ' : ''
  return { sentence: `${what}${always}.`, close: rest.length === 0 }
}

const labelOf = (field = '') => fieldLabel(field) ?? `« ${field} »`

/** What DORA rewrote by itself: its value becomes the base, or the source's is written over it, on every service alike. */
async function answerRewriting(
  shelves: Shelves,
  item: InboxItemOf<'conflict'>,
  chosen: readonly Conflict[],
  given: Extract<Decision, { action: 'keep' }>['side'],
  by: string,
): Promise<Answer> {
  const side = given.endsWith('theirs') ? 'adopt' : 'ours'
  for (const { field } of chosen)
    await shelves.choices.set(EVERY_SOURCE, EVERY_SOURCE, { topic: `rewritten:${field}`, value: { side } }, by)
  const rest = item.detail.fields.filter(conflict => !chosen.includes(conflict))
  if (rest.length > 0) await shelves.inbox.put({ ...item, detail: { ...item.detail, fields: rest } })
  const sentence =
    side === 'adopt'
      ? 'Ce que DORA a réécrit devient la base : le robot n’y revient que si la source change.'
      : 'La valeur de la source sera réécrite, une fois, sur chaque service.'
  return { sentence, close: rest.length === 0 }
}

async function settleField(
  shelves: Shelves,
  source: string,
  key: string,
  conflict: Conflict,
  side: Extract<Decision, { action: 'keep' }>['side'],
  by: string,
): Promise<void> {
  const topic: `field:${keyof DoraServiceFields}` = `field:${conflict.field}`
  const retiring = conflict.field === 'status' && conflict.ours === 'ARCHIVED'
  switch (side) {
    case 'always-theirs':
      return shelves.choices.set(source, key, { topic, value: { side: 'theirs', once: false } }, by)
    case 'always-ours':
      return shelves.choices.set(source, key, { topic, value: { side: 'ours', once: false } }, by)
    case 'ours':
      return shelves.choices.set(
        source,
        key,
        { topic, value: { side: 'ours', theirs: conflict.theirs, once: true } },
        by,
      )
    case 'theirs': {
      if (retiring) return shelves.choices.set(source, key, { topic, value: { side: 'theirs', once: false } }, by)
      const link = await shelves.links.read(source, key)
      if (link === null) return
      // What the source says now is no longer news; DORA's value goes on looking like a person's.
      const sent = { ...link.sent }
      put(sent, conflict.field, conflict.ours)
      return shelves.links.save({ ...link, sent, settled: null })
    }
  }
}

async function answerDoubt({ shelves, item, decision, by }: Answered<InboxItemOf<'doubt'>>): Promise<Answer> {
  const { operation } = item.detail
  if (item.key === null) throw unfit(item, 'classer')
  if (decision.action === 'use') {
    await shelves.operations.end(operation, 'void', { message: `${by} : l’envoi a donné ${decision.slug}.` })
    await shelves.choices.set(item.source, item.key, { topic: 'match', value: { slug: decision.slug } }, by)
    return { sentence: `L’offre sera rattachée au service ${decision.slug} au prochain passage.`, close: true }
  }
  if (decision.action !== 'create') throw unfit(item, 'désigner le service, ou dire que l’envoi n’a pas eu lieu')
  await shelves.operations.end(operation, 'void', { message: `${by} : l’envoi n’a pas eu lieu.` })
  return { sentence: 'L’envoi sera refait au prochain passage.', close: true }
}

/**
 * For this source only: the page the person decides on shows one partner's words, and another partner may mean something else by them; a word that means the same
 * everywhere belongs in the shared lexicon.
 */
async function answerWord({ shelves, item, decision, by }: Answered<InboxItemOf<'unknown-value'>>): Promise<Answer> {
  const { referential, value: word } = item.detail
  // Masked names all look alike: an answer about one would hold for every other.
  const entries = word === MASKED ? null : acceptedEntries(referential)
  if (entries === null || decision.action !== 'map')
    throw unfit(item, entries === null ? 'classer' : 'dire ce que le mot veut dire, ou classer')
  const chosen = entries.find(entry => entry.value === decision.value)
  if (chosen === undefined) throw new DecisionRefused(noSuchValue(decision.value, referential, entries))
  await shelves.choices.set(
    item.source,
    `lexicon:${referential}:${fold(word)}`,
    { topic: 'lexicon', value: { referential, word, value: chosen.value } },
    by,
  )
  return {
    sentence: `Pour cette source, « ${word} » veut dire « ${chosen.label} » : cela compte dès son prochain passage.`,
    close: true,
  }
}

function noSuchValue(value: string, referential: string, entries: readonly ReferentielEntry[]): string {
  const near = entries
    .filter(entry => nearest(value, [entry.value, entry.label], 0.5).length > 0)
    .map(entry => entry.value)
  const hint =
    near.length > 0
      ? `les plus proches : ${nearest(value, near, 0, 3).join(', ')}`
      : `ses valeurs : ${entries.map(entry => entry.value).join(', ')}`
  return `« ${value} » n’est pas une valeur du référentiel ${referential} ; ${hint}.`
}

function unfit(item: InboxItem, possible: string): DecisionRefused {
  return new DecisionRefused(`Cette réponse ne convient pas à « ${inboxTitle(item)} » ; possible : ${possible}.`)
}
