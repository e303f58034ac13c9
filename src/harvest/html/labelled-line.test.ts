import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { labelledLine } from './labelled-line.ts'

const read = (html: string, label = 'Tarif') => labelledLine(load(html).root().get(), label)

test.each([
  ['a paragraph', '<p>Tarif : 5 €</p><p>Public : tous</p>'],
  ['an item', '<ul><li>Public : tous</li><li>Tarif : 5 €</li></ul>'],
  ['a cell', '<table><tr><td>Tarif : 5 €</td></tr></table>'],
  ['lines with breaks', '<div>Public : tous<br>Tarif : 5 €<br></div>'],
  ['lines as typed', '<pre>Public : tous\nTarif : 5 €\nDurée : 2 h</pre>'],
  ['all in bold', '<p><strong>Tarif : 5 €</strong></p>'],
  ['a value in bold', '<p>Tarif : <b>5</b> €</p>'],
  ['a bullet', '<p>• Tarif : 5 €<br>• Public : tous</p>'],
  ['a dash before', '<p>- Tarif : 5 €</p>'],
  ['a picture', '<p>💶 Tarif : 5 €</p>'],
  ['capitals and no-break spaces', '<p>TARIF\u00A0: 5 €</p>'],
  ['no blank', '<p>Tarif:5 €</p>'],
  ['after a sentence', '<p>Un atelier pour tous. Tarif : 5 €</p>'],
  ['between others', '<p>Horaires : lundi | Tarif : 5 € | Public : tous</p>'],
  ['before another, after a semicolon', '<p>Horaires : lundi ; Tarif : 5 € ; Public : tous</p>'],
  ['between sentences', '<p>Horaires : lundi. Tarif : 5 €. Public : tous.</p>'],
  ['a dash', '<p>Tarif – 5 €</p>'],
  ['a hyphen', '<p>Tarif - 5 €</p>'],
  ['a label alone on its line', '<p>Tarif :<br>5 €<br>Public : tous</p>'],
])('%s', (_, html) => {
  expect(read(html)?.replace(/\.$/, '')).toBe('5 €')
})

test('an answer goes on to the end of its line, and through the list below', () => {
  expect(read('<p>Tarif : 5 €. Gratuit – sur demande ; ou offert</p>')).toBe('5 €. Gratuit – sur demande ; ou offert')
  expect(read('<p>Tarif :<br>- 5 €<br>- 10 €<br>Public : tous</p>')).toBe('5 €\n10 €')
  expect(read('<p>Tarif : https://asso.fr/a</p>')).toBe('https://asso.fr/a')
})

test.each([
  ['a word of a sentence', '<p>Voir notre page Tarif : elle dit tout</p>'],
  ['no sign', '<p>Tarif</p><p>5 €</p>'],
  ['another label', '<p>Tarif réduit : 5 €</p>'],
  ['an answer that is another label', '<p>Tarif :<br>Public : tous</p>'],
  ['nothing after', '<p>Tarif :</p>'],
  ['absent', '<p>Public : tous</p>'],
])('%s is no answer', (_, html) => {
  expect(read(html)).toBeNull()
})

test('a colon is looked for in every line before a dash', () => {
  expect(read('<p>Tarif - Public - Contact</p><p>Tarif : 5 €</p>')).toBe('5 €')
  expect(read('<p>x</p>', '')).toBeNull()
})
