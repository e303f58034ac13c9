import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, SIRET, SOURCE } from '../../test/sync/make.ts'
import {
  MODIFIED,
  sampleLink,
  sampleOperation,
  sampleReader,
  sampleService,
  sampleStructure,
  sampleWork,
} from '../../test/sync/samples.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import {
  DoraError,
  type DoraErrorKind,
  type DoraReader,
  type DoraService,
  type DoraStructure,
  type DoraStructureDraft,
  type DoraWriter,
} from '../dora/port.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { Operation, Plan } from '../ledger/plan.ts'
import { applyOperations } from './apply.ts'
import { DoraAway } from './patient-dora.ts'
import type { Step } from './step.ts'

let clock: ManualClock
let ledger: Ledger
let holds: number
let sent: unknown[][]
let plans: number
beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  holds = 0
  sent = []
  plans = 0
})
afterEach(() => ledger.close())

const BEFORE = sampleService({}, { name: 'Avant' })
const AFTER = sampleService({ modificationDate: '2026-11-24T08:00:00+01:00' }, { name: 'Après' })
const DRAFT: DoraStructureDraft = {
  name: 'Le Relais',
  siret: SIRET,
  typology: null,
  shortDesc: null,
  fullDesc: null,
  address1: null,
  postalCode: '35000',
  cityCode: '35238',
  city: null,
  phone: null,
  email: null,
  url: null,
}
const failure = (kind: DoraErrorKind, status: number | null = 500) =>
  new DoraError('non', { kind, status, code: 'x', fields: { name: 'trop long' } })

interface World {
  answer?: DoraService | Error
  made?: DoraStructure | Error
  reader?: DoraReader
  approvedBy?: string | null
  departments?: string[]
}
const writerOf = ({ answer = AFTER, made = sampleStructure([], { slug: 'neuve' }) }: World): DoraWriter => {
  const give = <T>(value: T | Error): Promise<T> =>
    value instanceof Error ? Promise.reject(value) : Promise.resolve(value)
  return {
    createService: (...call) => {
      sent.push(['createService', ...call])
      const made = sent.filter(([name]) => name === 'createService').length
      return give(answer instanceof Error || made === 1 ? answer : { ...answer, slug: `${answer.slug}${made}` })
    },
    updateService: (...call) => {
      sent.push(['updateService', ...call])
      return give(answer)
    },
    createStructure: (...call) => {
      sent.push(['createStructure', ...call])
      return give(made)
    },
    markUpToDate: async () => undefined,
  }
}
const home = (service = BEFORE) => sampleReader([sampleStructure([service])], [service])

