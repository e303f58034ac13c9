import { expect, test } from 'vitest'
import { sampleOperation } from '../../test/sync/samples.ts'
import { DoraError } from '../dora/port.ts'
import { refusalFingerprint, refusalOf } from './refusal.ts'

const refused = (fields: Record<string, string>, after = {}) =>
  refusalOf(
    sampleOperation({ after: { name: 'Après', ...after } }),
    new DoraError('non', { kind: 'data', status: 400, code: 'validation', fields }),
  )

test('what DORA refused holds for that content under that configuration', () => {
  const all = [
    refusalFingerprint('a', 'b'),
    refusalFingerprint('b', 'a'),
    refusalFingerprint('a', 'c'),
    refusalFingerprint('c', 'b'),
  ]
  expect(new Set(all).size).toBe(4)
  expect(refusalFingerprint('a', 'b')).toBe(all[0])
})

test('the first field is named with what was sent, and all of them with what DORA says', () => {
  expect(refused({ name: 'trop long', url: 'inconnue' })).toEqual({
    code: 'dora-validation',
    key: 'a',
    where: 'DORA, service « Accompagnement renforcé »',
    field: 'name',
    received: '"Après"',
    expected: 'nom : trop long ; site : inconnue',
    message: 'DORA refuse l’envoi à cause du champ « nom » : trop long',
    whose: 'partenaire',
  })
})

test('a field that nobody here knows keeps DORA’s name', () => {
  expect(refused({ inventé: 'non' }).message).toBe('DORA refuse l’envoi à cause du champ « inventé » : non')
})

test('a field that was not sent has nothing that was received; a long value is cut', () => {
  expect(refused({ url: 'inconnue' })).toMatchObject({ field: 'url', received: null })
  expect(refused({ name: 'trop long' }, { name: 'x'.repeat(400) }).received).toHaveLength(200)
})

test('without a field, DORA’s own words', () => {
  expect(refused({})).toMatchObject({
    field: null,
    received: null,
    expected: 'non',
    message: 'DORA refuse l’envoi : non',
  })
})
