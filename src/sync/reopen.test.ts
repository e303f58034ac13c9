import { afterEach, beforeEach, expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { sampleIntent, sampleLink, sampleWaitingPlan } from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import { EVERY_SOURCE } from '../ledger/choices.ts'
import type { Decision } from '../ledger/decision.ts'
import type { InboxEntry } from '../ledger/inbox.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { answerPlan } from './answer-plan.ts'
import { DecisionRefused, decide } from './decide.ts'
import { reopen } from './reopen.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-24T08:00:00Z') })
})
afterEach(() => ledger.close())

const ASKED = { source: SOURCE, key: 'a', run: null, title: 'Titre' }
const CONFLICT: InboxEntry = {
  ...ASKED,
  kind: 'conflict',
  subject: 'conflict',
  detail: {
    slug: 's',
    fields: [
      { field: 'name', base: 'Un', ours: 'Deux', theirs: 'Trois' },
      { field: 'feeDetails', base: null, ours: '1 €', theirs: '2 €' },
    ],
  },
}
const STRUCTURE: InboxEntry = {
  ...ASKED,
  key: null,
  kind: 'structure',
  subject: 'structure',
  detail: { structureKey: 'k', name: 'Le Relais', siret: null, candidates: [], reason: 'r' },
}
const MATCH: InboxEntry = {
  ...ASKED,
  kind: 'match',
  subject: 'match',
  detail: { slug: 'x', score: 0.5, reasons: [], structure: 's' },
}

async function asked(entry: InboxEntry): Promise<string> {
  await ledger.inbox.put(entry)
  const items = await ledger.inbox.open({ source: SOURCE })
  return items.find(({ subject }) => subject === entry.subject)?.id ?? ''
}
async function answered(entry: InboxEntry, ...decisions: Decision[]): Promise<string> {
  const id = await asked(entry)
  for (const decision of decisions) await decide(ledger, id, decision, 'Camille')
  return id
}
const back = (id: string) => reopen(ledger, id, 'Dominique')
const choices = async (key = 'a', source = SOURCE) => (await ledger.choices.of(source, key)).map(({ topic }) => topic)
const open = async () => (await ledger.inbox.open({ source: SOURCE })).map(({ id }) => id)

test('only a question that is there, closed, and answered by a person, is open again', async () => {
  await expect(back('inconnu')).rejects.toThrow('Aucune demande ne porte le numéro inconnu.')
  const id = await asked(MATCH)
  await expect(back(id)).rejects.toThrow('Cette demande est déjà ouverte.')
  await ledger.inbox.resolve(id)
  await expect(back(id)).rejects.toThrow('Cette demande s’est close d’elle-même')
  expect(await open()).toEqual([])
})

test('a question that is open anew under another number is answered there', async () => {
  const id = await answered(MATCH, { action: 'create' })
  const other = await asked({ ...MATCH, detail: { ...MATCH.detail, slug: 'y' } } as InboxEntry)
  await expect(back(id)).rejects.toThrow('La même demande est ouverte de nouveau : répondez à celle-là.')
  expect(await open()).toEqual([other])
})

test('what was put aside is open again, without a word on an answer; the journal says who went back on whom', async () => {
  const id = await answered(MATCH, { action: 'dismiss' })
  expect(await back(id)).toBe('La demande est de nouveau ouverte.')
  expect(await open()).toEqual([id])
  expect(await ledger.events.list({ action: 'demande-rouverte' })).toMatchObject([
    { actor: 'Dominique', source: SOURCE, key: 'a', detail: { item: id, title: 'Titre', decidedBy: 'Camille' } },
  ])
})

test('a structure that was chosen is no longer', async () => {
  const id = await answered(STRUCTURE, { action: 'use', slug: 'x' })
  expect(await choices('k')).toEqual(['structure'])
  expect(await back(id)).toContain('Les offres déjà écrites restent où elles sont')
  expect(await choices('k')).toEqual([])
})

