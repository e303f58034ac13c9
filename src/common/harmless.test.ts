import { expect, test } from 'vitest'
import { harmless } from './harmless.ts'

const ESC = '\u001B'

test.each([
  ['a screen erased', `a${ESC}[2Jb`],
  ['a window renamed', `a${ESC}]0;pris\u0007b`],
  ['a link', `a${ESC}]8;;http://x.fr${ESC}\\b`],
  ['C1 in one character', 'a\u009B2Jb\u009D0;x\u009C'],
  ['a line written over', 'vrai\rfaux'],
  ['words rubbed out', 'vrai\b\b\b\bfaux'],
  ['words turned around', 'a\u202Egnp.exe\u2066b\u2069\u200F'],
  ['a line that ends elsewhere', 'a\u2028b'],
  ['NUL and DEL', 'a\u0000b\u007F'],
])('%s: only shown', (_, text) => {
  const shown = harmless(text)
  expect(shown).toMatch(/^[\p{L}\p{N}\p{P}\p{S} ]+$/u)
  expect(shown).toContain('�')
})

test('what people write stays: accents, lines, tabs, emoji and their joiners', () => {
  const text = 'Été\u00A0: «\u00A0l’œuvre\u00A0»\n\tdeux 👩‍🏫 lignes'
  expect(harmless(text)).toBe(text)
  expect(harmless('a\r\nb')).toBe('a\nb')
})
