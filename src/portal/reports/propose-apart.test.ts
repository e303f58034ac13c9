import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { proposeConvention } from '../../convention-reader/propose.ts'
import { proposeApart } from './propose-apart.ts'

const text = readFileSync(new URL('../../../test/convention/petite-convention.txt', import.meta.url), 'utf8')

test('read in another process, a convention gives what it gives in this one, pasted or as a file', async () => {
  expect(await proposeApart({ given: text, names: [] }, '')).toEqual(proposeConvention(text))
  expect(await proposeApart({ given: new TextEncoder().encode(text), names: [] }, 'a.txt')).toEqual(
    proposeConvention(text),
  )
})

test('a PDF that cannot be read, an empty file and one that goes over its limit are told in a sentence', async () => {
  const pdf = new TextEncoder().encode('%PDF-1.7 rien de plus')
  expect(await proposeApart({ given: pdf, names: [] }, 'scan.pdf')).toEqual({
    error: expect.stringContaining('« scan.pdf » n’a pas de texte'),
  })
  const image = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  expect(await proposeApart({ given: image, names: [] }, 'photo.png')).toEqual({
    error: expect.stringContaining('« photo.png » n’a pas de texte'),
  })
  expect(await proposeApart({ given: '   ', names: [] }, '')).toEqual({ error: expect.stringContaining('Ce texte') })
  expect(await proposeApart({ given: text.repeat(2000), names: [] }, 'grand.txt', { silentMs: 1, workMs: 1 })).toEqual({
    error: expect.stringContaining('démesuré'),
  })
})
