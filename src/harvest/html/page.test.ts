import { expect, test } from 'vitest'
import { startTally } from '../tally.ts'
import { compileFields, FieldRules } from './fields.ts'
import { DEEPEST_PAGE } from './nesting.ts'
import { linkOf, openPage, readFields, rootOf } from './page.ts'
import { compileReading } from './selector.ts'

const open = (text: string) => openPage({ text, hash: 'h', address: 'https://x.fr/a/offre' })

test.each([
  ['', 'https://x.fr/a/offre'],
  ['<base href="/b/">', 'https://x.fr/b/'],
  ['<base href="http://[">', 'https://x.fr/a/offre'],
  ['<base href="">', 'https://x.fr/a/offre'],
  ['<base target="_top">', 'https://x.fr/a/offre'],
])('its base: %s', (html, base) => {
  const page = open(html)
  expect([page.document, page.address, page.base]).toEqual(['h', 'https://x.fr/a/offre', base])
})

test('one nested without end is not opened; hidden addresses are shown', () => {
  expect(() => open('<div>'.repeat(DEEPEST_PAGE + 1))).toThrow(expect.objectContaining({ code: 'page-trop-imbriquee' }))
  expect(open('a<span class="spancrypt"> chez </span>x.fr').$('body').text()).toBe('a@x.fr')
})

test('fields that hold words, each counted', () => {
  const page = open('<h1>Atelier</h1><p></p>')
  const tally = startTally({ known: 0 })
  const fields = readFields(compileFields(FieldRules.parse({ nom: 'h1', texte: 'p' })), rootOf(page), page, tally)
  expect(Object.keys(fields)).toEqual(['nom'])
  expect(fields.nom?.[0]?.words).toBe('Atelier')
  expect(tally.outcome()).toMatchObject({ fill: { nom: 1, texte: 0 } })
})

test('a field that every page must have', () => {
  const page = open('<h1>Atelier</h1>')
  const tally = startTally({ known: 0 })
  readFields(compileFields(FieldRules.parse({ texte: { select: 'p', required: true } })), rootOf(page), page, tally)
  expect(tally.outcome().state).toBe('drifted')
})

test.each([
  ['<a href="fiche#bas">x</a>', 'a', 'https://x.fr/a/fiche'],
  ['<a>x</a><a href="http://[">x</a><a href="mailto:a@x.fr">x</a><a href="http://y.fr/">x</a>', 'a', 'http://y.fr/'],
  ['<a href="tel:02">x</a>', 'a', null],
  ['<p data-x="/b">x</p>', 'p@data-x', 'https://x.fr/b'],
  ['<p>x</p>', 'a', null],
])('the first link of %s', (html, reading, link) => {
  const page = open(html)
  expect(linkOf(compileReading(reading), rootOf(page), page)).toBe(link)
})
