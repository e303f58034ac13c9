import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, SOURCE } from '../../test/sync/make.ts'
import { sampleIntent, sampleLink, sampleReader, sampleService, sampleStructure } from '../../test/sync/samples.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { DoraError, type DoraErrorKind, type DoraReader } from '../dora/port.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import { DoraAway } from './patient-dora.ts'
import { foundNow, SETTLE_AFTER_MS, settleDoubts } from './settle-doubts.ts'

let clock: ManualClock
let ledger: Ledger
beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(() => ledger.close())

/** Writes down an intent whose answer is lost. @returns its id */
async function lost(over: Partial<LoggedOperation> = {}): Promise<string> {
  const operation = sampleIntent(over)
  const id = await ledger.operations.intend(operation)
  await ledger.operations.end(id, 'doubt', { message: 'perdu' })
  return id
}
const settle = (reader: DoraReader) => settleDoubts(SOURCE, { ledger, reader, clock })
const shown = (fields = {}) => {
  const service = sampleService({}, fields)
  return sampleReader([sampleStructure([service])], [service])
}
const stateOf = async (id: string) => {
  const one = await ledger.operations.read(id)
  return [one?.state, one?.message]
}
const failing = (error: Error): DoraReader => ({
  ...sampleReader([], []),
  readStructure: () => Promise.reject(error),
  readService: () => Promise.reject(error),
})
const failure = (kind: DoraErrorKind) => new DoraError('non', { kind, status: 500, code: 'x' })

test('a creation that is found is ours from then on, and told as done', async () => {
  const id = await lost()
  expect((await settle(shown())).size).toBe(0)
  expect(await stateOf(id)).toEqual(['done', 'Retrouvé dans DORA après un envoi sans réponse.'])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({
    slug: 's',
    origin: 'created',
    version: '2',
    settled: null,
  })
})

test('between the lost answer and this reading a person may have edited: what was sent is the base, not what is read', async () => {
  await lost({ lookup: { structure: 'home', name: fieldsOf().name, known: [], version: '2' } })
  await settle(shown({ feeDetails: 'écrit par une personne', status: 'DRAFT' }))
  const link = await ledger.links.read(SOURCE, 'a')
  expect(link?.base.feeDetails).toBe(fieldsOf().feeDetails)
  // The status is told as DORA shows it.
  expect(link).toMatchObject({ status: 'DRAFT', base: { status: 'PUBLISHED' } })
})

test('a change that shows keeps the version of the link where an earlier version of the robot noted none', async () => {
  await ledger.links.save(sampleLink({ version: '7' }))
  const id = await lost({ kind: 'update', slug: 's', after: { name: 'Après' }, lookup: null })
  await settle(shown({ name: 'Après' }))
  expect(await stateOf(id)).toMatchObject(['done', expect.anything()])
  expect(await ledger.links.read(SOURCE, 'a')).toMatchObject({ version: '7', base: { name: 'Après' } })
})

test('a write without effect is closed once it is two minutes old; before, its offer waits', async () => {
  const id = await lost()
  const none = sampleReader([sampleStructure()], [])
  clock.advance(SETTLE_AFTER_MS - 1)
  expect((await settle(none)).get('a')).toMatchObject({
    reason: expect.stringContaining('vérifié au prochain passage'),
    slugs: [],
  })
  expect((await stateOf(id))[0]).toBe('doubt')
  clock.advance(1)
  expect((await settle(none)).size).toBe(0)
  expect(await stateOf(id)).toEqual(['void', 'Relu dans DORA : sans effet.'])
})

test('two that could be it: the offer waits, with both to look at, however old', async () => {
  const id = await lost()
  clock.advance(10 * SETTLE_AFTER_MS)
  const two = [sampleService(), sampleService({ slug: 't' })]
  const open = await settle(sampleReader([sampleStructure(two)], two))
  expect(open.get('a')).toMatchObject({
    operation: { id },
    slugs: ['s', 't'],
    reason: expect.stringContaining('ne permet pas encore de savoir'),
  })
  expect((await stateOf(id))[0]).toBe('doubt')
})

test('a structure is found by its SIRET anyway: its doubt is closed without a question', async () => {
  const id = await lost({ kind: 'create-structure' })
  const reader = shown()
  expect((await settle(reader)).size).toBe(0)
  expect((await stateOf(id))[0]).toBe('void')
  expect(reader.asked).toEqual([])
})

test.each<DoraErrorKind>(['transient', 'data', 'dora', 'doubt'])(
  'a DORA that cannot be read (%s) leaves the doubt open',
  async kind => {
    await lost()
    await lost({ key: 'b', kind: 'update', slug: 's' })
    const open = await settle(failing(failure(kind)))
    expect([...open.keys()].sort()).toEqual(['a', 'b'])
    expect(open.get('a')?.slugs).toEqual([])
  },
)

test('an account that is refused, a DORA that went away, any other error: the pass does not go on', async () => {
  await lost()
  await expect(settle(failing(failure('configuration')))).rejects.toMatchObject({ kind: 'configuration' })
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  await expect(settle(failing(away))).rejects.toBe(away)
  await expect(settle(failing(new Error('disque')))).rejects.toThrow('disque')
})

test('what is taken back lets the service go, if that was asked', async () => {
  const undo = { of: 'op-0', was: null, refuse: {}, allow: [], cut: { content: 'c' } }
  await ledger.links.save(sampleLink())
  await lost({
    kind: 'archive',
    slug: 's',
    after: { status: 'ARCHIVED' },
    lookup: { structure: 'home', name: 'x', known: [], version: '2', undo },
  })
  await settle(shown({ status: 'ARCHIVED' }))
  expect(await ledger.links.read(SOURCE, 'a')).toBeNull()
  const topics = (await ledger.choices.of(SOURCE, 'a')).map(({ topic }) => topic)
  expect(topics.sort()).toEqual(['match', 'refused:*'])
})

test('right after a lost answer: found and written down, or not seen yet, which proves nothing', async () => {
  const id = await lost()
  expect(await foundNow(id, SOURCE, { ledger, clock, reader: sampleReader([sampleStructure()], []) })).toBeNull()
  expect((await stateOf(id))[0]).toBe('doubt')
  expect(await foundNow('inconnu', SOURCE, { ledger, clock, reader: shown() })).toBeNull()
  expect(await foundNow(id, SOURCE, { ledger, clock, reader: failing(failure('configuration')) })).toBeNull()
  expect(await foundNow(id, SOURCE, { ledger, clock, reader: shown() })).toBe('s')
  expect((await stateOf(id))[0]).toBe('done')
})

test('right after a lost answer, a DORA that went away is said to be away; any other error goes up', async () => {
  const id = await lost()
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  await expect(foundNow(id, SOURCE, { ledger, clock, reader: failing(away) })).rejects.toBe(away)
  await expect(foundNow(id, SOURCE, { ledger, clock, reader: failing(new Error('disque')) })).rejects.toThrow('disque')
})
