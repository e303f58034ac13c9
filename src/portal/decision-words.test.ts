import { expect, test } from 'vitest'
import { decisionWords } from './decision-words.ts'

test.each([
  ['match', { action: 'create' }, 'Ce n’est pas le même : un nouveau service'],
  ['match', { action: 'use', slug: 'atelier' }, 'C’est le service « atelier » de DORA'],
  ['structure', { action: 'use', slug: 'presol' }, 'C’est la structure « presol » de DORA'],
  ['structure', { action: 'create' }, 'Aucune : la créer dans DORA'],
  ['doubt', { action: 'create' }, 'L’envoi n’a pas eu lieu : il est refait'],
  ['unknown-value', { action: 'map', value: 'femmes' }, 'Ce mot veut dire « Femmes »'],
  ['rejection', { action: 'dismiss' }, 'Classée sans suite'],
  ['quarantine', { action: 'refuse' }, 'Refusé'],
  ['conflict', { action: 'keep', side: 'ours', field: 'name' }, null],
  ['match', { action: 'resolved' }, null],
  ['match', null, null],
] as const)('what was answered to a question of kind %s: %j', (kind, decision, words) => {
  expect(decisionWords({ kind, decision })?.replaceAll(' ', ' ') ?? null).toBe(words)
})

test('a structure that was chosen among those proposed is called by its name', () => {
  const detail = { name: 'Presol', candidates: [{ slug: 'presol', name: 'Presol Bretagne' }] } as unknown as Parameters<
    typeof decisionWords
  >[0]['detail']
  const decision = { action: 'use', slug: 'presol' } as const
  expect(
    decisionWords({ kind: 'structure', decision, ...(detail && { detail }) })?.replaceAll(/\u00A0|\u202F/g, ' '),
  ).toBe('C’est la structure « Presol Bretagne » de DORA')
})
