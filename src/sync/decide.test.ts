import { afterEach, beforeEach, expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { sampleIntent, sampleLink } from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import { EVERY_SOURCE } from '../ledger/choices.ts'
import type { Decision } from '../ledger/decision.ts'
import type { InboxEntry } from '../ledger/inbox.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { MASKED } from '../normalise/quote.ts'
import { DecisionRefused, decide } from './decide.ts'

let ledger: Ledger
let n = 0
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-24T08:00:00Z') })
})
afterEach(() => ledger.close())

const question = (over: Partial<InboxEntry>): InboxEntry =>
  ({
    kind: 'match',
    source: SOURCE,
    key: 'a',
    run: 'run-1',
    subject: `sujet ${++n}`,
    title: 'Titre',
    detail: { slug: 's', score: 0.9, reasons: [], structure: 'S' },
    ...over,
  }) as InboxEntry
async function asked(over: Partial<InboxEntry> = {}): Promise<string> {
  await ledger.inbox.put(question(over))
  const items = await ledger.inbox.open({ source: SOURCE })
  return items.find(({ subject }) => subject.endsWith(` ${n}`))?.id ?? ''
}
const answer = async (decision: Decision, over: Partial<InboxEntry> = {}) =>
  decide(ledger, await asked(over), decision, 'Camille')
const choices = async (key = 'a', source = SOURCE) =>
  (await ledger.choices.of(source, key)).map(({ topic, value }) => [topic, value])
const open = async () => (await ledger.inbox.open({ source: SOURCE })).length

test('a decision bears a name, is of a question that is there, and comes once', async () => {
  const id = await asked()
  await expect(decide(ledger, id, { action: 'dismiss' }, ' ')).rejects.toThrow(
    'Une décision porte le nom d’une personne.',
  )
  await expect(decide(ledger, 'inconnu', { action: 'dismiss' }, 'Camille')).rejects.toThrow(
    'Aucune demande ne porte le numéro inconnu.',
  )
  expect(await decide(ledger, id, { action: 'dismiss' }, 'Camille')).toContain('elle reviendra si la situation change')
  await expect(decide(ledger, id, { action: 'dismiss' }, 'Camille')).rejects.toThrow(DecisionRefused)
  expect(await ledger.events.list()).toMatchObject([
    { actor: 'Camille', action: 'decision-dismiss', source: SOURCE, key: 'a', detail: { item: id } },
  ])
})

test('the same service or not: to be created, or tied to one that nobody holds', async () => {
  expect(await answer({ action: 'create' })).toBe('Un nouveau service sera créé au prochain passage.')
  expect(await choices()).toEqual([['match', { create: true }]])
  expect(await answer({ action: 'use', slug: 'x' })).toBe('L’offre sera rattachée au service x au prochain passage.')
  expect(await choices()).toEqual([['match', { slug: 'x' }]])
  expect(await open()).toBe(0)
  await expect(answer({ action: 'map', value: 'x' })).rejects.toThrow('possible : rattacher à un service ou créer')
  await expect(answer({ action: 'create' }, { key: null })).rejects.toThrow(DecisionRefused)
})

/** The offer `b` holds `s`, and was missing from so many readings of its source. */
async function held(misses: number, source = SOURCE) {
  await ledger.links.save(sampleLink({ source, key: 'b' }))
  const sighting = { source, key: 'b', name: 'Offre b', version: '1', fingerprint: 'f', record: null, rejection: null }
  await ledger.offers.saw({ ...sighting, run: 'run-1' })
  for (let n = 0; n < misses; n += 1) await ledger.offers.missed(source, 'b', 'run-2')
}
test.each([
  ['still in its source', 0, SOURCE],
  ['of another source, gone or not', 1, 'autre'],
])('a service that an offer holds, %s, is not taken from it', async (_, misses, source) => {
  await held(misses, source)
  const words = `Le service s est tenu par l’offre b de la source ${source}, toujours présente.`
  await expect(answer({ action: 'use', slug: 's' })).rejects.toThrow(words)
  expect((await ledger.links.read(source, 'b'))?.slug).toBe('s')
})

