import { afterEach, beforeEach, expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { sampleWaitingPlan } from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { Plan } from '../ledger/plan.ts'
import { answerPlan, type PlanAnswer } from './answer-plan.ts'
import { decide } from './decide.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-24T08:00:00Z') })
})
afterEach(() => ledger.close())

/** A plan that waits for approval, and its question. */
async function proposed(id: string, over: Partial<Plan> = {}): Promise<void> {
  await ledger.plans.save(sampleWaitingPlan(id, over))
  const detail = { plan: id, reason: 'beaucoup' }
  await ledger.inbox.put({
    kind: 'quarantine',
    run: 'run-1',
    source: over.source ?? SOURCE,
    key: null,
    subject: `plan ${id}`,
    title: id,
    detail,
  })
}
const answer = (id: string, given: PlanAnswer) =>
  ledger.transaction(shelves => answerPlan(shelves, id, given, 'Camille'))
const approve: PlanAnswer = { action: 'approve', note: 'vu' }
const questions = async (source = SOURCE) =>
  (await ledger.inbox.open({ source, kind: 'quarantine' })).map(({ detail }) => detail.plan)
const refused = async () => (await ledger.choices.of(SOURCE, 'a')).map(({ topic, value }) => [topic, value])
const journal = async () =>
  (await ledger.events.list()).map(({ action, source, detail, actor }) => [action, source, detail, actor])

test('approved: its question closes with who said so, what was asked of another plan of that source is moot, other sources are not', async () => {
  await proposed('p1')
  await proposed('p2')
  await proposed('p3', { source: 'autre' })
  expect(await answer('p1', approve)).toBe(true)
  expect(await ledger.plans.head('p1')).toMatchObject({ state: 'approved', approvedBy: 'Camille' })
  expect([await questions(), await questions('autre')]).toEqual([[], ['p3']])
  const answered = await ledger.inbox.answered(10)
  expect(answered.map(({ detail, decision, decidedBy }) => [detail, decision, decidedBy])).toEqual([
    [expect.objectContaining({ plan: 'p1' }), { action: 'approve' }, 'Camille'],
  ])
  expect(await journal()).toEqual([['plan-approuve', SOURCE, { plan: 'p1', note: 'vu' }, 'Camille']])
  expect(await refused()).toEqual([])
})

test('a plan that was decided before is not decided again, and nothing changes', async () => {
  await proposed('p1')
  await answer('p1', approve)
  await proposed('p2')
  expect(await answer('p1', approve)).toBe(false)
  expect(await answer('p1', { action: 'refuse', reason: null })).toBe(false)
  expect(await answer('inconnu', approve)).toBe(false)
  expect([await questions(), (await journal()).length, await refused()]).toEqual([['p2'], 1, []])
})

test('refused: its values are not proposed again as long as the source says the same; other plans keep their questions', async () => {
  await proposed('p1')
  await proposed('p2')
  expect(await answer('p1', { action: 'refuse', reason: 'doublon' })).toBe(true)
  expect(await refused()).toEqual([['refused:name', { ours: 'Après', how: 'later', plan: 'p1', reason: 'doublon' }]])
  expect(await questions()).toEqual(['p2'])
  expect(await journal()).toContainEqual(['plan-refuse', SOURCE, { plan: 'p1', reason: 'doublon' }, 'Camille'])
})

test('refused for ever, without a reason', async () => {
  await proposed('p1')
  await answer('p1', { action: 'refuse', reason: null, how: 'never' })
  expect(await refused()).toEqual([['refused:name', { ours: 'Après', how: 'never', plan: 'p1', reason: '' }]])
})

test('a taking back: to leave things as they are is not to refuse what DORA held; to do it leaves the source’s plan to be decided', async () => {
  await proposed('p1', { hold: 'undo' })
  await proposed('p2')
  await answer('p1', { action: 'refuse', reason: null })
  expect([await refused(), await questions()]).toEqual([[], ['p2']])
  await proposed('p3', { hold: 'undo' })
  await answer('p3', approve)
  expect(await questions()).toEqual(['p2'])
})

test('by its question: approved or refused, once; a question whose plan was replaced is closed all the same', async () => {
  const idOf = async (plan: string) =>
    (await ledger.inbox.open({ source: SOURCE, kind: 'quarantine' })).find(({ detail }) => detail.plan === plan)?.id ??
    ''
  await proposed('p1')
  await expect(decide(ledger, await idOf('p1'), { action: 'create' }, 'Camille')).rejects.toThrow(
    'possible : approuver ou refuser',
  )
  expect(await decide(ledger, await idOf('p1'), { action: 'approve' }, 'Camille')).toBe(
    'Le plan est approuvé : il va être envoyé à DORA.',
  )
  await proposed('p2')
  expect(await decide(ledger, await idOf('p2'), { action: 'refuse' }, 'Camille')).toBe(
    'Le plan est refusé ; rien n’est envoyé.',
  )
  await proposed('p3', { state: 'stale' })
  await expect(decide(ledger, await idOf('p3'), { action: 'approve' }, 'Camille')).rejects.toThrow(
    'un passage plus récent l’a remplacé',
  )
  expect(await questions()).toEqual(['p3'])
  await decide(ledger, await idOf('p3'), { action: 'refuse' }, 'Camille')
  expect(await questions()).toEqual([])
})
