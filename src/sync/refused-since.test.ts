import { expect, test } from 'vitest'
import { fieldsOf, SOURCE } from '../../test/sync/make.ts'
import { sampleOperation, sampleWork } from '../../test/sync/samples.ts'
import type { Choice, StoredChoice } from '../ledger/choices.ts'
import type { Operation } from '../ledger/plan.ts'
import { refusedSince } from './refused-since.ts'
import { contentOf } from './refused-values.ts'

function since(operation: Partial<Operation>, refused: Record<string, unknown>): Promise<string | null> {
  const choices = Object.entries(refused).map(([field, ours]) => ({
    ...({ topic: `refused:${field}`, value: { ours, how: 'never', plan: 'p', reason: '' } } as unknown as Choice),
    source: SOURCE,
    key: 'a',
    decidedBy: 'Camille',
    decided: '2026-11-02T00:00:00.000Z',
  }))
  return refusedSince(sampleOperation(operation), { choices: { of: async () => choices as StoredChoice[] } } as never)
}
const PART = 'Une personne a refusé une partie de ce changement depuis ; le reste est repris au prochain passage.'
const WHOLE = 'Refusé par Camille : ce n’est plus proposé tant que la source dit la même chose.'
const work = sampleWork({ desired: fieldsOf() })
const all = { '*': contentOf(fieldsOf()) }

test('nothing was refused of what is written', async () => {
  expect(await since({}, {})).toBeNull()
  expect(await since({}, { name: 'Autre', recurrence: 'x' })).toBeNull()
})

test('a value that was refused since stops the write', async () => {
  expect(await since({ after: { name: 'Après', recurrence: 'x' } }, { name: 'Après' })).toBe(PART)
})

test.each(['create', 'adopt'] as const)('a whole offer that was refused since is not written: %s', async kind => {
  expect(await since({ kind, work }, all)).toBe(WHOLE)
  expect(await since({ kind, work }, { '*': 'what it said then' })).toBeNull()
  expect(await since({ kind, work: sampleWork() }, all)).toBeNull()
})

test('an update is refused by its values alone', async () => {
  expect(await since({ work }, all)).toBeNull()
})

test('taking back is a person’s word on these very values', async () => {
  const undo = { of: 'o', was: null, refuse: {}, allow: [], cut: null }
  expect(await since({ work: sampleWork({ undo }) }, { name: 'Après' })).toBeNull()
})
