import { expect, test } from 'vitest'
import { noLonger } from './no-longer.ts'
import { plain } from './plain.ts'

/** The values of a phrase, between chevrons, that are still to be used. */
const still = (phrase: string) => {
  const text = plain(phrase.replace(/[‹›]/g, ''))
  return [...phrase.matchAll(/‹([^›]+)›/g)]
    .filter(({ 1: value = '' }) => {
      const at = text.indexOf(plain(value))
      return !noLonger(text.slice(0, at), text.slice(at + value.length))
    })
    .map(([, value]) => value)
}
const NEW = ['neuf@asso.fr']

test.each([
  '‹neuf@asso.fr›, l’ancienne adresse ‹vieux@asso.fr› ne fonctionne plus',
  '‹neuf@asso.fr› (ancienne adresse : ‹vieux@asso.fr›)',
  '‹neuf@asso.fr› (remplace ‹vieux@asso.fr›)',
  '‹neuf@asso.fr› en remplacement de ‹vieux@asso.fr›',
  '‹neuf@asso.fr› au lieu de ‹vieux@asso.fr›',
  '‹neuf@asso.fr› et non plus ‹vieux@asso.fr›',
  '‹neuf@asso.fr›, ne plus écrire à ‹vieux@asso.fr›',
  'L’adresse ‹vieux@asso.fr› n’est plus valable : écrire à ‹neuf@asso.fr›',
  'L’adresse ‹vieux@asso.fr› n’est plus valable : ‹neuf@asso.fr›',
  '‹vieux@asso.fr› n’existe plus, utiliser ‹neuf@asso.fr›',
  '‹vieux@asso.fr› (supprimée), ‹neuf@asso.fr›',
  '‹vieux@asso.fr› : ne plus utiliser, écrire à ‹neuf@asso.fr›',
  '‹vieux@asso.fr› a été remplacée par ‹neuf@asso.fr›',
  '‹vieux@asso.fr› (ancienne), ‹neuf@asso.fr› (nouvelle)',
  'Ne plus écrire à ‹vieux@asso.fr› mais à ‹neuf@asso.fr›',
  'Ancienne adresse : ‹vieux@asso.fr›. Nouvelle : ‹neuf@asso.fr›',
  '‹neuf@asso.fr›',
])('«%s»', phrase => {
  expect(still(phrase)).toEqual(NEW)
})

test.each([
  'Hors service : ‹02 99 02 03 05›',
  'n’est plus attribué : ‹02 99 02 03 05›',
  'ancien numéro ‹02 99 02 03 05›',
  '‹02 99 02 03 05› ne répond plus',
  '‹02 99 02 03 05›, c’est l’ancien numéro',
])('«%s»: none is', phrase => {
  expect(still(phrase)).toEqual([])
})

test('the former and the new number, in either order', () => {
  expect(still('Nouveau numéro : ‹02 99 02 03 04› (ancien : ‹02 99 02 03 05›)')).toEqual(['02 99 02 03 04'])
  expect(still('Ne plus appeler le ‹02 99 02 03 05›, mais le ‹02 99 02 03 04›')).toEqual(['02 99 02 03 04'])
  expect(still('‹https://asso.fr› – ancien site : ‹https://vieux.fr›')).toEqual(['https://asso.fr'])
})

test('a former pupil, a closed door: words that are said of something else', () => {
  expect(still('‹neuf@asso.fr›, aussi pour les anciens élèves')).toEqual(NEW)
  expect(still('Pour les anciens combattants, ‹neuf@asso.fr›')).toEqual(NEW)
})
