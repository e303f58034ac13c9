import { expect, test } from 'vitest'
import { desiredOf, fieldsOf, SOURCE } from '../../test/sync/make.ts'
import { MODIFIED, sampleLink, sampleService } from '../../test/sync/samples.ts'
import { Policy } from '../config/source.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../dora/dialect.ts'
import type { DoraService, DoraServiceFields } from '../dora/port.ts'
import type { Choice, StoredChoice } from '../ledger/choices.ts'
import type { Link } from '../ledger/links.ts'
import type { Match } from '../ledger/plan.ts'
import { contextOf } from './offer-context.ts'
import { planAdoption, planCreation, planLinked, planQuiet } from './plan-offer.ts'

const BEFORE = '2026-10-01T10:00:00+01:00'
const name = { name: 'Offre a' }

interface Given {
  fields?: Partial<DoraServiceFields>
  choices?: (Choice & Partial<StoredChoice>)[]
  dialect?: Partial<Dialect>
}
function contextWith({ fields = {}, choices = [], dialect = {} }: Given = {}) {
  const stored = choices.map(choice => ({
    source: SOURCE,
    key: 'a',
    decidedBy: 'Camille',
    decided: '2026-11-02T00:00:00.000Z',
    ...choice,
  }))
  return contextOf(desiredOf({ key: 'a', fields }, '2'), Policy.parse({}), stored as StoredChoice[], {
    ...UNKNOWN_DIALECT,
    ...dialect,
  })
}
/** What the service shows, what was sent, what the source says: all the same, but for what is given. */
function linked(
  given: Given & { dora?: Partial<DoraServiceFields>; service?: Partial<DoraService>; link?: Partial<Link> },
) {
  const fields = fieldsOf(name)
  const link = sampleLink({
    base: fields,
    sent: fields,
    settled: { fingerprint: 'f', modified: MODIFIED },
    ...given.link,
  })
  const service = sampleService({ publicationDate: BEFORE, ...given.service }, { ...name, ...given.dora })
  return planLinked(contextWith(given), link, service)
}
const refused = (field: string, ours: unknown) =>
  ({ topic: `refused:${field}`, value: { ours, how: 'never', plan: 'p', reason: 'trop tôt' } }) as unknown as Choice
const CAMILLE = 'Refusé par Camille (trop tôt) : ce n’est plus proposé tant que la source dit la même chose.'
const LINE = { key: 'a', name: 'Offre a', slug: 's' }

test('nothing moved: one line, and what DORA shows now is what the ledger knows', () => {
  const context = contextWith()
  expect(linked({})).toEqual({
    outcome: { ...LINE, state: 'unchanged', reason: 'Rien n’a changé.' },
    operation: null,
    rebase: {
      key: 'a',
      base: {},
      sent: {},
      settled: { fingerprint: context.settles, modified: MODIFIED },
      status: 'PUBLISHED',
      published: BEFORE,
      suspension: null,
      edited: null,
      shown: fieldsOf(name),
      structure: 'home',
      retired: null,
    },
    conflicts: [],
    rewritten: [],
  })
})

test('the source moved: its value is sent over the one that was read', () => {
  const plan = linked({ fields: { feeDetails: '2 €', recurrence: 'le lundi' } })
  const reason = plan.operation?.reason ?? ''
  expect(reason).toMatch(/^La source a changé : .+ et .+\.$/)
  expect(plan).toEqual({
    outcome: { ...LINE, state: 'updated', reason },
    operation: {
      kind: 'update',
      source: SOURCE,
      key: 'a',
      name: 'Offre a',
      structure: 'home',
      slug: 's',
      seen: MODIFIED,
      before: { feeDetails: null, recurrence: null },
      after: { feeDetails: '2 €', recurrence: 'le lundi' },
      conflicts: [],
      reason,
      confidence: 1,
      work: {
        version: '2',
        desired: fieldsOf({ ...name, feeDetails: '2 €', recurrence: 'le lundi' }),
        rebase: { base: {}, sent: {} },
        settles: contextWith({ fields: { feeDetails: '2 €', recurrence: 'le lundi' } }).settles,
        known: [],
        structureKey: null,
        draft: null,
        edited: null,
      },
    },
    rebase: null,
    conflicts: [],
    rewritten: [],
    renewal: false,
  })
})

