import { expect, test } from 'vitest'
import { lexiconOf } from '../../normalise/lexicon.ts'
import { line, type Unit } from '../line.ts'
import { readUnit } from '../read-unit.ts'
import { readPlace } from './place.ts'

const unit = (place: string): Unit => ({
  key: 'a',
  title: 'Atelier',
  where: '',
  link: null,
  lines: [line(place, { label: 'Lieu' })],
})

test('a commune without postal code is the one of the département', () => {
  expect(readPlace(unit('10 rue du Stade, La Guerche'), '35').code_insee?.value).toBe('35125')
  expect(readPlace(unit('10 rue du Stade, La Guerche')).code_insee?.value).toBe('37114')
  const { fields } = readUnit(unit('10 rue du Stade, Saint-Armel'), lexiconOf({}), undefined, '35')
  expect(fields.code_insee?.value).toBe('35250')
})
