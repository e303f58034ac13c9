import { expect, test } from 'vitest'
import { DEEPEST_PAGE, isTooDeep } from './nesting.ts'

test('counts what stays open, not what is loose or closed', () => {
  expect(isTooDeep('<div>'.repeat(DEEPEST_PAGE))).toBe(false)
  expect(isTooDeep('<div>'.repeat(DEEPEST_PAGE + 1))).toBe(true)
  expect(isTooDeep('<div></div>'.repeat(50_000))).toBe(false)
  expect(isTooDeep('<p>un<br><li>'.repeat(50_000))).toBe(false)
  expect(isTooDeep('</div>'.repeat(50_000) + '<b>'.repeat(DEEPEST_PAGE + 1))).toBe(true)
})
