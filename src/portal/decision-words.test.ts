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
