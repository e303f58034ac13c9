import pdfmake, { type Definition } from 'pdfmake'
import { expect, test, vi } from 'vitest'
import { expectHeld } from '../../../test/coverage/held.ts'
import { blocks, signatures } from '../../../test/coverage/small-account.ts'
import { bilanPdf } from './bilan-pdf.ts'

/** What is handed to the printer, and what it may read or fetch. */
async function asked(...given: Parameters<typeof bilanPdf>) {
  const create = vi.spyOn(pdfmake, 'createPdf').mockReturnValue({ getBuffer: async () => new Uint8Array([1, 2]) })
  const local = vi.spyOn(pdfmake, 'setLocalAccessPolicy')
  const url = vi.spyOn(pdfmake, 'setUrlAccessPolicy')
  const fonts = vi.spyOn(pdfmake, 'setFonts')
  try {
    const bytes = await bilanPdf(...given)
    const definition = create.mock.lastCall?.[0] as Definition
    return {
      bytes,
      definition,
      reads: local.mock.lastCall?.[0],
      fetches: url.mock.lastCall?.[0],
      fonts: fonts.mock.lastCall?.[0].Sans,
    }
  } finally {
    for (const spy of [create, local, url, fonts]) spy.mockRestore()
  }
}

test('headings, tables, signatures and pages of the document', async () => {
  const { bytes, definition } = await asked(blocks, signatures, '2030-06-30')
  const written = (_: string, value: unknown) => (typeof value === 'function' ? (value as () => unknown)() : value)
  const { footer, pageBreakBefore, ...rest } = definition
  expectHeld('small-account.pdf.txt', JSON.stringify({ ...rest, footer: footer(2, 3) }, written, 1))
  expect(bytes).toEqual(new Uint8Array([1, 2]))
  const { definition: bare } = await asked(blocks.slice(1), [], '2030-06-30')
  expect(bare.info.title).toBe('Bilan')
})

test('a title is not the last of its page: its caption and the heads of its columns follow', async () => {
  const { definition } = await asked(blocks, signatures, '2030-06-30')
  const breaks = (following: { text?: unknown }[], headlineLevel = 1) =>
    definition.pageBreakBefore({ headlineLevel }, { getFollowingNodesOnPage: () => following })
  const text = { text: '' }
  expect([breaks([]), breaks([text, text, {}]), breaks([text, text, text])]).toEqual([true, true, false])
  expect([breaks([], 0), breaks([text, text], 0)]).toEqual([false, false])
})

test('nothing is fetched, nothing but the typeface is read', async () => {
  const { reads, fetches, fonts } = await asked(blocks, signatures, '2030-06-30')
  expect(fetches?.('https://exemple.test/')).toBe(false)
  expect([fonts?.normal, fonts?.bold].map(font => reads?.(font ?? ''))).toEqual([true, true])
  expect(Object.values(fonts ?? {}).map(path => /-(\d+)-normal[.]woff$/.exec(path)?.[1])).toEqual([
    '400',
    '700',
    '400',
    '700',
  ])
  expect(reads?.('/etc/hostname')).toBe(false)
})
