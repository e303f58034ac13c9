import { expect, test } from 'vitest'
import { DEEPEST_PAGE, isTooDeep } from './nesting.ts'

test('counts what stays open, not what is loose or closed', () => {
  expect(isTooDeep('<div>'.repeat(DEEPEST_PAGE))).toBe(false)
  expect(isTooDeep('<div>'.repeat(DEEPEST_PAGE + 1))).toBe(true)
  expect(isTooDeep('<div></div>'.repeat(50_000))).toBe(false)
  expect(isTooDeep('<p>un<br><li>'.repeat(50_000))).toBe(false)
  expect(isTooDeep('</div>'.repeat(50_000) + '<b>'.repeat(DEEPEST_PAGE + 1))).toBe(true)
})

test.each([
  ['a hundred and fifty bold words', '<b>'.repeat(150), false],
  ['one more', '<b>'.repeat(151), true],
  ['of several kinds', '<b><i><u>'.repeat(50), false],
  ['of several kinds, one more', `${'<b><i><u>'.repeat(50)}<em>`, true],
  ['closed as they come', '<b>x</b>'.repeat(2000), false],
  ['closed more often than opened', `${'</b>'.repeat(50)}${'<b>'.repeat(151)}`, true],
  ['and half of them closed', `${'<b>'.repeat(150)}${'</b>'.repeat(75)}${'<b>'.repeat(75)}`, false],
  ['whose names begin with capitals', '<B>'.repeat(151), true],
])('formatting left open: %s', (_, text, deep) => {
  expect(isTooDeep(text)).toBe(deep)
})

test.each([
  ['a thousand attributes', `<p${' a=1'.repeat(1000)}>`, false],
  ['one more', `<p${' a=1'.repeat(1001)}>`, true],
  ['one more, between bars', `<p${'/ab'.repeat(1001)}>`, true],
  ['far apart', `<p${'  \n a'.repeat(1000)}>`, false],
  ['words inside quotes', `<p a="${'x '.repeat(1001)}" b='${'x '.repeat(1001)}'>`, false],
  ['nothing but letters', `<p${'x'.repeat(3000)}>`, false],
  ['nothing but blanks', `<p${' '.repeat(3000)}>`, false],
])('of one element: %s', (_, text, deep) => {
  expect(isTooDeep(text)).toBe(deep)
})

test.each([
  ['what closes by itself outside does not inside', `<svg>${'<p>'.repeat(DEEPEST_PAGE)}`, true],
  ['one less', `<svg>${'<p>'.repeat(DEEPEST_PAGE - 1)}`, false],
  ['a formula too', `<math>${'<p>'.repeat(DEEPEST_PAGE)}`, true],
  ['closed by their bar', `<svg>${'<p/>'.repeat(5000)}`, false],
  ['a bar at the start is none', `<svg>${'<p/ a>'.repeat(DEEPEST_PAGE)}`, true],
  ['closed by their end', `<svg>${'<p></p>'.repeat(5000)}`, false],
  ['the drawing has ended', `<svg></svg>${'<p>'.repeat(5000)}`, false],
  ['one that ends twice', `</svg></svg><svg>${'<p>'.repeat(DEEPEST_PAGE)}`, true],
  ['a second drawing counts anew', `<svg>${'<p>'.repeat(600)}</svg><svg>${'<p>'.repeat(600)}`, false],
  ['a drawing in a drawing', `<svg><svg></svg>${'<p>'.repeat(DEEPEST_PAGE)}`, true],
  ['closed more often than opened', `<svg>${'</p>'.repeat(500)}${'<p>'.repeat(DEEPEST_PAGE + 1)}`, true],
])('in a drawing: %s', (_, text, deep) => {
  expect(isTooDeep(text)).toBe(deep)
})

test('a text without tags', () => {
  expect(isTooDeep('Les jeunes de moins de 26 ans')).toBe(false)
})
