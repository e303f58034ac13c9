import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, SOURCE } from '../../test/sync/make.ts'
import { sampleIntent, sampleLink, sampleOperation, sampleService, sampleWork } from '../../test/sync/samples.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import type { Plan } from '../ledger/plan.ts'
import { previewUndo, proposeUndo, type UndoAsked } from './propose-undo.ts'
import { contentOf } from './refused-values.ts'

let ledger: Ledger
let clock: ManualClock
let asked: string[]
beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  asked = []
})
afterEach(() => ledger.close())

/** A write of `plan-1` that was made. */
async function wrote(over: Partial<LoggedOperation> = {}, state: 'done' | 'failed' = 'done'): Promise<string> {
  clock.advance(60_000)
  const operation = sampleIntent({
    kind: 'update',
    slug: 's',
    before: { recurrence: 'le lundi' },
    after: { recurrence: 'le mardi' },
    ...over,
  })
  const id = await ledger.operations.intend(operation)
  await ledger.operations.end(id, state)
  return id
}
const preview = (of: UndoAsked, cut = false) =>
  previewUndo(of, cut, {
    ledger,
    shown: async slug => {
      asked.push(slug)
      return sampleService({ slug }, { recurrence: 'le mardi' })
    },
  })
async function propose(of: UndoAsked, quota?: number): Promise<string | null> {
  const found = await preview(of)
  if (found === null) throw new Error('nothing to take back')
  return proposeUndo(found, 'Camille <camille@example.org>', {
    ledger,
    clock,
    newId: sequentialIds(),
    ...(quota && { quota }),
  })
}

test('of a plan: what was done of it, the latest first, as DORA shows each service now', async () => {
  await ledger.links.save(sampleLink())
  const first = await wrote()
  const second = await wrote({ key: 'b', slug: 't' })
  await wrote({ key: 'c' }, 'failed')
  await wrote({ key: 'd', plan: 'plan-2' })
  const found = await preview({ plan: 'plan-1' })
  expect(found).toMatchObject({ source: SOURCE, run: 'run-1' })
  expect(found?.inverses.map(({ logged }) => logged.id)).toEqual([second, first])
  expect(found?.inverses[1]?.operation).toMatchObject({ key: 'a', slug: 's', after: { recurrence: 'le lundi' } })
  expect(asked).toEqual(['t', 's'])
})

test('of one write; of nothing, nothing', async () => {
  const id = await wrote()
  await wrote({ key: 'b' })
  expect((await preview({ operation: id }))?.inverses.map(({ logged }) => logged.key)).toEqual(['a'])
  expect(await preview({ operation: 'inconnue' })).toBeNull()
  expect(await preview({ plan: 'inconnu' })).toBeNull()
})

test('a new structure, or a service that was never made, is not looked for in DORA', async () => {
  await wrote({ kind: 'create-structure', slug: 'neuve' })
  await wrote({ kind: 'create', slug: null })
  expect((await preview({ plan: 'plan-1' }))?.inverses).toHaveLength(2)
  expect(asked).toEqual([])
})

const PLAN: Omit<Plan, 'id' | 'operations'> = {
  run: 'run-1',
  source: SOURCE,
  createdAt: '2026-11-24T08:00:00.000Z',
  computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
  outcomes: [],
  counts: { seen: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
  requests: 0,
  durationMs: 0,
  quarantine: null,
  hold: null,
  state: 'applied',
  approvedBy: null,
}
const adopted = { kind: 'adopt' } as const
test('an adoption lets its service go with what the offer said when it took it, only where that is asked', async () => {
  await ledger.links.save(sampleLink({ origin: 'adopted' }))
  await wrote(adopted)
  const others = [
    sampleOperation({ kind: 'update', work: sampleWork({ desired: fieldsOf({ name: 'update' }) }) }),
    sampleOperation({ kind: 'adopt', key: 'b', work: sampleWork({ desired: fieldsOf({ name: 'b' }) }) }),
  ]
  const own = sampleOperation({ kind: 'adopt', work: sampleWork({ desired: fieldsOf({ name: 'own' }) }) })
  await ledger.plans.save({ ...PLAN, id: 'plan-1', operations: [...others, own] })
  const [cut] = (await preview({ plan: 'plan-1' }, true))?.inverses ?? []
  expect(cut?.operation?.work?.undo).toMatchObject({ cut: { content: contentOf(fieldsOf({ name: 'own' })) } })
  const [kept] = (await preview({ plan: 'plan-1' }, false))?.inverses ?? []
  expect(kept?.operation?.work?.undo).toMatchObject({ cut: null })
})

test('a plan that is not there any more tells no content, and an update lets nothing go', async () => {
  await ledger.links.save(sampleLink({ origin: 'adopted' }))
  await wrote(adopted)
  const [cut] = (await preview({ plan: 'plan-1' }, true))?.inverses ?? []
  expect(cut?.operation?.work?.undo).toMatchObject({ cut: { content: null } })
  await wrote({ plan: 'plan-2' })
  const [update] = (await preview({ plan: 'plan-2' }, true))?.inverses ?? []
  expect(update?.operation).toMatchObject({ after: { recurrence: 'le lundi' }, work: { undo: { cut: null } } })
})

test('what takes it back is a plan that waits for an approval, and the journal says who prepared it', async () => {
  await ledger.links.save(sampleLink())
  await wrote()
  const id = await propose({ plan: 'plan-1' })
  expect(await ledger.plans.head(id ?? '')).toMatchObject({
    run: 'run-1',
    source: SOURCE,
    createdAt: '2026-11-24T08:01:00.000Z',
    computedFrom: { configuration: '', desired: '', actual: '' },
    sizes: { operations: 1, outcomes: 1 },
    counts: { seen: 1, updated: 1, created: 0 },
    requests: 2,
    durationMs: 1000,
    quarantine: 'Camille annule ce que le robot a écrit le 24 novembre 2026 à 9 h 01 : rien ne part sans un accord.',
    hold: 'undo',
    state: 'proposed',
    approvedBy: null,
  })
  expect(await Array.fromAsync(ledger.plans.items(id ?? '', 'operations'))).toMatchObject([
    { id: expect.stringContaining('step'), key: 'a', after: { recurrence: 'le lundi' } },
  ])
  expect(await Array.fromAsync(ledger.plans.items(id ?? '', 'outcomes'))).toMatchObject([{ key: 'a', slug: 's' }])
  expect(await ledger.events.list()).toMatchObject([
    {
      actor: 'Camille <camille@example.org>',
      action: 'annulation-preparee',
      source: SOURCE,
      key: 'a',
      detail: { plan: id },
    },
  ])
})

test('of several it is told since when, of no single offer, and by the requests that DORA allows', async () => {
  await ledger.links.save(sampleLink())
  await ledger.links.save(sampleLink({ key: 'b', slug: 't' }))
  await wrote()
  clock.advance(3_600_000)
  await wrote({ key: 'b', slug: 't' })
  const id = await propose({ plan: 'plan-1' }, 60)
  expect(await ledger.plans.head(id ?? '')).toMatchObject({
    requests: 4,
    durationMs: 4000,
    quarantine: expect.stringContaining('à 9 h 01'),
  })
  expect(await ledger.events.list()).toMatchObject([{ key: null }])
})

test('nothing that can be taken back is no plan', async () => {
  await wrote()
  expect(await propose({ plan: 'plan-1' })).toBeNull()
  expect(await ledger.events.list()).toEqual([])
})
