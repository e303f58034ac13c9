import { afterEach, beforeEach, expect, test } from 'vitest'
import { desiredOf } from '../../test/sync/make.ts'
import { sampleLink, sampleLogged, sampleOperation } from '../../test/sync/samples.ts'
import { sequentialIds } from '../common/ids.ts'
import type { Rejection } from '../common/rejection.ts'
import { DoraError } from '../dora/port.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Learned, OfferOutcome, Operation } from '../ledger/plan.ts'
import { CensusLost } from './dora-view.ts'
import { DoraAway } from './patient-dora.ts'
import { goneReason, movedAway, ownerName, PlanBook } from './plan-book.ts'
import type { OfferPlan } from './plan-offer.ts'
import { Spool } from './spool.ts'

const OFFER = { key: 'a', name: 'Permis B' }
const CONFLICT = { field: 'recurrence' as const, base: null, ours: 'le lundi', theirs: 'le mardi' }
const OUTCOME: OfferOutcome = { ...OFFER, slug: 's', state: 'updated', reason: 'test' }
let spool: Spool
let book: PlanBook
beforeEach(() => {
  spool = new Spool()
  book = bookWith([])
})
afterEach(() => spool[Symbol.dispose]())

function bookWith(choices: readonly StoredChoice[]): PlanBook {
  return new PlanBook('pem-s', sequentialIds(), spool, choices)
}

function list<T>(name: keyof ReturnType<PlanBook['lists']>): T[] {
  return Array.from(book.lists()[name], text => JSON.parse(text.toString()) as T)
}
const inbox = () => list<Learned['inbox'][number]>('inbox')
const outcomes = () => list<OfferOutcome>('outcomes')

function plan(over: Partial<OfferPlan> = {}): OfferPlan {
  return { outcome: OUTCOME, operation: null, rebase: null, conflicts: [], ...over }
}
const { id: _, ...UPDATE } = sampleOperation()

test('an offer is one line; its write, its memories and its conflict are kept with it', () => {
  const rebase = { key: 'a', slug: 's', base: {}, sent: {} } as unknown as NonNullable<OfferPlan['rebase']>
  book.add(plan({ operation: UPDATE, rebase, conflicts: [CONFLICT] }))
  expect(book.counts).toMatchObject({ seen: 1, updated: 1 })
  expect([book.operations, book.changing]).toEqual([1, 1])
  expect(outcomes()).toEqual([OUTCOME])
  expect(list<Operation>('operations')).toEqual([{ ...UPDATE, id: expect.stringContaining('step') }])
  expect(list('rebases')).toEqual([rebase])
  expect(inbox()).toEqual([
    {
      kind: 'conflict',
      key: 'a',
      subject: 'conflict:pem-s:a',
      title: 'Conflit sur « Permis B »',
      detail: { slug: 's', fields: [CONFLICT] },
    },
  ])
})

test('an offer of which nothing is to be done leaves its line alone', () => {
  book.add(plan())
  expect([outcomes().length, book.operations, book.changing]).toEqual([1, 0, 0])
  expect([list('rebases'), inbox()]).toEqual([[], []])
})

test('only what its source changed counts as changing', () => {
  book.add(plan({ operation: { ...UPDATE, kind: 'create' } }))
  book.add(plan({ operation: UPDATE, renewal: true }))
  expect([book.operations, book.changing]).toEqual([2, 0])
})

test('a write carries the person’s decision that is behind it, and none when there is none', () => {
  const choice: StoredChoice = {
    topic: 'field:name',
    source: 'pem-s',
    key: 'a',
    value: { side: 'ours', once: false },
    decidedBy: 'Une gestionnaire',
    decided: '2026-11-24',
  }
  book = bookWith([choice])
  book.add(plan({ operation: UPDATE }))
  book.add(plan({ operation: { ...UPDATE, key: 'b' } }))
  const [decided, ruled] = list<Operation>('operations')
  expect(decided?.choices).toEqual([{ by: 'Une gestionnaire', at: '2026-11-24', field: 'name', choice: 'always-ours' }])
  expect(ruled).not.toHaveProperty('choices')
})

test('what DORA rewrote by itself is one question for all, with what was met last of each field', () => {
  book.askAboutRewriting()
  expect(inbox()).toEqual([])
  const later = { ...CONFLICT, theirs: 'le jeudi' }
  book.add(plan({ rewritten: [CONFLICT, { ...CONFLICT, field: 'fullDesc' }] }))
  book.add(plan({ rewritten: [later] }))
  book.askAboutRewriting()
  expect(inbox()).toMatchObject([
    {
      kind: 'conflict',
      key: null,
      subject: 'rewritten',
      detail: { slug: null, fields: [later, { ...CONFLICT, field: 'fullDesc' }] },
    },
  ])
})