test('both moved: a person is asked, DORA keeps its value, and the offer is not settled', () => {
  const plan = linked({ fields: { recurrence: 'le lundi' }, dora: { recurrence: 'le mardi' }, link: { settled: null } })
  const conflict = { field: 'recurrence', base: null, ours: 'le lundi', theirs: 'le mardi' }
  expect(plan).toMatchObject({ operation: null, conflicts: [conflict], rebase: { settled: null } })
  expect(plan.outcome).toMatchObject({
    state: 'conflict',
    reason: expect.stringContaining('à la fois dans la source et dans DORA'),
  })
  const other = linked({
    fields: { recurrence: 'le lundi', feeDetails: '2 €' },
    dora: { recurrence: 'le mardi' },
    link: { settled: null },
  })
  expect(other.outcome).toMatchObject({ state: 'conflict', reason: expect.stringContaining('à la fois') })
  expect(other.operation).toMatchObject({
    after: { feeDetails: '2 €' },
    conflicts: [conflict],
    work: { settles: null },
  })
})

test('what a person saved in DORA is kept, told, and dated', () => {
  const later = '2026-11-20T10:00:00+01:00'
  const plan = linked({ dora: { recurrence: 'le mardi' }, service: { modificationDate: later } })
  expect(plan.outcome.reason).toMatch(/une personne a retouché dans DORA/)
  expect(plan.rebase).toMatchObject({ edited: later, settled: { modified: later } })
  const written = linked({ fields: { feeDetails: '2 €' }, service: { modificationDate: later } })
  expect(written.operation?.work).toMatchObject({ edited: later })
})

test('DORA rewrote a value by itself: asked once for all, looked at again, nothing written', () => {
  const plan = linked({ dora: { feeDetails: 'gratuit' } })
  expect(plan.rewritten).toEqual([{ field: 'feeDetails', base: null, ours: null, theirs: 'gratuit' }])
  expect(plan).toMatchObject({ operation: null, conflicts: [], rebase: { settled: { fingerprint: 'rewritten' } } })
  expect(plan.outcome.reason).toContain('DORA a réécrit de lui-même')
  const known = linked({ dora: { recurrence: 'l' }, fields: { recurrence: 'x' }, link: { base: { recurrence: 'y' } } })
  expect(known.rewritten).toEqual([{ field: 'recurrence', base: 'y', ours: 'x', theirs: 'l' }])
})

test.each<[string, Partial<Link>, Partial<DoraServiceFields>]>([
  ['the ledger knows of an edit', { edited: BEFORE }, {}],
  ['DORA’s date moved since', { settled: { fingerprint: 'f', modified: BEFORE } }, {}],
  ['it was never settled', { settled: null }, {}],
  ['we archived it', { retired: { at: BEFORE, status: 'PUBLISHED' } }, { status: 'ARCHIVED' }],
])('it is a person’s value where %s', (_, link, dora) => {
  expect(linked({ dora: { feeDetails: 'gratuit', ...dora }, link }).rewritten).toEqual([])
})

test('an answer about what DORA rewrites holds for what was written before it', () => {
  const choices = [{ topic: 'rewritten:feeDetails', value: { side: 'ours' } } as Choice]
  const plan = linked({ dora: { feeDetails: 'gratuit' }, choices })
  expect(plan.operation).toMatchObject({ kind: 'update', after: { feeDetails: null } })
  const since = linked({ dora: { feeDetails: 'gratuit' }, choices, link: { modified: '2026-11-03T00:00:00Z' } })
  expect(since.operation).toBeNull()
})

