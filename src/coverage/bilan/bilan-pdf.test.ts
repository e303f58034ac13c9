import pdfmake, { type Definition } from 'pdfmake'
import { describe, expect, test, vi } from 'vitest'
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

describe('a title is not the last of its page, nor its caption', async () => {
  const { definition } = await asked(blocks, signatures, '2030-06-30')
  const at = (top: number, more = {}) => ({ startPosition: { top }, ...more })
  const title = at(500, { headlineLevel: 1 })
  const caption = at(520)
  const table = at(530, { table: {} })
  const cell = at(530)
  test.each([
    ['nothing follows', title, [at(40)], [], true],
    ['its caption alone', title, [at(40)], [caption, table, cell, cell], true],
    [
      'rows that move together to the next page, laid out as if they stayed',
      title,
      [at(40)],
      [table, cell, cell],
      true,
    ],
    ['a row after the first ones', title, [at(40)], [caption, table, cell, cell, at(560)], false],
    ['a text', title, [at(40)], [at(515)], false],
    ['the first of its page: no page is left empty', title, [], [caption, table, cell], false],
    ['no title', at(500), [at(40)], [], false],
  ])('%s', (_, node, previous, following, moved) => {
    const around = { getPreviousNodesOnPage: () => previous, getFollowingNodesOnPage: () => following }
    expect(definition.pageBreakBefore(node, around)).toBe(moved)
  })
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