test('a write without answer is in doubt again; a match ends no write', async () => {
  const operation = sampleIntent()
  const write = await ledger.operations.intend(operation)
  const detail = { operation: write, kind: 'create', intended: '', slugs: [] }
  const id = await answered({ ...ASKED, kind: 'doubt', subject: 'doubt', detail }, { action: 'use', slug: 'x' })
  expect(await back(id)).toBe('La demande est de nouveau ouverte, et la réponse ne compte plus.')
  expect([await choices(), (await ledger.operations.read(write))?.state]).toEqual([[], 'doubt'])
  expect(await back(await answered(MATCH, { action: 'create' }))).toContain('ne compte plus')
})

test('an answer that was followed is not revoked', async () => {
  const id = await answered(MATCH, { action: 'create' })
  await ledger.links.save(sampleLink())
  await expect(back(id)).rejects.toThrow(DecisionRefused)
  expect(await choices()).toEqual(['match'])
})

test('fields that were answered one by one, or all at once, are all open again; what was decided of another question stays', async () => {
  await ledger.links.save(sampleLink({ sent: { name: 'Ancien', feeDetails: '0 €', shortDesc: 'r' } }))
  await ledger.choices.set(SOURCE, 'a', { topic: 'field:shortDesc', value: { side: 'ours', once: false } }, 'Camille')
  await answered(
    {
      ...CONFLICT,
      subject: 'other',
      detail: { slug: 's', fields: [{ field: 'shortDesc', base: '', ours: '', theirs: '' }] },
    },
    { action: 'keep', side: 'always-ours', field: 'shortDesc' },
  )
  const id = await answered(
    CONFLICT,
    { action: 'keep', side: 'always-ours', field: 'name' },
    { action: 'keep', side: 'always-theirs' },
  )
  expect((await choices()).sort()).toEqual(['field:feeDetails', 'field:name', 'field:shortDesc'])
  expect(await back(id)).toBe('La demande est de nouveau ouverte, et la réponse ne compte plus.')
  expect(await choices()).toEqual(['field:shortDesc'])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({ sent: { shortDesc: 'r' }, settled: null })
  expect(Object.keys((await ledger.links.read(SOURCE, 'a'))?.sent ?? {})).toEqual(['shortDesc'])
})

test('what DORA rewrote by itself is asked again for every service', async () => {
  const id = await answered(
    { ...CONFLICT, key: null },
    { action: 'keep', side: 'ours', field: 'name' },
    { action: 'keep', side: 'theirs' },
  )
  expect((await choices(EVERY_SOURCE, EVERY_SOURCE)).sort()).toEqual(['rewritten:feeDetails', 'rewritten:name'])
  await back(id)
  expect(await choices(EVERY_SOURCE, EVERY_SOURCE)).toEqual([])
})

async function proposed(id: string): Promise<string> {
  await ledger.plans.save(sampleWaitingPlan(id))
  return asked({
    ...ASKED,
    key: null,
    kind: 'quarantine',
    subject: `plan ${id}`,
    detail: { plan: id, reason: 'beaucoup' },
  })
}

test('a refused plan: what it would have written may be proposed again, what another refused may not', async () => {
  const id = await proposed('p1')
  await decide(ledger, id, { action: 'refuse' }, 'Camille')
  expect(await choices()).not.toEqual([])
  const refused = { ours: 'x', how: 'until-changed', plan: 'p2', reason: '' } as const
  await ledger.choices.set(SOURCE, 'b', { topic: 'refused:name', value: refused as never }, 'Camille')
  expect(await back(id)).toBe('Le refus est révoqué : le prochain passage propose de nouveau ces valeurs.')
  expect([await choices(), await choices('b')]).toEqual([[], ['refused:name']])
  expect([(await ledger.plans.head('p1'))?.state, await open()]).toEqual(['refused', []])
})

test('a plan that was approved is not refused any more', async () => {
  const id = await proposed('p1')
  await ledger.transaction(shelves => answerPlan(shelves, 'p1', { action: 'approve', note: null }, 'Camille'))
  await expect(back(id)).rejects.toThrow('Ce plan n’a pas été refusé')
})
