import { expect, test } from 'vitest'
import { ranked, selectorWords, together, within, withinPath } from './place-words.ts'

test.each([
  [['agences', 1, 'texte'], 'agences n° 1, texte'],
  [[1, 'title', 'rendered'], 'n° 1, titre'],
  [
    ['formation', 2, 'action', 1, 'lieu-de-formation', 'coordonnees', 'adresse', 'ville'],
    'formation n° 2, action n° 1, lieu de formation, coordonnées, adresse, ville',
  ],
  [['VEVENT', 3, 'LAST-MODIFIED'], 'événement n° 3, mise à jour'],
  [['item', 1, 'content:encoded', 'link', '@href'], 'article n° 1, contenu, texte, lien, href'],
  [['provider', 'address', 'streetAddress'], 'organisme, adresse, rue'],
  [['constructor', 'nom long'], 'constructor, nom long'],
])('%j is said «%s»', (steps, said) => {
  const place = steps.reduce<string>((at, step) => (typeof step === 'number' ? ranked(at, step) : within(at, step)), '')
  expect(place).toBe(said)
})

test.each([
  ['footer a.tel', 'pied de page, téléphone'],
  ['.field--name-field-contact .field__item', 'contact'],
  ['.sites > .site > h3', 'sites, site, sous-titre'],
  ['h1', 'titre de la page'],
  ['#tarifs dd:nth-child(2)', 'tarifs, dd'],
  ['[itemprop="name"]', 'la page'],
  ['.', 'la page'],
  ['h2 + p', 'titre, paragraphe'],
  ['h2 ~ p', 'titre, paragraphe'],
  ['[data-x=tarifs]', 'la page'],
  ['a[class]', 'lien'],
  ['.field__item', 'la page'],
  ['.field', 'la page'],
  ['.fieldset', 'fieldset'],
  ['.my-field', 'my field'],
  ['.field--label', 'la page'],
  ['.field--name-body', 'la page'],
  ['.x-field--name-y', 'x field name y'],
  ['.textfield__x', 'textfield x'],
  ['.field.tarif', 'tarif'],
])('%s is said «%s»', (css, said) => {
  expect(selectorWords(css)).toBe(said)
})

test('a path of names, and places that gave one value', () => {
  expect(withinPath('', 'records.fields')).toBe('ligne')
  const at = 'agences n° 2'
  expect(together([`${at}, adresse`, `${at}, code postal`, `${at}, ville`])).toBe(
    'agences n° 2, adresse, code postal et ville',
  )
  expect(together(['cellule E3', 'cellule F3'])).toBe('cellule E3 et cellule F3')
  expect(together(['pied de page', 'pied de page'])).toBe('pied de page')
})

test('a place is not said twice in a row, and only there', () => {
  expect(within('lien', 'link')).toBe('lien')
  expect(within('titre, lien', 'link')).toBe('titre, lien')
  expect(within('lien, titre', 'link')).toBe('lien, titre, lien')
  expect(within('un lien', 'link')).toBe('un lien, lien')
})

test.each([
  [[], ''],
  [['cellule A1'], 'cellule A1'],
  [['cellule A1', 'cellule B1', 'cellule C1'], 'cellule A1, cellule B1 et cellule C1'],
  [['a, b', 'a, b'], 'a, b'],
  [['a, b', 'c'], 'a, b et c'],
  [['a, b, c', 'a, b, d', 'a, b, e'], 'a, b, c, d et e'],
  [['a, b', 'a, c', 'a, b'], 'a, b et c'],
  [['a, b', 'a, c, d', 'a, c, e'], 'a, b, c, d et c, e'],
  [['a, b', 'a'], 'a, b'],
  [['', 'a'], 'a'],
])('%j together are «%s»', (places, said) => {
  expect(together(places)).toBe(said)
})