const RETIRED = { retired: { at: BEFORE, status: 'PUBLISHED' as const } }
const ARCHIVED = { status: 'ARCHIVED' as const }
test('what we archived and the source gives again takes its status back, with what changed', () => {
  const plan = linked({ fields: { feeDetails: '2 €' }, dora: ARCHIVED, link: RETIRED })
  const reason = 'De nouveau dans la source : le même service reprend sa place.'
  expect(plan.outcome).toEqual({ ...LINE, state: 'updated', reason })
  expect(plan.operation).toMatchObject({
    kind: 'restore',
    reason,
    before: { status: 'ARCHIVED', feeDetails: null },
    after: { status: 'PUBLISHED', feeDetails: '2 €' },
  })
})

test('what a person archived stays so: nothing at all is written on it, and its return is no longer ours to decide', () => {
  const plan = linked({ fields: { feeDetails: '2 €' }, dora: ARCHIVED })
  expect(plan).toEqual({
    outcome: {
      ...LINE,
      state: 'unchanged',
      reason: 'Archivée dans DORA par une personne : elle le reste, le robot n’y écrit rien.',
    },
    operation: null,
    rebase: {
      key: 'a',
      base: {},
      sent: {},
      settled: null,
      status: 'ARCHIVED',
      published: BEFORE,
      suspension: null,
      shown: fieldsOf({ ...name, ...ARCHIVED }),
      structure: 'home',
      retired: null,
    },
    conflicts: [],
  })
})

test('a return that a person refused is not made, and stays known', () => {
  const plan = linked({ dora: ARCHIVED, link: RETIRED, choices: [refused('status', 'PUBLISHED')] })
  expect(plan).toMatchObject({ operation: null, rebase: { retired: { status: null } } })
  expect(plan.outcome.reason).toBe(`Archivée dans DORA, elle le reste. ${CAMILLE}`)
  const other = linked({ dora: ARCHIVED, link: RETIRED, choices: [refused('status', 'DRAFT')] })
  expect(other.operation?.kind).toBe('restore')
})

test.each([
  ['ours, for ever', { side: 'ours', once: false }],
  ['ours, once', { side: 'ours', theirs: 'ARCHIVED', once: true }],
] as const)('a person’s «%s» on the status writes over an archiving', (_, value) => {
  const plan = linked({ dora: ARCHIVED, choices: [{ topic: 'field:status', value } as Choice] })
  expect(plan.operation).toMatchObject({ kind: 'update', after: { status: 'PUBLISHED' } })
})

test('«theirs» on the status leaves it archived', () => {
  const value = { side: 'theirs', once: false }
  const plan = linked({ dora: ARCHIVED, choices: [{ topic: 'field:status', value } as Choice] })
  expect([plan.operation, plan.rebase?.retired]).toEqual([null, null])
})

test('moved to another structure, it is followed there', () => {
  const plan = linked({ service: { structure: 'autre' } })
  expect(plan.outcome.reason).toBe('Rien n’a changé. Déplacé dans DORA vers autre : il y est suivi.')
  const written = linked({ service: { structure: 'autre' }, fields: { feeDetails: '2 €' } })
  expect(written.outcome.reason).toMatch(/^La source a changé : .*\. Déplacé dans DORA vers autre : il y est suivi\.$/)
  expect(written.operation).toMatchObject({ structure: 'autre' })
})

test('what follows a model of DORA is proposed to a person, and written by nobody', () => {
  const plan = linked({ service: { model: 'm' }, fields: { feeDetails: '2 €' } })
  expect(plan).toEqual({
    outcome: {
      ...LINE,
      state: 'waiting',
      reason: expect.stringMatching(/^Ce service suit le modèle « m » de DORA : .+ Il propose de changer : .+\.$/),
      whose: 'gestionnaire',
    },
    operation: null,
    rebase: null,
    conflicts: [],
  })
  expect(linked({ service: { model: 'm' } }).outcome.state).toBe('unchanged')
})