test('fields that the account cannot write are one question for the source, with how many offers wait', () => {
  book.askAboutUnwritable()
  expect(inbox()).toEqual([])
  book.cannotWrite(['contactPhone'])
  book.cannotWrite(['contactPhone', 'contactEmail'])
  book.cannotWrite([])
  book.askAboutUnwritable()
  const message = 'DORA ne laisse pas ce compte écrire : téléphone et courriel.'
  expect(inbox()).toMatchObject([
    {
      kind: 'rejection',
      key: null,
      subject: 'unwritable:pem-s',
      title: `${message} Offres concernées : 2.`,
      detail: { code: 'dora-ne-s-ecrit-pas', field: 'contactPhone', message, whose: 'gestionnaire' },
    },
  ])
})

test('a line says what became of the offer, and who is to act when it waits', () => {
  book.line(OFFER, 's', 'unchanged', 'Rien n’a changé.')
  book.wait(OFFER, null, 'DORA est absent.')
  book.wait(OFFER, 's', 'À confirmer.', 'gestionnaire')
  book.missed('z')
  expect(outcomes()).toEqual([
    { ...OFFER, slug: 's', state: 'unchanged', reason: 'Rien n’a changé.' },
    { ...OFFER, slug: null, state: 'waiting', reason: 'DORA est absent.', whose: 'robot' },
    { ...OFFER, slug: 's', state: 'waiting', reason: 'À confirmer.', whose: 'gestionnaire' },
  ])
  expect(book.counts).toMatchObject({ seen: 3, unchanged: 1, waiting: 2 })
  expect(list('missing')).toEqual(['z'])
})

test('what cannot be read in DORA now makes that offer wait, and no other', async () => {
  const cut = new DoraError('coupé', { kind: 'transient', status: 502, code: 'x' })
  await book.patiently(OFFER, () => Promise.reject(cut))
  await book.patiently({ key: 'b', name: 'Vélo' }, async () =>
    book.line({ key: 'b', name: 'Vélo' }, null, 'unchanged', ''),
  )
  expect(outcomes()).toMatchObject([
    {
      key: 'a',
      state: 'waiting',
      whose: 'robot',
      reason: 'DORA n’a pas pu être lu (coupé) ; l’offre est reprise au prochain passage.',
    },
    { key: 'b', state: 'unchanged' },
  ])
})

test('a wrong account, a DORA that stays away, a lost census and a fault of ours end the pass', async () => {
  const details = { kind: 'transient', status: 502, code: 'x' } as const
  const errors = [
    new DoraError('refusé', { kind: 'configuration', status: 401, code: 'x' }),
    new DoraAway('absent', details),
    new CensusLost('perdue', details),
    new TypeError('cassé'),
  ]
  for (const error of errors) await expect(book.patiently(OFFER, () => Promise.reject(error))).rejects.toBe(error)
  expect(outcomes()).toEqual([])
})

test('a rejected offer is a line and a question; an unknown value is a question of its own kind', () => {
  const rejection: Rejection = {
    code: 'champ-manquant',
    key: 'a',
    where: 'page',
    field: 'nom',
    received: null,
    expected: 'un nom',
    message: 'Le nom manque.',
    whose: 'partenaire',
  }
  book.reject(OFFER, rejection)
  book.reject(OFFER, { ...rejection, code: 'valeur-inconnue' }, 's')
  expect(outcomes()).toEqual([
    { ...OFFER, slug: null, state: 'rejected', reason: 'Le nom manque.', rejection, whose: 'partenaire' },
    expect.objectContaining({ slug: 's', state: 'rejected' }),
  ])
  expect(inbox()).toMatchObject([
    {
      kind: 'rejection',
      key: 'a',
      subject: 'rejection:pem-s:a',
      title: 'Permis B : Le nom manque.',
      detail: { code: 'champ-manquant' },
    },
    { kind: 'unknown-value', detail: { code: 'valeur-inconnue' } },
  ])
})

