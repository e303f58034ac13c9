import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from('été ; €')],
  ['UTF-8 with its mark', Buffer.from('\uFEFFété ; €')],
  ['«Texte Unicode» of Excel', Buffer.from('\uFEFFété ; €', 'utf16le')],
  ['the same, the other way round', swapped('\uFEFFété ; €')],
  ['windows-1252', Buffer.from([0xe9, 0x74, 0xe9, 0x20, 0x3b, 0x20, 0x80])],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toBe('été ; €')
})

test('half of a mark is no mark', () => {
  expect(decodeText(Uint8Array.from([0xff, 0xe9]))).toBe('ÿé')
  expect(decodeText(new Uint8Array())).toBe('')
})
