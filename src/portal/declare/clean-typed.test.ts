import { expect, test } from 'vitest'
import { cleanTyped } from './clean-typed.ts'

test.each([
  ['Atelier \u202Efdp.exe', 'Atelier fdp.exe'],
  ['a\u200Bd\u2060m\uFEFFin', 'admin'],
  ['\u001B[31mrouge\u001B[0m', '[31mrouge[0m'],
  ['un\u0000deux\u0007', 'undeux'],
  ['un\r\ndeux\rtrois', 'un\ndeux\ntrois'],
  ['  Été\u00A0: 3\u202F€\t', 'Été\u00A0: 3\u202F€'],
  ['e\u0301te\u0301', 'été'],
])('%j is kept as %j', (typed, kept) => {
  expect(cleanTyped(typed)).toBe(kept)
})