test('a service that an offer gone from the same source holds is taken over, and that offer is told as replaced', async () => {
  await held(1)
  expect(await answer({ action: 'use', slug: 's' })).toBe('L’offre reprend le service s, qui était celui de l’offre b.')
  expect([await ledger.links.read(SOURCE, 'b'), (await ledger.links.read(SOURCE, 'a'))?.slug]).toEqual([null, 's'])
  expect(await ledger.offers.read(SOURCE, 'b')).toMatchObject({ name: 'Offre b', state: 'retired' })
  expect(await choices()).toEqual([])
})

const STRUCTURE = { structureKey: 'k', name: 'Le Relais', siret: '99900990500012', candidates: [], reason: 'r' }
test('a structure: tied to one, created when it has a SIRET, refused else', async () => {
  const of = (siret: string | null): Partial<InboxEntry> =>
    ({ kind: 'structure', key: null, detail: { ...STRUCTURE, siret } }) as Partial<InboxEntry>
  expect(await answer({ action: 'use', slug: 'x' }, of(null))).toBe(
    'Ses offres iront à la structure x au prochain passage.',
  )
  expect(await choices('k')).toEqual([['structure', { slug: 'x' }]])
  expect(await answer({ action: 'create' }, of('99900990500012'))).toBe(
    'La structure sera créée dans DORA au prochain passage.',
  )
  expect(await choices('k')).toEqual([['structure', { create: true }]])
  await expect(answer({ action: 'create' }, of(null))).rejects.toThrow('Sans SIRET, le robot ne crée pas de structure')
  await expect(answer({ action: 'map', value: 'x' }, of(null))).rejects.toThrow('rattacher à une structure ou créer')
})

const NAME = { field: 'name' as const, base: 'Base', ours: 'Source', theirs: 'DORA' }
const FEES = { field: 'feeDetails' as const, base: null, ours: '1 €', theirs: '2 €' }
const STATUS = { field: 'status' as const, base: 'PUBLISHED', ours: 'ARCHIVED', theirs: 'PUBLISHED' }
const conflict = (fields: readonly object[], key: string | null = 'a'): Partial<InboxEntry> =>
  ({ kind: 'conflict', key, detail: { slug: 's', fields: [...fields] } }) as Partial<InboxEntry>

test.each<[Extract<Decision, { action: 'keep' }>['side'], unknown, string]>([
  ['ours', { side: 'ours', theirs: 'DORA', once: true }, 'La valeur de la source sera envoyée.'],
  [
    'always-ours',
    { side: 'ours', once: false },
    'La valeur de la source sera envoyée, et le sera toujours pour ce champ.',
  ],
  [
    'always-theirs',
    { side: 'theirs', once: false },
    'La valeur de DORA est gardée, et le sera toujours pour ce champ.',
  ],
])('a field that moved on both sides: %s', async (side, value, sentence) => {
  expect(await answer({ action: 'keep', side }, conflict([NAME]))).toBe(sentence)
  expect(await choices()).toEqual([['field:name', value]])
})

test('DORA’s value kept once: what the source says now is no longer news, and DORA’s goes on looking like a person’s', async () => {
  await ledger.links.save(
    sampleLink({ base: { name: 'Base' }, sent: { name: 'Ancien' }, settled: { fingerprint: 'f', modified: 'm' } }),
  )
  expect(await answer({ action: 'keep', side: 'theirs' }, conflict([NAME]))).toBe('La valeur de DORA est gardée.')
  expect(await choices()).toEqual([])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({
    base: { name: 'Base' },
    sent: { name: 'Source' },
    settled: null,
  })
})

