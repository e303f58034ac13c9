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

const told = (text: string) => {
  const parsed = parseAddress(text)
  return parsed.ok && parsed.notes?.map(({ message }) => message)
}

test.each([
  ['5 quai Sud, 35400 Saint-Malo (France)', null, '5 quai Sud', '35400', 'Saint-Malo', '35288'],
  ['5 quai Sud, Redon, Ille-et-Vilaine', null, '5 quai Sud', '35600', 'Redon', '35236'],
  ['5 quai Sud, Redon, (Ille et Vilaine), France.', null, '5 quai Sud', '35600', 'Redon', '35236'],
  ['5 quai Sud, Redon (Bretagne)', null, '5 quai Sud', '35600', 'Redon', '35236'],
  ['5 quai Sud, Redon,  Bretagne –', null, '5 quai Sud', '35600', 'Redon', '35236'],
  ['Maison de Bretagne, Redon', null, 'Maison de Bretagne', '35600', 'Redon', '35236'],
  ['2 rue de France, Redon', null, '2 rue de France', '35600', 'Redon', '35236'],
  ['5 quai Sud, 35042 Rennes Cedex 7', null, '5 quai Sud', '35042', 'Rennes', '35238'],
  ['5 quai Sud, 35042 Rennes Cedex 17', null, '5 quai Sud', '35042', 'Rennes', '35238'],
  ['(5 quai Sud) 35400 Saint-Malo', null, '5 quai Sud', '35400', 'Saint-Malo', '35288'],
  ['5 quai Sud (bâtiment B), 35400 Saint-Malo', null, '5 quai Sud (bâtiment B)', '35400', 'Saint-Malo', '35288'],
  ['Accueil  –  5 quai Sud, 35400 St Malo Cedex', 'Accueil', '5 quai Sud', '35400', 'Saint-Malo', '35288'],
])('%s: nothing is to be told', (text, ...parts) => {
  expect(read(text)).toEqual(parts)
  expect(told(text)).toBeUndefined()
})

test('of two addresses the first is kept and the second told, its first words at most', () => {
  const kept = (other: string) => [`Plusieurs adresses : la première (Saint-Malo) est gardée, pas « ${other} ».`]
  expect(told('5 quai Sud, 35400 Saint-Malo ou 2 rue B, 35600 Redon')).toEqual(kept('2 rue B, 35600 Redon'))
  expect(told('5 quai Sud, 35400 Saint-Malo, 6 rue B, 35400 Saint-Malo')).toEqual(kept('6 rue B, 35400 Saint-Malo'))
  const long = `Salle ${'polyvalente '.repeat(12)}2 rue B, 35600 Redon`
  expect(told(`5 quai Sud, 35400 Saint-Malo ; ${long}`)).toEqual(kept(long.slice(0, 120)))
  expect(told('5 quai Sud, 35400 Saint-Malo - 35400 Saint-Malo')).toBeUndefined()
})

test.each(['5 quai Sud ou 12 rue du Port', '5 quai Sud et au 12 rue du Port'])('«%s» is two streets', streets => {
  expect(read(`${streets}, 35400 Saint-Malo`)[1]).toBe(streets)
  expect(told(`${streets}, 35400 Saint-Malo`)).toEqual([`« ${streets} » semble dire deux adresses : à vérifier.`])
})

test('an unknown commune comes with those of the postal code, unless they are many', () => {
  expect(read('4 rue du Port, 35400 Atlantide')).toBe(
    'une commune qui existe avec le code postal 35400 (au 35400 : Saint-Malo)',
  )
  expect(read('4 rue du Port, 35999 Atlantide')).toBe('une commune qui existe avec le code postal 35999')
  expect(read('4 rue du Port, 35133 Atlantide')).toBe('une commune qui existe avec le code postal 35133')
})

test('another name than today’s is told as it was written, without codes', () => {
  expect(told('2 rue A, 35133 Fleurigné Cedex 2')).toEqual([
    '« Fleurigné » est compris comme La Chapelle-Fleurigné (35062), commune d’aujourd’hui.',
  ])
})

test.each([
  ['12 rue des Lilas, F-35000 Rennes', null, '12 rue des Lilas', '35000', 'Rennes', '35238'],
  ['N° 12, rue Haute, 35160 Montfort s/ Meu', null, '12 rue Haute', '35160', 'Montfort-sur-Meu', '35188'],
  ['12 rue Haute, 35160 Montfort/Meu', null, '12 rue Haute', '35160', 'Montfort-sur-Meu', '35188'],
  ['3 rue Haute à Fougères', null, '3 rue Haute', '35300', 'Fougères', '35115'],
  ['Fougères, 3 rue Haute', null, '3 rue Haute', '35300', 'Fougères', '35115'],
  ['Rennes (Maurepas)', null, 'Maurepas', null, 'Rennes', '35238'],
])('%s: plain to a person, and nothing is to be told', (text, ...parts) => {
  expect(read(text)).toEqual(parts)
  expect(told(text)).toBeUndefined()
})

test.each([
  ['12 rue Haute, 35000 Rennes - Tél : 02 99 00 00 00', 'Tél : 02 99 00 00 00'],
  ['contact@asso.fr, 12 rue Haute, 35000 Rennes, www.asso.fr', 'contact@asso.fr, www.asso.fr'],
])('«%s»: what has a field of its own is left out, and told', (text, left) => {
  expect(read(text)).toEqual([null, '12 rue Haute', '35000', 'Rennes', '35238'])
  expect(told(text)).toEqual([`« ${left} » n’est pas une adresse : laissé de côté.`])
})

test('several communes without a code are refused, one more beside a code is told', () => {
  expect(read('Plusieurs lieux : Rennes, Vitré, Redon')).toContain('une adresse avec code postal')
  expect(told('35000 Rennes et Vitré')).toEqual([expect.stringContaining('en nomme une autre')])
})

test.each([
  'Anciennement 3 rue Basse, 35400 Saint-Malo ; désormais 12 rue Haute, 35000 Rennes',
  'Ancienne adresse : 3 rue Basse, 35400 Saint-Malo. Nouvelle adresse : 12 rue Haute, 35000 Rennes',
  'Jusqu’au 31 décembre : 3 rue Basse, 35400 Saint-Malo, puis 12 rue Haute, 35000 Rennes',
])('«%s»: the new one is kept', text => {
  expect(read(text)).toEqual([null, '12 rue Haute', '35000', 'Rennes', '35238'])
  expect(told(text)).toEqual([expect.stringContaining('est l’ancienne adresse')])
})

test('«Mairie de Janzé (35150)»: the commune’s name belongs to the place too', () => {
  expect(parseAddress('Mairie de Janzé (35150)')).toMatchObject({
    ok: true,
    values: [{ adresse: 'Mairie de Janzé', code_postal: '35150', code_insee: '35136' }],
  })
  expect(parseAddress('Gare de Rennes, 35000 Rennes')).toMatchObject({ values: [{ adresse: 'Gare de Rennes' }] })
})

test('the number of the département before a commune is no street', () => {
  expect(parseAddress('35 - Vitré')).toMatchObject({ ok: true, values: [{ adresse: null, code_insee: '35360' }] })
  expect(parseAddress('12 - Vitré')).toMatchObject({ ok: true, values: [{ adresse: '12' }] })
})
