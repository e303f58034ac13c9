import type { Element } from 'domhandler'
import { expect, test } from 'vitest'
import type { RawValue } from '../connector.ts'
import { itemKey, outgoingLink, ruledKey } from './item-key.ts'
import { openPage } from './page.ts'
import { compileReading } from './selector.ts'

const pageOf = (inside: string) =>
  openPage({ text: `<article>${inside}</article>`, hash: 'h', address: 'https://x.fr/liste?p=2' })
const itemOf = (page: ReturnType<typeof pageOf>) => page.$('article, [id]').get(0) as Element
const field = (words: string): RawValue[] => [
  { words, origin: { document: 'h', address: 'https://x.fr/', where: 'x' } },
]
const keyOf = (inside: string, rule: string | null = null, fields: Record<string, RawValue[]> = {}, at = 3) => {
  const page = pageOf(inside)
  return itemKey(itemOf(page), rule === null ? null : compileReading(rule), fields, page, at)
}

test.each([
  ['the rule of the mapping', 'b', { titre: field('Autre') }, 'le-no-7'],
  ['a rule that reads nothing: the link', 'i', {}, 'offres_atelier'],
  ['no rule: the link', null, { titre: field('Autre') }, 'offres_atelier'],
])('%s', (_, rule, fields, key) => {
  expect(keyOf('<b>Le no 7</b><b>Le no 8</b><a href="/offres/atelier.html">voir</a>', rule, fields)).toBe(key)
})

test('the identifier of the item, before its link', () => {
  const page = openPage({
    text: '<li id="Offre 12"><b>Le no 7</b><a href="/offres/a">voir</a></li>',
    hash: 'h',
    address: 'https://x.fr/liste',
  })
  const item = page.$('li').get(0) as Element
  expect(itemKey(item, null, {}, page, 0)).toBe('offre-12')
  expect(itemKey(item, compileReading('b'), {}, page, 0)).toBe('le-no-7')
})

test('without a link, the first words, cut; without words, the rank', () => {
  expect(keyOf('<p>x</p>', null, { titre: field('Un atelier'), lieu: field('Redon') })).toBe('un-atelier')
  expect(keyOf('<p>x</p>', null, { titre: field('a'.repeat(90)) })).toBe('a'.repeat(80))
  expect(keyOf('<p>x</p>', null, { titre: field('…') })).toBe('offre-4')
  expect(keyOf('<p>x</p>', null, { titre: [] })).toBe('offre-4')
  expect(keyOf('<p>x</p>')).toBe('offre-4')
})

test('a rule reads in its scope alone, and no labels', () => {
  const page = pageOf('<b>Le no 7</b>')
  const item = itemOf(page)
  expect(ruledKey(compileReading('b'), [item], page)).toBe('le-no-7')
  expect(ruledKey(compileReading('b'), [], page)).toBeNull()
  expect(ruledKey(compileReading('i'), [item], page)).toBeNull()
  expect(ruledKey(null, [item], page)).toBeNull()
})

test.each([
  ['<a href="#bas">a</a><a href="/liste?p=3">b</a><a href="/offre#bas">c</a>', 'https://x.fr/offre#bas'],
  ['<a href="">a</a><a href="http://[">b</a><a href="http://y.fr/">c</a>', 'http://y.fr/'],
  ['<a href="mailto:a@x.fr">a</a><a href="xhttp:a">b</a><a href="https-x:a">c</a><a>d</a>', null],
])('the first link that leads out of the page: %s', (inside, link) => {
  const page = pageOf(inside)
  expect(outgoingLink(itemOf(page), page)).toBe(link)
})
