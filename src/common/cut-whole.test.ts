import { expect, test } from 'vitest'
import { cutWhole, endWhole } from './cut-whole.ts'

test.each([
  ['abc', 3, 'abc', 'abc'],
  ['abcd', 2, 'ab', 'cd'],
  ['a🎨b', 2, 'a', 'b'],
  ['a🎨b', 3, 'a🎨', '🎨b'],
  ['', 0, '', ''],
  ['🎨', 1, '', ''],
])('%j, %i at the most: «%s», and from its end «%s»', (text, most, first, last) => {
  expect([cutWhole(text, most), endWhole(text, most)]).toEqual([first, last])
})
