import { expect, test } from 'vitest'
import { address, parseAddress } from './address.ts'

const read = (text: string) => {
  const parsed = parseAddress(text)
  if (!parsed.ok) return parsed.expected
  const [value] = parsed.values
  return [value?.complement_adresse, value?.adresse, value?.code_postal, value?.commune, value?.code_insee]
}

test.each([
  ['33 rue des Landelles, 35510 Cesson-Sévigné', null, '33 rue des Landelles', '35510', 'Cesson-Sévigné', '35051'],
  ['33 rue des Landelles\n35510 CESSON SEVIGNE', null, '33 rue des Landelles', '35510', 'Cesson-Sévigné', '35051'],
  ['La Casba, 2 rue du Port, 35230 Saint-Erblon', 'La Casba', '2 rue du Port', '35230', 'Saint-Erblon', '35266'],
  [
    '1 avenue de la Préfecture, CS 24218, 35042 Rennes Cedex',
    'CS 24218',
    '1 avenue de la Préfecture',
    '35042',
    'Rennes',
    '35238',
  ],
  ['Bâtiment B, 4 allée du Parc, 35200 Rennes', 'Bâtiment B', '4 allée du Parc', '35200', 'Rennes', '35238'],
  ['5 quai Duguay, 35400 St-Malo', null, '5 quai Duguay', '35400', 'Saint-Malo', '35288'],
  ['3, allée du Lavoir, 95130 - Franconville', null, '3 allée du Lavoir', '95130', 'Franconville', '95252'],
  ['8000 Charleville Mezieres', null, null, '08000', 'Charleville-Mézières', '08105'],
  ['35600 Redon', null, null, '35600', 'Redon', '35236'],
  ['12 rue de la Mairie, Cesson-Sévigné', null, '12 rue de la Mairie', '35510', 'Cesson-Sévigné', '35051'],
])('%s', (text, ...parts) => {
  expect(read(text)).toEqual(parts)
})

test.each([
  ['nous consulter', 'une adresse avec code postal'],
  ['4 rue du Port, 35000 Atlantide', 'une commune qui existe avec le code postal 35000'],
  ['', 'une adresse avec code postal'],
  ['salle 2024 Rennes', 'une adresse avec code postal'],
])('«%s» is refused', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test('a postal code of another commune is told', () => {
  expect(parseAddress('4 rue du Port, 35999 Redon')).toMatchObject({
    ok: true,
    notes: [{ code: 'code-postal-a-verifier' }],
  })
})

test('one part', () => {
  const context = { today: '2026-01-01' }
  expect(address.apply('35600 Redon', 'code_insee', context)).toEqual({ ok: true, values: ['35236'] })
  expect(address.apply('35600 Redon', 'adresse', context)).toMatchObject({ ok: false })
})