/** @param steps where each is put as it comes */
async function apply(operations: Operation[], world: World = {}, steps: Step[] = []): Promise<Step[]> {
  const plan: Plan = {
    id: `plan-${++plans}`,
    run: 'run-1',
    source: SOURCE,
    createdAt: clock.now().toISOString(),
    computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
    operations,
    outcomes: [],
    counts: { seen: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
    requests: 0,
    durationMs: 0,
    quarantine: null,
    state: 'approved',
    approvedBy: world.approvedBy ?? null,
  }
  if (operations.length > 0) await ledger.plans.save(plan)
  const { operations: _, outcomes: __, learned: ___, ...head } = plan
  const lease = {
    hold: async () => {
      holds += 1
    },
  }
  const { reader = home(), departments = ['35'] } = world
  const deps = { ledger, reader, writer: writerOf(world), clock, lease, departments }
  for await (const step of applyOperations(
    { ...head, sizes: { operations: operations.length, outcomes: 0 } },
    'Camille',
    deps,
  ))
    steps.push(step)
  return steps
}
const ends = (steps: readonly Step[]) => steps.map(step => ('reason' in step ? [step.end, step.reason] : [step.end]))
const creating = (over: Partial<Operation> = {}) =>
  sampleOperation({ kind: 'create', slug: null, seen: null, before: null, after: fieldsOf(), ...over })
const founding = (draft: Partial<DoraStructureDraft> | null = {}) =>
  sampleOperation({
    id: 'o0',
    kind: 'create-structure',
    key: 'relais',
    slug: null,
    structure: null,
    work: sampleWork({ structureKey: 'k', draft: draft === null ? null : { ...DRAFT, ...draft } }),
  })

test('a change: the lease is held before it is looked at and again before it is sent; DORA’s answer and the link go down together', async () => {
  await ledger.links.save(sampleLink())
  const [step] = await apply([sampleOperation()])
  expect(step).toMatchObject({ end: 'done', slug: 's', wrote: true })
  expect(step).not.toHaveProperty('notKept')
  expect(sent).toEqual([['updateService', 's', { name: 'Après' }]])
  expect(holds).toBe(2)
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({
    version: '2',
    base: { name: 'Après' },
    modified: AFTER.modificationDate,
  })
  expect(await ledger.operations.unsettled(SOURCE)).toEqual([])
})

test('what DORA did not keep as it was sent is told', async () => {
  await ledger.links.save(sampleLink())
  expect(await apply([sampleOperation()], { answer: BEFORE })).toMatchObject([{ end: 'done', notKept: ['name'] }])
})

test('how each write ended is in the journal, with the service it went to and DORA’s words', async () => {
  await ledger.links.save(sampleLink())
  const journal = async () =>
    (await ledger.operations.list({ source: SOURCE })).map(({ state, slug, message }) => [state, slug, message])
  await apply([sampleOperation()])
  await apply([sampleOperation()], { answer: failure('data', 400) })
  await apply([sampleOperation()], { answer: failure('transient') })
  await apply([creating({ key: 'b' })], {
    reader: sampleReader([sampleStructure()], []),
    answer: sampleService({ slug: 'neuf' }),
  })
  expect((await journal()).toSorted()).toEqual([
    ['done', 'neuf', null],
    ['done', 's', null],
    ['failed', 's', 'non'],
    ['refused', 's', 'non'],
  ])
  expect((await ledger.operations.list({ source: SOURCE })).map(({ choices }) => choices)).toEqual([[], [], [], []])
})

test('a person’s decision that a write carries out is in the journal, and their edit stays with the link', async () => {
  await ledger.links.save(sampleLink())
  const choices = [{ by: 'Ada', at: '2026-11-24', field: 'name' as const, choice: 'ours' as const }]
  await apply([sampleOperation({ choices, work: sampleWork({ edited: '2026-11-20' }) })])
  expect((await ledger.operations.list({ source: SOURCE }))[0]?.choices).toEqual(choices)
  expect((await ledger.links.read(SOURCE, 'a'))?.edited).toBe('2026-11-20')
})

test('a service of that name typed in since the plan is not doubled', async () => {
  const typed = sampleService({ slug: 'tapé' })
  const steps = await apply([creating()], { reader: sampleReader([sampleStructure([typed])], [typed]) })
  expect(steps).toMatchObject([{ end: 'stale' }])
  expect(sent).toEqual([])
})

test('a listing is read again once a write in it failed', async () => {
  const reader = sampleReader([sampleStructure()], [])
  await apply([creating(), creating({ id: 'o2', key: 'b' })], { reader, answer: failure('transient') })
  expect(reader.asked).toEqual(['structure home', 'structure home'])
})

test('an offer that DORA refuses does not have its structure refused', async () => {
  const reader = sampleReader([sampleStructure()], [])
  const work = sampleWork({ structureKey: 'k' })
  const steps = await apply([creating({ work }), creating({ id: 'o2', key: 'b', structure: null, work })], {
    reader,
    answer: failure('data', 400),
  })
  expect(steps.map(({ end }) => end)).toEqual(['refused', 'failed'])
})

test('a plan without what it was drawn from, and a change without service, send nothing', async () => {
  const { work: _, ...bare } = sampleOperation()
  expect(ends(await apply([bare, sampleOperation({ slug: null })]))).toEqual([
    ['stale', 'Ce plan ne dit pas de quoi il a été tiré.'],
    ['stale', 'Opération sans service.'],
  ])
  expect(sent).toEqual([])
})

test('an offer whose last write is not settled waits; one whose structure is not, goes on', async () => {
  await ledger.links.save(sampleLink())
  const intent = {
    plan: 'p',
    run: 'r',
    source: SOURCE,
    key: 'a',
    structure: null,
    slug: null,
    before: null,
    after: {},
    reason: '',
    approvedBy: '',
    lookup: null,
  }
  await ledger.operations.intend({ ...intent, kind: 'create-structure' })
  await ledger.operations.intend({ ...intent, key: 'b', kind: 'update' })
  expect(ends(await apply([sampleOperation()]))).toEqual([['done']])
  await ledger.operations.intend({ ...intent, kind: 'update' })
  expect(ends(await apply([sampleOperation({ id: 'o2' })]))).toEqual([
    ['doubt', 'Un envoi précédent de cette offre n’est pas encore vérifié.'],
  ])
})

test('a value that a person refused since the plan is not sent', async () => {
  await ledger.links.save(sampleLink())
  const value = { ours: 'Après', how: 'never' as const, plan: 'p', reason: 'non' }
  await ledger.choices.set(SOURCE, 'a', { topic: 'refused:name', value }, 'Camille')
  expect(ends(await apply([sampleOperation()]))).toMatchObject([['stale', expect.stringContaining('a refusé')]])
  expect(sent).toEqual([])
})

test.each<[DoraErrorKind, string, string]>([
  ['transient', 'failed', 'failed'],
  ['dora', 'failed', 'failed'],
  ['configuration', 'failed', 'failed'],
  ['doubt', 'doubt', 'doubt'],
])('a write that fails (%s) ends as %s, is written down, and leaves the link as it was', async (kind, end, state) => {
  await ledger.links.save(sampleLink())
  const steps = await apply([sampleOperation()], { answer: failure(kind) })
  expect(steps).toMatchObject([{ end }])
  expect(await ledger.links.read(SOURCE, 'a')).toEqual(sampleLink())
  const open = await ledger.operations.unsettled(SOURCE)
  expect(open.map(each => [each.state, each.message])).toEqual(state === 'doubt' ? [['doubt', 'non']] : [])
})

test('after a 401 nothing of the plan is tried any more; after a 403 the rest goes on', async () => {
  await ledger.links.save(sampleLink())
  const two = [sampleOperation(), sampleOperation({ id: 'o2' })]
  expect(await apply(two, { answer: failure('configuration', 401) })).toHaveLength(1)
  expect(await apply(two, { answer: failure('configuration', 403) })).toHaveLength(2)
})

test('a reading that fails before the write is told as DORA’s, and nothing is sent', async () => {
  await ledger.links.save(sampleLink())
  const reader: DoraReader = { ...home(), readService: () => Promise.reject(failure('transient')) }
  expect(ends(await apply([sampleOperation()], { reader }))).toEqual([['failed', 'DORA : non']])
  expect(sent).toEqual([])
})

test('a DORA that went away stops the plan, in a reading as in a write; any other error too, and its intent stays', async () => {
  await ledger.links.save(sampleLink())
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  const reader: DoraReader = { ...home(), readService: () => Promise.reject(away) }
  await expect(apply([sampleOperation()], { reader })).rejects.toBe(away)
  await expect(apply([sampleOperation()], { answer: away })).rejects.toBe(away)
  expect(await ledger.operations.unsettled(SOURCE)).toEqual([])
  await expect(apply([sampleOperation()], { answer: new Error('disque') })).rejects.toThrow('disque')
  expect(await ledger.operations.unsettled(SOURCE)).toMatchObject([{ state: 'intent' }])
})

test('what DORA refuses is kept with the offer, and told with the field', async () => {
  await ledger.links.save(sampleLink())
  const [step] = await apply([sampleOperation()], { answer: failure('data', 400) })
  expect(step).toMatchObject({ end: 'refused', rejection: { key: 'a', field: 'name', expected: 'nom : trop long' } })
  expect(await ledger.operations.unsettled(SOURCE)).toEqual([])
})

test('DORA shows already all that would be sent: the link learns it, nothing is sent', async () => {
  await ledger.links.save(sampleLink())
  const steps = await apply([sampleOperation({ after: {} })])
  expect(steps).toMatchObject([{ end: 'done', wrote: false, slug: 's' }])
  expect(sent).toEqual([])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({ version: '2' })
})

test('a creation: the service is the offer’s from then on; made again, the same plan sends it no second time', async () => {
  const reader = sampleReader([sampleStructure()], [])
  const made = sampleService()
  expect(await apply([creating()], { reader, answer: made })).toMatchObject([{ end: 'done', wrote: true, slug: 's' }])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({ slug: 's', origin: 'created' })
  expect(await apply([creating()], { reader, answer: made })).toMatchObject([{ end: 'done', wrote: false, slug: 's' }])
  expect(sent).toEqual([['createService', 'home', fieldsOf()]])
})

test('two creations in one structure: one listing serves both', async () => {
  const reader = sampleReader([sampleStructure()], [])
  const second = creating({ id: 'o2', key: 'b', name: 'Autre', after: fieldsOf({ name: 'Autre' }) })
  const steps = await apply([creating(), second], { reader, answer: sampleService() })
  expect(steps.map(({ end }) => end)).toEqual(['done', 'done'])
  expect(reader.asked).toEqual(['structure home'])
})

test('a creation whose answer is lost is looked for at once: found, it is done; else it is a doubt', async () => {
  const made = sampleService()
  const empty = sampleStructure()
  let asked = 0
  const reader: DoraReader = {
    ...sampleReader([], [made]),
    readStructure: async () => {
      asked += 1
      return asked === 1 ? empty : sampleStructure([made])
    },
  }
  expect(await apply([creating()], { reader, answer: failure('doubt') })).toMatchObject([
    { end: 'done', wrote: true, slug: 's' },
  ])
  const none = sampleReader([empty], [])
  expect(ends(await apply([creating({ key: 'b' })], { reader: none, answer: failure('doubt') }))).toEqual([
    ['doubt', 'DORA n’a pas confirmé l’envoi ; il est vérifié au prochain passage.'],
  ])
})

test('a change whose answer is lost is not looked for at once', async () => {
  await ledger.links.save(sampleLink())
  const reader = home()
  await apply([sampleOperation()], { reader, answer: failure('doubt') })
  expect(reader.asked).toEqual(['service s', 'structure home'])
})

test('DORA goes away while a lost creation is looked for: the step is told, then the plan stops', async () => {
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  let asked = 0
  const reader: DoraReader = {
    ...sampleReader([], []),
    readStructure: async () => {
      asked += 1
      if (asked > 1) throw away
      return sampleStructure()
    },
  }
  const steps: Step[] = []
  const going = apply([creating(), creating({ id: 'o2', key: 'b' })], { reader, answer: failure('doubt') }, steps)
  await expect(going).rejects.toBe(away)
  expect(steps).toMatchObject([{ end: 'doubt' }])
  expect(sent).toHaveLength(1)
})

test('DORA away after a lost creation stops a plan that has nothing left, too; a fault of ours is no DORA', async () => {
  const failing = (error: Error): DoraReader => {
    let asked = 0
    const readStructure = async () => {
      asked += 1
      if (asked > 1) throw error
      return sampleStructure()
    }
    return { ...sampleReader([], []), readStructure }
  }
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  for (const error of [away, new TypeError('cassé')]) {
    await expect(apply([creating()], { reader: failing(error), answer: failure('doubt') })).rejects.toBe(error)
    for (const open of await ledger.operations.unsettled(SOURCE)) await ledger.operations.end(open.id, 'void')
  }
})

test('a structure may be created in each of the départements; a lost answer is looked for by its name', async () => {
  const reader = sampleReader([], [])
  const [step] = await apply([founding({ cityCode: '29019' })], { reader, departments: ['35', '29'] })
  expect(step).toMatchObject({ end: 'done', slug: 'neuve' })
  expect(step).not.toHaveProperty('notKept')
  await apply([founding()], { reader, made: failure('doubt') })
  expect((await ledger.operations.unsettled(SOURCE))[0]?.lookup).toEqual({
    structure: '',
    name: 'Le Relais',
    known: [],
    version: '2',
  })
})

test.each<[string, Operation, string]>([
  [
    'without key',
    { ...founding(), work: sampleWork({ draft: DRAFT }) },
    'Structure sans SIRET : le robot n’en crée pas.',
  ],
  ['without draft', founding(null), 'Structure sans SIRET : le robot n’en crée pas.'],
  ['without SIRET', founding({ siret: null }), 'Structure sans SIRET : le robot n’en crée pas.'],
  ['of another département', founding({ cityCode: '29019' }), 'Structure hors des départements où le robot écrit.'],
  [
    'of another département, by its postal code',
    founding({ cityCode: null, postalCode: '29000' }),
    'Structure hors des départements où le robot écrit.',
  ],
  [
    'of which nobody knows where',
    founding({ cityCode: null, postalCode: null }),
    'Structure hors des départements où le robot écrit.',
  ],
])('a structure %s is not created', async (_, operation, reason) => {
  expect(ends(await apply([operation]))).toEqual([['stale', reason]])
  expect(sent).toEqual([])
})

test('a structure whose SIRET DORA knows is taken as it is; what is created in it goes there', async () => {
  const known = sampleStructure([], { slug: 'ancienne', siret: SIRET })
  const reader = sampleReader([known], [])
  const service = creating({ structure: null, work: sampleWork({ structureKey: 'k' }) })
  const steps = await apply([founding(), service], { reader, answer: sampleService({ structure: 'ancienne' }) })
  expect(steps).toMatchObject([
    { end: 'done', slug: 'ancienne', wrote: false },
    { end: 'done', wrote: true },
  ])
  expect(sent.map(([call, slug]) => [call, slug])).toEqual([['createService', 'ancienne']])
})

test('a new structure, then its service: what being a member opens is sent at once, unless a person approved the plan as it was', async () => {
  const made = sampleStructure([], { slug: 'neuve' })
  const { contactPhone: _, ...after } = fieldsOf()
  const service = () =>
    creating({ structure: null, after, work: sampleWork({ structureKey: 'k', desired: fieldsOf() }) })
  const world = { reader: sampleReader([], []), made, answer: sampleService({ structure: 'neuve' }) }
  const steps = await apply([founding(), service()], world)
  expect(steps).toMatchObject([{ end: 'done', slug: 'neuve', wrote: true }, { end: 'done' }])
  expect(sent[0]).toEqual(['createStructure', DRAFT, true])
  expect(sent[1]?.[2]).toMatchObject({ contactPhone: fieldsOf().contactPhone })
  await ledger.links.remove(SOURCE, 'a')
  sent = []
  await apply([founding(), service()], { ...world, approvedBy: 'Camille' })
  expect(sent[1]?.[2]).not.toHaveProperty('contactPhone')
})

test('a structure that DORA refuses: its offers share the reason; one that failed otherwise leaves them for later', async () => {
  const service = creating({ structure: null, work: sampleWork({ structureKey: 'k' }) })
  const other = creating({ id: 'o3', key: 'c', structure: null, work: sampleWork({ structureKey: 'autre' }) })
  const reader = sampleReader([], [])
  const steps = await apply([founding(), service, other], { reader, made: failure('data', 400) })
  expect(steps).toMatchObject([
    { end: 'refused', rejection: { key: 'relais' } },
    { end: 'refused', rejection: { key: 'a', field: 'name' } },
    { end: 'failed', reason: 'La structure n’a pas pu être créée avant le service.' },
  ])
  expect(ends(await apply([founding(), service], { reader, made: failure('transient') }))).toEqual([
    ['failed', 'DORA : non'],
    ['failed', 'La structure n’a pas pu être créée avant le service.'],
  ])
  expect(ends(await apply([creating({ structure: null })], { reader }))).toEqual([
    ['failed', 'La structure n’a pas pu être créée avant le service.'],
  ])
})

const UNDO = { of: 'op-0', was: null, refuse: { name: 'Avant' }, allow: [], cut: { content: null } }
test('a taking back: what it undoes is refused before the call, and the service is let go once DORA answered', async () => {
  await ledger.links.save(sampleLink())
  const operation = sampleOperation({ work: sampleWork({ undo: UNDO }) })
  const topics = async () => (await ledger.choices.of(SOURCE, 'a')).map(({ topic }) => topic).sort()
  await apply([operation], { answer: failure('doubt') })
  expect(await topics()).toEqual(['refused:name'])
  expect(await ledger.links.read(SOURCE, 'a')).not.toBeNull()
  for (const open of await ledger.operations.unsettled(SOURCE)) await ledger.operations.end(open.id, 'void')
  await apply([operation])
  expect(await topics()).toEqual(['match', 'refused:name'])
  expect(await ledger.links.read(SOURCE, 'a')).toBeNull()
})

test('a taking back of which DORA shows the effect already is written down without a write', async () => {
  await ledger.links.save(sampleLink())
  const operation = sampleOperation({ after: {}, work: sampleWork({ undo: UNDO }) })
  expect(await apply([operation])).toMatchObject([{ end: 'done', wrote: false }])
  expect((await ledger.choices.of(SOURCE, 'a')).map(({ topic }) => topic).sort()).toEqual(['match', 'refused:name'])
  expect(await ledger.links.read(SOURCE, 'a')).toBeNull()
})

test('a choice that held once has held once it was written; one that holds on stays', async () => {
  await ledger.links.save(sampleLink())
  await ledger.choices.set(
    SOURCE,
    'a',
    { topic: 'refused:name', value: { ours: 'Autre', how: 'later', plan: 'p', reason: 'r' } },
    'Camille',
  )
  await ledger.choices.set(
    SOURCE,
    'a',
    { topic: 'refused:feeDetails', value: { ours: 'x', how: 'later', plan: 'p', reason: 'r' } },
    'Camille',
  )
  await apply([sampleOperation()])
  expect((await ledger.choices.of(SOURCE, 'a')).map(({ topic }) => topic)).toEqual(['refused:feeDetails'])
  expect(MODIFIED).not.toBe(AFTER.modificationDate)
})
