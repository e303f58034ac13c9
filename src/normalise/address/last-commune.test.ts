import { expect, test } from 'vitest'
import { findCommunes } from './find-commune.ts'
import { lastCommune, namesAnother } from './last-commune.ts'

/** Code of the COG and the words taken. */
const last = (text: string) => {
  const found = lastCommune(text)
  if (!found) return null
  expect(found).toMatchObject({ postalCode: null, mended: false })
  return `${found.commune.code} | ${text.slice(found.from, found.to)}`
}

test.each([
  ['4 rue du 8 mai 1945, Rennes', '35238 | Rennes'],
  ['12 rue des Lilas\nRennes', '35238 | Rennes'],
  ['12 rue des Lilas - Rennes', '35238 | Rennes'],
  ['12 rue des Lilas – Rennes', '35238 | Rennes'],
  ['12 rue des Lilas,-- Rennes', '35238 | Rennes'],
  ['12 rue des Lilas, Rennes ,', '35238 | Rennes ,'],
  ['Rennes', '35238 | Rennes'],
  ['Rennes, 2 quai X', '35238 | Rennes, '],
  ['à Fougères, 3 rue Haute', '35115 | à Fougères, '],
  ['Fougères : 3 rue Haute', '35115 | Fougères : '],
  ['3 rue Haute à Fougères', '35115 |  à Fougères'],
  ['3 rue Haute au Rheu', '35240 |  au Rheu'],
  ['3 rue Haute, Rennes (Maurepas)', '35238 | Rennes'],
  ['Rennes – quartier Maurepas', '35238 | Rennes'],
  ['Rennes centre-ville', '35238 | Rennes'],
  ['3 rue de Vitré à Rennes', '35238 |  à Rennes'],
  ['Le Grand-Fougeray', '35124 | Le Grand-Fougeray'],
  ['Rennes, Beauregard, Rennes', '35238 | Rennes'],
  ['12 rue des Lilas, Rennes (35)', '35238 | Rennes (35)'],
  ['12 rue des Lilas, Rennes 35', '35238 | Rennes 35'],
  ['Saint-Denis (93)', '93066 | Saint-Denis (93)'],
  ['12 rue, Bastia 2B', '2B033 | Bastia 2B'],
  ['12 rue, Bastia (2b) ', '2B033 | Bastia (2b) '],
])('without a postal code: «%s»', (text, found) => {
  expect(last(text)).toBe(found)
})

test.each([
  [''],
  ['a, 35'],
  ['12 rue de Rennes'],
  ['Rennes (22)'],
  ['Rennes 135'],
  ['12 rue, Bastia 2C'],
  ['Saint-Denis'],
  ['Rennes, Vitré, Redon'],
  ['Plusieurs lieux : Rennes, Vitré, Redon'],
  ['Rennes (Vitré)'],
  ['12 janvier 2027 à Redon, 19 janvier 2027 à Fougères'],
  ['mardi 12 janvier à Redon, mardi 19/01 à Fougères'],
  ['Rennes - Vitré'],
  ['3 rue Haute, Rennes et Vitré'],
  ['Rennes, le mardi'],
  ['3 rue Haute à la mairie'],
])('no commune for sure: «%s»', text => {
  expect(last(text)).toBeNull()
})

test.each([
  ['3 rue Haute Fougères Cedex', '35115 | Fougères Cedex'],
  ['Rennes CEDEX 7', '35238 | Rennes CEDEX 7'],
])('a CEDEX without its code: «%s»', (text, found) => {
  expect(last(text)).toBe(found)
  expect(lastCommune(text)?.cedex).toBe(true)
})

test('a second commune is looked for in the département of the first', () => {
  const at = (text: string) => {
    const [found] = findCommunes(text)
    return found && namesAnother(text, found)
  }
  expect(at('35000 Rennes et Vitré')).toBe(true)
  expect(at('35000 Rennes / Vitré')).toBe(true)
  expect(at('Salle Vitré, 35000 Rennes')).toBe(false)
  expect(at('Beauregard, 35000 Rennes')).toBe(false)
  expect(at('Rennes, 35000 Rennes')).toBe(false)
  expect(at('le 12 janvier à Redon, 35300 Fougères')).toBe(true)
  expect(at('le 12 janvier à Fougères, 35300 Fougères')).toBe(false)
})
