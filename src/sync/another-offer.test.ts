import { expect, test } from 'vitest'
import { becameAnother } from './another-offer.ts'
import type { Patch } from './patch.ts'

const SENT: Patch = { name: 'Permis B', shortDesc: 'Conduire', fullDesc: 'Apprendre à conduire.' }
const OTHER: Patch = { name: 'Page introuvable', shortDesc: 'Erreur', fullDesc: 'Cette page n’existe plus.' }

function asked(change: Patch, over: Partial<Parameters<typeof becameAnother>[0]> = {}): string[] {
  return becameAnother({ change, sent: SENT, actual: SENT, sides: {}, ...over }).map(({ field }) => field)
}

test('a name and a description that both change wait for a person, the summary with them', () => {
  expect(
    becameAnother({ change: OTHER, sent: SENT, actual: { ...SENT, name: 'Permis B, Rennes' }, sides: {} }),
  ).toEqual([
    { field: 'name', base: 'Permis B', ours: 'Page introuvable', theirs: 'Permis B, Rennes' },
    { field: 'fullDesc', base: SENT.fullDesc, ours: OTHER.fullDesc, theirs: SENT.fullDesc },
    { field: 'shortDesc', base: 'Conduire', ours: 'Erreur', theirs: 'Conduire' },
  ])
})

test('only what would be written waits', () => {
  const { shortDesc: _, ...change } = OTHER
  expect(asked(change)).toEqual(['name', 'fullDesc'])
})

test('a name alone, or a description alone, is the same offer that was rewritten', () => {
  expect(asked({ name: 'Page introuvable' })).toEqual([])
  expect(asked({ fullDesc: 'Cette page n’existe plus.' })).toEqual([])
})

test('case, accents and punctuation make no other offer', () => {
  expect(asked({ ...OTHER, name: 'PERMIS B.' })).toEqual([])
  expect(asked({ ...OTHER, fullDesc: 'apprendre a conduire' })).toEqual([])
})

test('what was never sent cannot have become another thing', () => {
  expect(asked(OTHER, { sent: {} })).toEqual([])
  expect(asked(OTHER, { sent: { name: 'Permis B' } })).toEqual([])
})

test('a person who already decided on one of them is not asked again', () => {
  expect(asked(OTHER, { sides: { name: { side: 'ours' } } })).toEqual([])
  expect(asked(OTHER, { sides: { fullDesc: { side: 'theirs' } } })).toEqual([])
  expect(asked(OTHER, { sides: { recurrence: { side: 'ours' } } })).toEqual(['name', 'fullDesc', 'shortDesc'])
})

test('a field that DORA does not hold is shown as nothing', () => {
  expect(becameAnother({ change: OTHER, sent: SENT, actual: {}, sides: {} })[0]?.theirs).toBeNull()
})