test('another name and another description at once: nothing is written until somebody says that it is the same offer', () => {
  const fields = { name: 'Cours de poterie', fullDesc: 'Poterie.', shortDesc: 'Poterie' }
  const plan = linked({ fields })
  expect(plan).toMatchObject({
    operation: null,
    rebase: null,
    outcome: {
      state: 'conflict',
      slug: 's',
      reason: expect.stringContaining('Le nom et la description ont changé ensemble'),
    },
  })
  expect(plan.conflicts.map(({ field }) => field)).toEqual(expect.arrayContaining(['name', 'fullDesc']))
})

test('what DORA did not keep as it was sent is told, unless it is sent again', () => {
  const fields = fieldsOf(name)
  const link = { base: { ...fields, feeDetails: null }, sent: { ...fields, feeDetails: '2 €' } }
  expect(linked({ link, fields: { feeDetails: '2 €' } }).outcome).toMatchObject({ notKept: ['feeDetails'] })
  expect(linked({ link, fields: { feeDetails: '2 €', recurrence: 'x' } }).outcome).toMatchObject({
    notKept: ['feeDetails'],
  })
  expect(linked({ link, fields: { feeDetails: '3 €' } }).outcome).not.toHaveProperty('notKept')
  expect(planQuiet(contextWith(), sampleLink(link))).toEqual({
    outcome: { ...LINE, state: 'unchanged', reason: 'Rien n’a changé.', notKept: ['feeDetails'] },
    operation: null,
    rebase: null,
    conflicts: [],
  })
})

test('a field that this link never sent is a renewal; with what the source changed it is none', () => {
  const { recurrence: _, ...sent } = fieldsOf(name)
  const link = { base: { ...sent }, sent }
  expect(linked({ link, fields: { recurrence: 'le lundi' } })).toMatchObject({
    renewal: true,
    operation: { kind: 'update' },
  })
  expect(linked({ link, fields: { recurrence: 'le lundi', feeDetails: '2 €' } }).renewal).toBe(false)
})

/** An account that may not write the contact: what needs it stays a draft. */
const SHUT: Partial<Dialect> = { unwritable: { contactPhone: 'members' } as never }
test('what this account may not write is said', () => {
  const context = contextWith({ dialect: SHUT })
  expect(context.unwritable).toEqual(['contactPhone'])
  expect(linked({ dialect: SHUT }).outcome.reason).toMatch(/^Rien n’a changé\. DORA ne laisse pas ce compte écrire : /)
  expect(linked({ dialect: SHUT, fields: { feeDetails: '2 €' } }).outcome.reason).toMatch(
    /^La source a changé : .+ DORA ne laisse pas/,
  )
  expect(planQuiet(context, sampleLink()).outcome.reason).toMatch(/^Rien n’a changé\. DORA ne laisse pas/)
  expect(planCreation(context, 'home', 'k', []).outcome.reason).toMatch(/absente de DORA\. DORA ne laisse pas/)
  expect(planAdoption(context, MATCH, sampleService({}, name)).outcome.reason).toMatch(/un autre\. DORA ne laisse pas/)
})

const MATCH: Match = { certainty: 'certain', slug: 's', score: 0.97, reasons: ['même nom', 'même commune'] }
const TAKEN = 'Déjà dans DORA (même nom, même commune) : ce service est repris au lieu d’en créer un autre.'
test('a service that nobody of ours holds is taken over as it is', () => {
  const context = contextWith()
  const plan = planAdoption(context, MATCH, sampleService({}, name))
  expect(plan.outcome).toEqual({ ...LINE, state: 'unchanged', reason: TAKEN })
  expect(plan).toMatchObject({ rebase: null, conflicts: [] })
  expect(plan.operation).toMatchObject({
    kind: 'adopt',
    structure: 'home',
    slug: 's',
    seen: MODIFIED,
    before: {},
    after: {},
    conflicts: [],
    reason: TAKEN,
    confidence: 0.97,
    work: { settles: context.settles, desired: context.fields },
  })
})