test('DORA’s value kept where the offer holds no service any more changes nothing', async () => {
  expect(await answer({ action: 'keep', side: 'theirs' }, conflict([NAME]))).toBe('La valeur de DORA est gardée.')
  expect([await choices(), await open()]).toEqual([[], 0])
})

test('an archiving that a person refuses is refused as long as the offer is gone; another value of the status is not', async () => {
  await ledger.links.save(sampleLink())
  await answer({ action: 'keep', side: 'theirs' }, conflict([STATUS]))
  expect(await choices()).toEqual([['field:status', { side: 'theirs', once: false }]])
  await ledger.choices.forget(SOURCE, 'a', 'field:status')
  await answer({ action: 'keep', side: 'theirs' }, conflict([{ ...STATUS, ours: 'DRAFT' }]))
  expect(await choices()).toEqual([])
})

test('of several fields one may be answered; the question stays with the others', async () => {
  await ledger.links.save(sampleLink())
  await answer({ action: 'keep', side: 'ours', field: 'name' }, conflict([NAME, FEES]))
  expect(await choices()).toMatchObject([['field:name', expect.anything()]])
  const [rest] = await ledger.inbox.open({ source: SOURCE, kind: 'conflict' })
  expect(rest?.detail.fields).toEqual([FEES])
  await expect(
    decide(ledger, rest?.id ?? '', { action: 'keep', side: 'ours', field: 'name' }, 'Camille'),
  ).rejects.toThrow(/^Nom\s: ce n’est plus en conflit/)
  await expect(decide(ledger, rest?.id ?? '', { action: 'create' }, 'Camille')).rejects.toThrow(
    'garder la valeur de DORA ou prendre celle de la source',
  )
  await decide(ledger, rest?.id ?? '', { action: 'keep', side: 'ours' }, 'Camille')
  expect(await open()).toBe(0)
})

test.each<[Extract<Decision, { action: 'keep' }>['side'], string, string]>([
  ['theirs', 'adopt', 'Ce que DORA a réécrit devient la base'],
  ['always-theirs', 'adopt', 'Ce que DORA a réécrit devient la base'],
  ['ours', 'ours', 'sera réécrite, une fois, sur chaque service'],
])('what DORA rewrote by itself is answered for every service alike: %s', async (kept, side, words) => {
  expect(await answer({ action: 'keep', side: kept, field: 'name' }, conflict([NAME, FEES], null))).toContain(words)
  expect(await choices(EVERY_SOURCE, EVERY_SOURCE)).toEqual([['rewritten:name', { side }]])
  const [rest] = await ledger.inbox.open({ source: SOURCE, kind: 'conflict' })
  expect(rest?.detail.fields).toEqual([FEES])
})

test('a write without answer: the person names the service, or says that it did not take place', async () => {
  const operation = sampleIntent()
  const doubt = async (): Promise<[string, Partial<InboxEntry>]> => {
    const id = await ledger.operations.intend(operation)
    return [
      id,
      { kind: 'doubt', detail: { operation: id, kind: 'create', intended: '', slugs: [] } } as Partial<InboxEntry>,
    ]
  }
  const [first, question_] = await doubt()
  expect(await answer({ action: 'use', slug: 'x' }, question_)).toBe(
    'L’offre sera rattachée au service x au prochain passage.',
  )
  expect(await ledger.operations.read(first)).toMatchObject({ state: 'void', message: 'Camille : l’envoi a donné x.' })
  expect(await choices()).toEqual([['match', { slug: 'x' }]])
  const [second, again] = await doubt()
  expect(await answer({ action: 'create' }, again)).toBe('L’envoi sera refait au prochain passage.')
  expect(await ledger.operations.read(second)).toMatchObject({
    state: 'void',
    message: 'Camille : l’envoi n’a pas eu lieu.',
  })
  await expect(answer({ action: 'map', value: 'x' }, again)).rejects.toThrow(
    'désigner le service, ou dire que l’envoi n’a pas eu lieu',
  )
})

