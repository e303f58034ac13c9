import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { compileReading, compileSelector, SelectorText } from './selector.ts'

const page = load('<main><p class="a">un</p><p>deux</p></main>')
const found = (css: string, scope = page('main').get()) =>
  compileSelector(css)
    .all(scope)
    .map(element => page(element).text())

test('inside the scope, in the order of the page; a point is the scope itself', () => {
  expect(found('p')).toEqual(['un', 'deux'])
  expect(found('main')).toEqual([])
  expect(found('.')).toEqual(['undeux'])
  expect(found('p', page('main').contents().contents().get() as never)).toEqual([])
  expect(compileSelector('.').all(page.root().get())).toEqual([])
  expect([compileSelector('.').css, compileSelector('p').css]).toEqual(['.', 'p'])
})

test.each([
  ['h1', 'h1', null],
  [' a.plus@href ', 'a.plus', 'href'],
  ['a@Data-X', 'a', 'data-x'],
  ['a@xlink:href', 'a', 'xlink:href'],
  ['@href', '.', 'href'],
  ['. @href', '.', 'href'],
  ['a,\nb@href', 'a,\nb', 'href'],
  ['[a="x@y"]', '[a="x@y"]', null],
  ['[a="x@y"]@id', '[a="x@y"]', 'id'],
])('%j', (text, css, attr) => {
  const reading = compileReading(text)
  expect([reading.selector.css, reading.attr]).toEqual([css, attr])
})

test.each([
  ['h1', true],
  ['', false],
  ['h1[', false],
  ['p:inconnu(', false],
])('%j as written in a mapping', (text, good) => {
  expect(SelectorText.safeParse(text).success).toBe(good)
})