test('what it leaves empty is filled in; what a person typed stays, and is asked about where it must be', () => {
  const filled = planAdoption(contextWith({ fields: { feeDetails: '2 €' } }), MATCH, sampleService({}, name))
  expect(filled.outcome).toEqual({ ...LINE, state: 'updated', reason: TAKEN })
  expect(filled.operation?.after).toEqual({ feeDetails: '2 €' })
  const asked = planAdoption(
    contextWith({ fields: { publics: ['jeunes'] } }),
    MATCH,
    sampleService({}, { ...name, publics: [] }),
  )
  expect(asked.outcome).toMatchObject({ state: 'conflict', reason: expect.stringContaining('à la fois') })
  expect(asked.conflicts).toEqual([{ field: 'publics', base: null, ours: ['jeunes'], theirs: [] }])
  expect(asked.operation).toMatchObject({ conflicts: asked.conflicts, work: { settles: null } })
})

test('one that follows a model is proposed only where something would change', () => {
  const service = sampleService({ model: 'm' }, name)
  expect(planAdoption(contextWith({ fields: { feeDetails: '2 €' } }), MATCH, service).outcome).toMatchObject({
    state: 'waiting',
    whose: 'gestionnaire',
    slug: 's',
  })
  expect(planAdoption(contextWith(), MATCH, service).operation?.kind).toBe('adopt')
})

test('a new service: every field, its structure or the key of the one that is made before, and its namesakes', () => {
  const context = contextWith()
  const reason = 'Nouvelle offre de la source, absente de DORA.'
  expect(planCreation(context, null, 'k', ['t'])).toEqual({
    outcome: { ...LINE, slug: null, state: 'created', reason },
    operation: {
      kind: 'create',
      source: SOURCE,
      key: 'a',
      name: 'Offre a',
      structure: null,
      slug: null,
      seen: null,
      before: null,
      after: Object.fromEntries(context.writable.map(field => [field, context.fields[field]])),
      conflicts: [],
      reason,
      confidence: 1,
      work: {
        version: '2',
        desired: context.fields,
        rebase: { base: {}, sent: {} },
        settles: context.settles,
        known: ['t'],
        structureKey: 'k',
        draft: null,
      },
    },
    rebase: null,
    conflicts: [],
  })
})

test('held back by what the account may not write, it waits as a draft for the day that it may; a refused status waits for nobody', () => {
  const held = { ...contextWith(), heldBack: 'il manque un contact.' }
  expect(planCreation(held, 'home', 'k', []).operation?.work).toHaveProperty('heldBack', 'PUBLISHED')
  const no = { ...contextWith({ choices: [refused('status', 'PUBLISHED')] }), heldBack: 'il manque un contact.' }
  const plan = planCreation(no, 'home', 'k', [])
  expect(plan.operation?.work).not.toHaveProperty('heldBack')
  expect(plan.operation?.after.status).toBe('DRAFT')
})

test('held back is not withdrawn: what is published stays so', () => {
  const held = { ...contextWith({ fields: { status: 'DRAFT', feeDetails: '2 €' } }), heldBack: 'il manque un contact.' }
  const fields = fieldsOf(name)
  const link = sampleLink({ base: fields, sent: fields, settled: { fingerprint: 'f', modified: MODIFIED } })
  expect(planLinked(held, link, sampleService({}, name)).operation?.after).toEqual({ feeDetails: '2 €' })
  const free = { ...held, heldBack: null }
  expect(planLinked(free, link, sampleService({}, name)).operation?.after).toEqual({
    feeDetails: '2 €',
    status: 'DRAFT',
  })
})