const word = (value: string): Partial<InboxEntry> =>
  ({
    kind: 'unknown-value',
    key: null,
    detail: { field: 'frais', referential: 'frais', value, nearest: [], offers: [], address: '' },
  }) as Partial<InboxEntry>
test('a word means a value of its référentiel, for this source; another value is refused with the nearest', async () => {
  expect(await answer({ action: 'map', value: 'gratuit' }, word('Sans Frais'))).toMatch(
    /^Pour cette source, « Sans Frais » veut dire « Gratuit »/,
  )
  expect(await choices('lexicon:frais:sans frais')).toEqual([
    ['lexicon', { referential: 'frais', word: 'Sans Frais', value: 'gratuit' }],
  ])
  await expect(answer({ action: 'map', value: 'gratui' }, word('x'))).rejects.toThrow(
    '« gratui » n’est pas une valeur du référentiel frais ; les plus proches : gratuit',
  )
  await expect(answer({ action: 'map', value: 'zzzzzzzz' }, word('x'))).rejects.toThrow('ses valeurs : gratuit, payant')
  await expect(answer({ action: 'create' }, word('x'))).rejects.toThrow('dire ce que le mot veut dire, ou classer')
  await expect(answer({ action: 'map', value: 'gratuit' }, word(MASKED))).rejects.toThrow('possible : classer')
})

test('a refusal is filed, and nothing else', async () => {
  const detail = {
    code: 'x',
    field: null,
    key: 'a',
    received: null,
    expected: '',
    where: '',
    whose: 'partenaire',
    message: 'non',
  }
  await expect(answer({ action: 'create' }, { kind: 'rejection', detail } as Partial<InboxEntry>)).rejects.toThrow(
    'possible : classer',
  )
  expect(await answer({ action: 'dismiss' }, { kind: 'rejection', detail } as Partial<InboxEntry>)).toContain('close')
})

test.each<[string, Decision, Partial<InboxEntry>]>([
  ['tied to a service', { action: 'use', slug: 'x' }, {}],
  ['a new service', { action: 'create' }, {}],
  [
    'tied to a structure',
    { action: 'use', slug: 'x' },
    { kind: 'structure', key: null, detail: STRUCTURE } as Partial<InboxEntry>,
  ],
  ['a new structure', { action: 'create' }, { kind: 'structure', key: null, detail: STRUCTURE } as Partial<InboxEntry>],
  ['a field', { action: 'keep', side: 'ours' }, conflict([NAME])],
  ['what DORA rewrote', { action: 'keep', side: 'ours' }, conflict([NAME], null)],
  ['a word', { action: 'map', value: 'gratuit' }, word('Sans Frais')],
])('%s: answered, the question is closed', async (_, decision, over) => {
  await answer(decision, over)
  expect([await open(), (await ledger.inbox.answered(10)).map(({ decision }) => decision)]).toEqual([0, [decision]])
})

test('a write without answer: answered, the question is closed; without an offer it is only filed', async () => {
  const operation = sampleIntent()
  for (const decision of [{ action: 'use', slug: 'x' }, { action: 'create' }] as const) {
    const id = await ledger.operations.intend(operation)
    const detail = { operation: id, kind: 'create', intended: '', slugs: [] }
    await answer(decision, { kind: 'doubt', detail } as Partial<InboxEntry>)
    expect(await open()).toBe(0)
    await expect(answer(decision, { kind: 'doubt', key: null, detail } as Partial<InboxEntry>)).rejects.toThrow(
      'possible : classer',
    )
    await ledger.inbox.sweep(SOURCE, ['doubt'], new Set())
  }
})

test('a service taken over from an offer that the ledger does not know is not taken', async () => {
  await ledger.links.save(sampleLink({ key: 'b' }))
  await expect(answer({ action: 'use', slug: 's' })).rejects.toThrow('est tenu par l’offre b')
})
