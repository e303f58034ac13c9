import { afterEach, beforeEach, expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { MODIFIED, sampleLink, sampleOperation } from '../../test/sync/samples.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import type { InboxEntry } from '../ledger/inbox.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { Learned, OfferOutcome, PlanHead } from '../ledger/plan.ts'
import { learnOutcomes, learnSightings } from './learn.ts'
import { Ends, reported } from './report.ts'

let ledger: Ledger
let clock: ManualClock
beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  for (const key of ['a', 'b']) await ledger.offers.saw(sighting(key, 'run-0'))
})
afterEach(() => ledger.close())

const sighting = (key: string, run: string) => ({
  source: SOURCE,
  key,
  name: `Offre ${key}`,
  version: '1',
  fingerprint: 'f',
  record: null,
  rejection: null,
  run,
})
const outcome = (key: string, state: OfferOutcome['state'], over: Partial<OfferOutcome> = {}): OfferOutcome => ({
  key,
  name: `Offre ${key}`,
  slug: null,
  state,
  reason: `${state}.`,
  ...over,
})
type Lists = Partial<Record<'outcomes' | 'rebases' | 'inbox' | 'sightings' | 'missing' | 'operations', unknown[]>>
let plans = 0
async function planned(lists: Lists, over: Partial<PlanHead> = {}): Promise<PlanHead> {
  plans += 1
  const plan: PlanHead = {
    id: `plan-${plans}`,
    run: 'run-1',
    source: SOURCE,
    createdAt: '2026-11-24T08:00:00.000Z',
    computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
    sizes: { operations: lists.operations?.length ?? 0, outcomes: lists.outcomes?.length ?? 0 },
    counts: { seen: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
    requests: 0,
    durationMs: 0,
    quarantine: null,
    hold: null,
    state: 'proposed',
    approvedBy: null,
    learned: { whole: true, asOf: null },
    ...over,
  }
  const texts = Object.entries(lists).map(([name, items]) => [name, items.map(item => JSON.stringify(item))])
  await ledger.plans.write(plan, Object.fromEntries(texts))
  return plan
}
async function learn(lists: Lists, over: Partial<PlanHead> = {}): Promise<void> {
  const plan = await planned(lists, over)
  await learnOutcomes(await reported(plan, new Ends(), ledger), ledger, '2026-11-24T09:00:00.000Z')
}
const offer = (key = 'a') => ledger.offers.read(SOURCE, key)
const open = async () => (await ledger.inbox.open({ source: SOURCE })).map(({ subject }) => subject).sort()
const question = (subject: string, key: string | null, over: Partial<InboxEntry> = {}): InboxEntry =>
  ({
    kind: 'match',
    source: SOURCE,
    key,
    run: null,
    subject,
    title: 'Titre',
    detail: { slug: 's', score: 0.5, reasons: [], structure: 'S' },
    ...over,
  }) as InboxEntry

test('what a run saw is known before anything is written, what it missed is counted once a run', async () => {
  const plan = await planned({ sightings: [sighting('a', 'run-1'), sighting('c', 'run-1')], missing: ['b'] })
  await learnSightings(plan, ledger)
  await learnSightings(plan, ledger)
  expect([(await offer('a'))?.misses, (await offer('b'))?.misses, (await offer('c'))?.name]).toEqual([0, 1, 'Offre c'])
})

test('a plan that learns nothing of its source saw nothing of it', async () => {
  const plan = await planned({ missing: ['b'], outcomes: [outcome('a', 'unchanged')], inbox: [question('q', 'a')] })
  const { learned: _, ...without } = plan
  await learnSightings(without, ledger)
  await learnOutcomes(await reported(without, new Ends(), ledger), ledger, '2026-11-24T09:00:00.000Z')
  expect([(await offer('b'))?.misses, (await offer())?.state, await open()]).toEqual([0, 'unchanged', []])
})

test.each<[OfferOutcome, string | null]>([
  [outcome('a', 'conflict'), 'gestionnaire'],
  [outcome('a', 'waiting'), 'robot'],
  [outcome('a', 'waiting', { whose: 'partenaire' }), 'partenaire'],
  [outcome('a', 'unchanged'), null],
  [outcome('a', 'retired'), null],
])('where an offer stands, and whose move it is: %o', async (line, whose) => {
  await learn({ outcomes: [line] })
  expect(await offer()).toMatchObject({ state: line.state, reason: line.reason, whose })
})

test('what taking back leaves as it is has nothing new to say', async () => {
  await learn({ outcomes: [outcome('a', 'unchanged')] })
  await learn(
    { outcomes: [outcome('a', 'waiting'), outcome('b', 'waiting')], operations: [sampleOperation({ key: 'b' })] },
    { hold: 'undo' },
  )
  expect([(await offer('a'))?.state, (await offer('b'))?.state]).toEqual(['unchanged', 'waiting'])
})

test('fields that DORA did not keep are asked about as long as that lasts', async () => {
  await learn({ outcomes: [outcome('a', 'unchanged', { notKept: ['feeDetails'] })] })
  expect(await open()).toEqual([`not-kept:${SOURCE}:a`])
  await learn({ outcomes: [outcome('a', 'unchanged', { notKept: ['feeDetails'] })] })
  expect(await open()).toEqual([`not-kept:${SOURCE}:a`])
  await learn({ outcomes: [outcome('a', 'unchanged')] })
  expect(await open()).toEqual([])
})

const REBASE: Learned['rebases'][number] = {
  key: 'a',
  base: { name: 'Base' },
  sent: { name: 'Dit' },
  settled: { fingerprint: 'f', modified: MODIFIED },
  status: 'DRAFT',
  published: '2026-10-01',
  edited: 'hier',
  suspension: '2027-01-01',
  shown: { name: 'Montré' },
  retired: { status: null },
}

test('memories that move without a write join what was known', async () => {
  await ledger.links.save(sampleLink({ base: { recurrence: 'b' }, sent: { recurrence: 's' } }))
  await learn({ rebases: [REBASE, { ...REBASE, key: 'sans lien' }] })
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({
    base: { recurrence: 'b', name: 'Base' },
    sent: { recurrence: 's', name: 'Dit' },
    settled: REBASE.settled,
    status: 'DRAFT',
    published: '2026-10-01',
    edited: 'hier',
    suspension: '2027-01-01',
    shown: { name: 'Montré' },
    retired: { at: '2026-11-24T09:00:00.000Z', status: null },
  })
  expect(await ledger.links.read(SOURCE, 'sans lien')).toBeNull()
})

test('what a run does not tell stays: the edit, the suspension, what was shown, since when it is retired', async () => {
  const retired = { at: '2026-01-01T00:00:00.000Z', status: 'DRAFT' } as const
  const known = { edited: 'avant', suspension: '2026-12-01', shown: { name: 'Avant' }, retired } as Parameters<
    typeof sampleLink
  >[0]
  await ledger.links.save(sampleLink(known))
  const { edited: _, suspension: __, shown: ___, ...rest } = REBASE
  await learn({ rebases: [{ ...rest, retired: { status: null } }] })
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject(known as object)
  await learn({ rebases: [{ ...rest, suspension: null, retired: null }] })
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({ suspension: null, retired: null, edited: 'avant' })
})

test('a question is open as long as its offer raises it; one that waits, or that was not seen, proves nothing', async () => {
  for (const each of [question('q-a', 'a'), question('q-b', 'b'), question('q-c', 'c'), question('q-d', 'd')])
    await ledger.inbox.put(each)
  await learn({
    outcomes: [outcome('a', 'conflict'), outcome('b', 'waiting'), outcome('c', 'unchanged')],
    inbox: [question('q-a', 'a'), question('q-new', 'a')],
  })
  expect(await open()).toEqual(['q-a', 'q-b', 'q-d', 'q-new'])
  const [item] = await ledger.inbox.open({ source: SOURCE })
  expect(item).toMatchObject({ source: SOURCE })
})

test('a question about the whole source is over once a whole reading no longer raises it', async () => {
  await ledger.inbox.put(question('q', null))
  await learn({}, { learned: { whole: false, asOf: null } })
  expect(await open()).toEqual(['q'])
  await learn({ inbox: [question('q', null)] })
  expect(await open()).toEqual(['q'])
  await learn({})
  expect(await open()).toEqual([])
})

test('what a plan waits for is not swept by a reading', async () => {
  const detail = { plan: 'p', reason: 'r' }
  await ledger.inbox.put({
    kind: 'quarantine',
    source: SOURCE,
    key: null,
    run: null,
    subject: 'plan',
    title: 't',
    detail,
  })
  await learn({})
  expect(await open()).toEqual(['plan'])
})