test('a doubtful match waits for a person, and its service is nobody’s meanwhile', () => {
  const desired = desiredOf({ key: 'a' }, 'v')
  const match = { certainty: 'doubtful' as const, slug: 's', score: 0.6, reasons: ['même nom', 'même commune'] }
  book.askMatch(desired, match)
  book.askMatch({ ...desired, key: 'b' }, { ...match, slug: null })
  expect([...book.askedAbout()]).toEqual(['s'])
  expect(outcomes()[0]).toMatchObject({
    state: 'waiting',
    whose: 'gestionnaire',
    reason: 'Peut-être déjà dans DORA (même nom, même commune) : reste à dire si c’est le même service.',
  })
  expect(inbox()[0]).toMatchObject({
    kind: 'match',
    key: 'a',
    subject: 'match:pem-s:a',
    detail: { slug: 's', score: 0.6, reasons: ['même nom', 'même commune'], structure: 'PEM’S' },
  })
})

test('a structure to confirm is asked about once, however many offers wait for it', () => {
  const place = {
    kind: 'ask' as const,
    key: 'k',
    candidates: [{ slug: 'x', name: 'X', siret: null }],
    reason: 'homonyme',
  }
  for (const key of ['a', 'b']) book.askStructure(desiredOf({ key }, 'v'), place)
  book.askStructure(desiredOf({ key: 'c' }, 'v'), { ...place, key: 'autre' })
  expect(outcomes().map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  expect(outcomes()[0]?.reason).toBe('Structure « PEM’S » à confirmer : homonyme.')
  expect(inbox()).toMatchObject([
    {
      kind: 'structure',
      key: null,
      subject: 'structure:pem-s:k',
      detail: { structureKey: 'k', name: 'PEM’S', candidates: place.candidates, reason: 'homonyme' },
    },
    { subject: 'structure:pem-s:autre' },
  ])
})

test('a write whose effect is not known makes the offer wait; a person is asked when there is something to look at', () => {
  const operation = sampleLogged({ slug: 's' })
  book.waitForDoubt(OFFER, { operation, reason: 'réponse perdue', slugs: [] })
  expect(inbox()).toEqual([])
  book.waitForDoubt(OFFER, { operation, reason: 'réponse perdue', slugs: ['s1', 's2'] })
  expect(outcomes()).toMatchObject([{ state: 'waiting', slug: 's', reason: 'réponse perdue' }, { state: 'waiting' }])
  expect(inbox()).toEqual([
    {
      kind: 'doubt',
      key: 'a',
      subject: 'doubt:pem-s:a',
      title: 'Envoi à vérifier : Permis B',
      detail: { operation: 'op-1', kind: 'create', intended: operation.intended, slugs: ['s1', 's2'] },
    },
  ])
})

test('a structure is created from what its source says, before the offers that need it', () => {
  const desired = desiredOf({ key: 'a' }, 'v')
  book.createStructure(desired, 'k')
  expect(list<Operation>('operations')).toEqual([
    {
      id: expect.stringContaining('step'),
      kind: 'create-structure',
      source: 'pem-s',
      key: 'a',
      name: 'PEM’S',
      structure: null,
      slug: null,
      seen: null,
      before: null,
      after: {},
      conflicts: [],
      reason: 'La structure « PEM’S » (SIRET 19350936100015) n’est pas encore dans DORA.',
      confidence: 1,
      work: {
        version: 'v',
        desired: null,
        rebase: { base: {}, sent: {} },
        settles: null,
        known: [],
        structureKey: 'k',
        draft: desired.structure.draft,
      },
    },
  ])
  expect(book.changing).toBe(0)
})

test('an owner is called by what was sent of its name, else by its key', () => {
  expect(ownerName(sampleLink({ sent: { name: 'Vélo' } }))).toBe('l’offre « Vélo » de la source pem-s')
  expect(ownerName(sampleLink())).toBe('l’offre « a » de la source pem-s')
  expect(goneReason(true)).toContain('existe dans DORA')
  expect(goneReason(false)).toContain('n’est plus lisible')
  expect(movedAway('29')).toContain('le département 29')
})

test('what is told of a document is asked, and is no line', () => {
  const notice: Rejection = {
    code: 'feuille-masquee',
    key: null,
    where: 'https://asso.fr/a.xlsx',
    field: null,
    received: null,
    expected: '',
    message: 'Une feuille masquée n’est pas lue.',
    whose: 'partenaire',
  }
  book.tell(notice)
  expect([outcomes(), book.counts.seen]).toEqual([[], 0])
  expect(inbox()).toEqual([
    {
      kind: 'rejection',
      key: null,
      subject: 'rejection:pem-s:feuille-masquee:https://asso.fr/a.xlsx',
      title: 'https://asso.fr/a.xlsx : Une feuille masquée n’est pas lue.',
      detail: notice,
    },
  ])
})
