import { expect, test } from 'vitest'
import { line, type Unit } from '../learn/line.ts'
import type { LessonReading } from './read-lesson.ts'
import { mixedWith, stillThere } from './still-there.ts'

const ADDRESS = 'https://asso.example/ateliers'
const STANDING = ['Café emploi', 'Sophrologie'].map(name => ({ name, key: name === 'Sophrologie' ? 'sophro' : 'cafe' }))
const offer = (key: string, title: string, texts: string[] = []): LessonReading['offers'][number] => {
  const unit: Unit = { key, title, where: '', lines: texts.map(text => line(text)), link: null }
  return { unit, read: { key, fields: {} } }
}
const page = (body: string, kind = 'html', over: Partial<LessonReading> = {}) => ({
  kind,
  listing: [kind === 'html' ? `<!doctype html><body>${body}</body>` : body],
  offers: [offer('cafe', 'Café emploi')],
  notOffers: [],
  ...over,
})

test.each([
  ['a smaller title', '<h4>Sophrologie</h4>'],
  ['a paragraph', '<div><p><b>SOPHROLOGIE</b></p></div>'],
  ['a box put aside', '<aside><h2>Sophrologie</h2></aside>'],
  ['a box that opens', '<div class="modal"><span>Sophrologie</span></div>'],
])('an offer whose name still stands in %s is not gone: it is told, and who looks', (_, body) => {
  const [found, ...more] = stillThere(STANDING, page(body), ADDRESS)
  expect(more).toEqual([])
  expect(found?.rejection).toMatchObject({
    code: 'offre-non-lue',
    key: 'sophro',
    whose: 'gestionnaire',
    where: ADDRESS,
  })
})

test.each([
  ['nowhere', '<h2>Café emploi</h2>'],
  ['in a sentence alone', '<p>La sophrologie est suspendue.</p>'],
  ['in a menu', '<nav><a>Sophrologie</a></nav><footer><a>Sophrologie</a></footer>'],
])('one whose name stands %s is gone', (_, body) => expect(stillThere(STANDING, page(body), ADDRESS)).toEqual([]))

test('one that is read under another key, or whose record gives several offers, is read', () => {
  const offers = [offer('cafe', 'Café emploi'), offer('atelier-sophrologie', 'Sophrologie')]
  expect(stillThere(STANDING, page('<h2>Sophrologie</h2>', 'html', { offers }), ADDRESS)).toEqual([])
  const several = [{ key: 'cafe_redon', name: 'Café de Redon' }]
  expect(stillThere(several, page('<h2>Café de Redon</h2>'), ADDRESS)).toEqual([])
})

test('why it is no offer any more is said; a cell of a table counts as an element', () => {
  const notOffers = [{ words: 'Sophrologie', because: 'un encart' }]
  const [found] = stillThere(STANDING, page('Nom;Tarif\nSophrologie;\n', 'csv', { notOffers }), ADDRESS)
  expect(found?.rejection.message).toContain('(un encart)')
})

test('an offer that took the words of the missing one is told apart from the others', () => {
  const offers = [
    offer('cafe', 'Café emploi', ['Le lundi', 'Sophrologie', 'Le jeudi']),
    offer('velo', 'Vélo', ['Le mardi']),
  ]
  const missing = stillThere(STANDING, page('<h4>Sophrologie</h4>'), ADDRESS)
  expect([...mixedWith(missing, offers)]).toEqual([['cafe', 'Sophrologie']])
})
