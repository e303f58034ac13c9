import { expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { sampleOperation, sampleWork } from '../../test/sync/samples.ts'
import type { Choice, StoredChoice } from '../ledger/choices.ts'
import type { Operation } from '../ledger/plan.ts'
import { choicesBehind } from './choices-behind.ts'

const behind = (operation: Partial<Operation>, choice: Choice, key = 'a') =>
  choicesBehind(sampleOperation(operation), [
    { source: SOURCE, key, decidedBy: 'Camille', decided: '2026-11-02T00:00:00.000Z', ...choice } as StoredChoice,
  ]).map(({ field, choice, by, at }) => {
    expect([by, at]).toEqual(['Camille', '2026-11-02T00:00:00.000Z'])
    return [field, choice]
  })
const match = (value: unknown) => ({ topic: 'match', value }) as Choice
const structure = (value: unknown) => ({ topic: 'structure', value }) as Choice
const field = (value: unknown, name = 'name') => ({ topic: `field:${name}`, value }) as Choice
const CREATE = { create: true }
const USE = { slug: 'home' }

test.each<[string, [Partial<Operation>, Choice, string?], [string | null, string][]]>([
  ['a new service that was asked for', [{ kind: 'create' }, match(CREATE)], [[null, 'new-service']]],
  ['a service that was named', [{ kind: 'adopt' }, match(USE)], [[null, 'this-service']]],
  ['what was said of another offer', [{ kind: 'create' }, match(CREATE), 'b'], []],
  ['what was said before it was settled', [{ kind: 'update' }, match(USE)], []],
  ['a structure that was named', [{ kind: 'create' }, structure(USE), 'k'], [[null, 'this-structure']]],
  ['a structure that was named, taken over', [{ kind: 'adopt' }, structure(USE), 'k'], [[null, 'this-structure']]],
  ['another structure', [{ kind: 'create' }, structure({ slug: 'x' }), 'k'], []],
  ['an update in a structure that was named', [{ kind: 'update' }, structure(USE), 'k'], []],
  ['a value of the source, once', [{}, field({ side: 'ours', once: true })], [['name', 'ours']]],
  ['a value of the source, for ever', [{}, field({ side: 'ours', once: false })], [['name', 'always-ours']]],
  ['a value of DORA', [{}, field({ side: 'theirs', once: false })], []],
  ['a field that is not written', [{}, field({ side: 'ours', once: true }, 'recurrence')], []],
  ['a field of another offer', [{}, field({ side: 'ours', once: true }), 'b'], []],
  ['a creation, which writes every field as it is', [{ kind: 'create' }, field({ side: 'ours', once: false })], []],
  ['an adoption', [{ kind: 'adopt' }, field({ side: 'ours', once: false })], [['name', 'always-ours']]],
  ['a word', [{ kind: 'create' }, { topic: 'lexicon', value: {} } as unknown as Choice], []],
  ['a refusal', [{}, { topic: 'refused:name', value: { side: 'ours' } } as unknown as Choice], []],
])('%s', (_, given, found) => {
  expect(behind(...given)).toEqual(found)
})

test.each<[Operation['kind'], string, boolean]>([
  ['create-structure', 'k', true],
  ['create', 'k', true],
  ['adopt', 'k', true],
  ['update', 'k', false],
  ['create-structure', 'other', false],
])('a structure that was to be made: %s, of %s', (kind, key, is) => {
  const found = behind({ kind, work: sampleWork({ structureKey: 'k' }) }, structure(CREATE), key)
  expect(found).toEqual(is ? [[null, 'new-structure']] : [])
  const { work: _, ...without } = sampleOperation({ kind })
  expect(choicesBehind(without, [])).toEqual([])
})
