import { expect, test } from 'vitest'
import { sampleOperation } from '../../test/sync/samples.ts'
import type { Rejection } from '../common/rejection.ts'
import type { OfferOutcome, Operation, PlanHead } from '../ledger/plan.ts'
import { Ends, reported, reportLines, reportRun } from './report.ts'
import type { Step } from './step.ts'

const REJECTION: Rejection = {
  code: 'dora-refuse',
  key: 'a',
  where: 'DORA',
  field: 'name',
  received: null,
  expected: 'un nom',
  message: 'DORA refuse le nom.',
  whose: 'partenaire',
}
const line = (over: Partial<OfferOutcome> = {}): OfferOutcome => ({
  key: 'a',
  name: 'Permis B',
  slug: null,
  state: 'updated',
  reason: 'Changé : nom.',
  ...over,
})
const done = (over: Partial<Extract<Step, { end: 'done' }>> = {}): Step => ({
  end: 'done',
  operation: sampleOperation(),
  slug: 's',
  wrote: true,
  ...over,
})

/** A plan of these operations and lines, whose steps ended so. */
async function made(
  { operations = [], outcomes, ...head }: { operations?: Operation[]; outcomes: OfferOutcome[] } & Partial<PlanHead>,
  steps: Step[] = [],
) {
  const items = async function* (_: string, list: string) {
    yield* list === 'operations' ? operations : outcomes
  }
  const shelves = { plans: { items } } as unknown as Parameters<typeof reported>[2]
  const plan = {
    id: 'p',
    run: 'r',
    source: 'pem-s',
    state: 'approved',
    quarantine: null,
    sizes: { operations: operations.length, outcomes: outcomes.length },
    ...head,
  } as PlanHead
  const ends = new Ends()
  for (const step of steps) ends.note(step)
  const from = await reported(plan, ends, shelves)
  return { ends, lines: await Array.fromAsync(reportLines(from, shelves)), report: await reportRun(from, shelves) }
}

/** What became of one offer whose update ended so. */
const endedAs = async (step: Step, outcome = line()) => {
  const { lines } = await made({ operations: [sampleOperation()], outcomes: [outcome] }, [step])
  return lines[0]
}

test('writes are counted by what they made; what was found done already is no write', () => {
  const ends = new Ends()
  const of = (kind: Operation['kind'], key: string) => sampleOperation({ kind, key })
  ends.note(done({ operation: of('create', 'a') }))
  ends.note(done({ operation: of('create-structure', 'a') }))
  for (const kind of ['update', 'adopt', 'archive', 'restore'] as const) ends.note(done({ operation: of(kind, kind) }))
  ends.note(done({ operation: of('create', 'z'), wrote: false }))
  expect(ends.writes).toEqual({ created: 1, structures: 1, changed: 4 })
  expect([ends.done, ends.open, ends.stale, ends.doubts]).toEqual([7, 0, 0, 0])
})

test('what is neither done nor refused for good is still open', () => {
  const ends = new Ends()
  const operation = sampleOperation()
  ends.note({ end: 'refused', operation, rejection: REJECTION })
  for (const end of ['stale', 'doubt', 'failed', 'stale'] as const) ends.note({ end, operation, reason: '' })
  expect([ends.done, ends.open, ends.stale, ends.doubts]).toEqual([5, 4, 2, 1])
})

test('how a structure ended is not how the offer that needed it did', () => {
  const ends = new Ends()
  ends.note({ end: 'failed', operation: sampleOperation({ kind: 'create-structure' }), reason: '' })
  expect(ends.of('a')).toBeUndefined()
})

test('an offer that was written bears the service it went to', async () => {
  expect(await endedAs(done())).toEqual(line({ slug: 's' }))
})

test('what was in place already is told as such, and not counted as sent', async () => {
  const already = done({ wrote: false })
  expect(await endedAs(already)).toEqual(line({ slug: 's', state: 'unchanged', reason: 'Déjà en place dans DORA.' }))
  expect((await endedAs(already, line({ state: 'created' })))?.state).toBe('unchanged')
  expect(await endedAs(already, line({ state: 'retired' }))).toEqual(line({ slug: 's', state: 'retired' }))
})

test('a write of which DORA did not keep all is never told as if nothing had happened', async () => {
  const lost = done({ notKept: ['contactPhone'] })
  expect(await endedAs(lost)).toMatchObject({
    state: 'updated',
    whose: 'gestionnaire',
    notKept: ['contactPhone'],
    reason: expect.stringMatching(/^Envoyée, sauf téléphone : .*Changé : nom\.$/),
  })
  expect((await endedAs(lost, line({ state: 'created' })))?.reason).toMatch(/^Créée, sauf téléphone/)
})

test('what DORA refused is rejected with its reason; what did not reach it waits', async () => {
  const operation = sampleOperation()
  expect(await endedAs({ end: 'refused', operation, rejection: REJECTION })).toEqual(
    line({ state: 'rejected', reason: 'DORA refuse le nom.', rejection: REJECTION, whose: 'partenaire' }),
  )
  for (const end of ['stale', 'doubt', 'failed'] as const)
    expect(await endedAs({ end, operation, reason: 'plus tard' })).toEqual(
      line({ state: 'waiting', reason: 'plus tard', whose: 'robot' }),
    )
})

test('an offer without a planned write is told as it was planned; one whose write was not reached waits', async () => {
  const operations = [sampleOperation({ key: 'b' }), sampleOperation({ key: 'c', kind: 'create-structure' })]
  const outcomes = [line({ state: 'unchanged' }), line({ key: 'b' }), line({ key: 'c' })]
  const { lines } = await made({ operations, outcomes })
  expect(lines).toEqual([
    line({ state: 'unchanged' }),
    line({ key: 'b', state: 'waiting', reason: 'Pas encore envoyé ; repris au prochain passage.', whose: 'robot' }),
    line({ key: 'c' }),
  ])
})

test('a plan that waits for a person says so, offer by offer, and why', async () => {
  const quarantine = { reason: 'trop de changements' } as unknown as NonNullable<PlanHead['quarantine']>
  const operations = [sampleOperation()]
  const held = { operations, outcomes: [line()], state: 'proposed' as const, quarantine }
  const { lines, report } = await made(held)
  expect(lines).toEqual([
    line({ state: 'waiting', reason: 'Proposé, en attente d’un accord. Changé : nom.', whose: 'gestionnaire' }),
  ])
  expect(report.quarantine).toBe(quarantine)
  const approved = await made({ ...held, state: 'approved' })
  expect([approved.lines[0]?.whose, approved.report.quarantine]).toEqual(['robot', null])
  expect((await made({ ...held, quarantine: null })).lines[0]?.whose).toBe('robot')
})

test('the sums of a run are those of its lines', async () => {
  const operations = [sampleOperation(), sampleOperation({ key: 'b' })]
  const outcomes = [line(), line({ key: 'b' }), line({ key: 'c', state: 'unchanged' })]
  const { report } = await made({ operations, outcomes }, [
    done(),
    { end: 'doubt', operation: sampleOperation({ key: 'b' }), reason: '' },
  ])
  expect(report).toMatchObject({
    run: 'r',
    source: 'pem-s',
    plan: 'p',
    counts: { seen: 3, updated: 1, waiting: 1, unchanged: 1 },
    writes: { created: 0, changed: 1, structures: 0 },
    stale: 0,
    doubts: 1,
    quarantine: null,
  })
})
