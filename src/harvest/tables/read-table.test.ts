import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { HarvestError } from '../connector.ts'
import { LONGEST_TEXT } from '../longest-text.ts'
import { startTally } from '../tally.ts'
import { readTable } from './read-table.ts'
import type { Row } from './row.ts'
import { tableShape } from './table-settings.ts'

const Settings = z.strictObject(tableShape)

async function read(lines: readonly (readonly string[] | null)[], settings: object = {}, sheet: string | null = null) {
  const tally = startTally({ known: 0 })
  const rows = lines.map(
    (cells, at): Row => (cells === null ? { line: at + 1, cells: [], broken: true } : { line: at + 1, cells }),
  )
  return readRows([rows], settings, tally, sheet)
}

async function readRows(
  rows: Iterable<Iterable<Row>>,
  settings: object,
  tally = startTally({ known: 0 }),
  sheet: string | null = null,
) {
  const offers = []
  const rejections = []
  const origin = { document: 'd', address: 'https://x.fr/t', sheet }
  for await (const one of readTable(rows, Settings.parse({ key: 'Id', ...settings }), origin, tally))
    if (one.kind === 'offer') offers.push(one.offer)
    else rejections.push(one.rejection)
  return { offers, rejections, outcome: tally.outcome(), keys: offers.map(({ key }) => key) }
}

describe('where the header is', () => {
  const title = (lines: number) => Array.from({ length: lines }, () => ['Nos offres'])
  test('within twenty lines, not one more', async () => {
    expect((await read([...title(19), ['Id'], ['1']])).keys).toEqual(['1'])
    expect((await read([...title(20), ['Id'], ['1']])).keys).toEqual([])
  })
  test('blank lines before it are no candidates', async () => {
    const { outcome } = await read(
      [
        ['', ' '],
        ['Réf', 'Nom'],
      ],
      { required: ['Nom'] },
    )
    expect(outcome).toMatchObject({ expectations: [{ seen: 'Réf, Nom' }] })
  })
  test('on the line that is said, there alone', async () => {
    expect((await read([['Id'], ['Id'], ['1']], { header: 2 })).keys).toEqual(['1'])
    expect((await read([['x'], ['Réf'], ['Id'], ['1']], { header: 2 })).keys).toEqual([])
    expect((await read([['Id'], ['1']], { header: 3 })).outcome.state).toBe('drifted')
  })
  test('none: the line that was nearest, and what it lacks', async () => {
    const said = async (lines: string[][]) => {
      const { outcome } = await read(lines, { required: ['Nom', 'Lieu'] })
      return outcome.state === 'drifted' ? outcome.expectations[0] : null
    }
    expect(await said([['Titre'], ['Nom', 'Lieu'], ['Nom']])).toEqual({
      name: 'en-tete',
      expected: 'Id, Nom, Lieu',
      seen: 'Nom, Lieu',
      message: 'Colonnes introuvables dans https://x.fr/t : « Id ». Le tableau a sans doute changé.',
    })
    expect(await said([])).toMatchObject({
      seen: 'aucune ligne',
      message: expect.stringContaining('« Id », « Nom », « Lieu »'),
    })
    expect((await said([['a'.repeat(300)]]))?.seen).toHaveLength(200)
  })
})

test('a line that cannot be read is told, wherever it stands; the others are read', async () => {
  const { rejections, keys } = await read([null, ['Id'], null, ['1']], {}, 'Offres')
  expect(rejections).toMatchObject([
    { code: 'ligne-illisible', where: 'https://x.fr/t, feuille « Offres », ligne 1', whose: 'partenaire' },
    { code: 'ligne-illisible', where: 'https://x.fr/t, feuille « Offres », ligne 3' },
  ])
  expect(keys).toEqual(['1'])
})

describe('beyond measure', () => {
  // Lines are counted whether they are read or not.
  const unread = { hintRows: 1_000_000 }
  const many = (count: number, cells: (at: number) => string[]): Iterable<Row>[] => {
    const rows = function* (): Generator<Row> {
      yield { line: 1, cells: ['Id'] }
      for (let at = 0; at < count; at += 1) yield { line: at + 2, cells: cells(at) }
    }
    return [rows()]
  }
  test('a thousand columns that hold something, blank ones apart', async () => {
    const wide = (columns: number) => read([['Id', ...Array.from({ length: columns - 1 }, () => 'x'), '', ' '], ['1']])
    expect((await wide(1000)).keys).toEqual(['1'])
    expect((await wide(1001)).rejections).toMatchObject([{ code: 'tableau-demesure', whose: 'partenaire' }])
  })
  test('two hundred thousand lines that hold something, blank ones apart', async () => {
    const same = () => ['x']
    expect((await readRows(many(199_999, same), unread)).rejections).toEqual([])
    expect((await readRows(many(200_000, same), unread)).rejections).toMatchObject([
      { code: 'tableau-demesure', message: expect.stringContaining('lignes') },
    ])
    expect(
      (
        await readRows(
          many(200_001, () => [' ', '']),
          {},
        )
      ).rejections,
    ).toEqual([])
  })
  test('five million cells in all', async () => {
    const wide = Array.from({ length: 1000 }, () => 'x')
    const header = [{ line: 1, cells: wide }]
    const rows = (count: number): Iterable<Row>[] => [
      Array.from({ length: count }, (_, at) => ({ line: at + 2, cells: [...wide, ' '] })),
    ]
    expect((await readRows([header, ...rows(4999)], { key: 'x', ...unread })).rejections).toEqual([])
    expect((await readRows([header, ...rows(5000)], { key: 'x', ...unread })).rejections).toMatchObject([
      { code: 'tableau-demesure', message: expect.stringContaining('cellules') },
    ])
  })
  test('before a header was found, that alone is told', async () => {
    const { rejections, outcome } = await read([Array.from({ length: 1001 }, () => 'x')])
    expect(rejections).toHaveLength(1)
    expect(outcome.state).toBe('partial')
  })
})

test('what broke the reading goes on, unless the source is to blame', async () => {
  const rows = function* (error: Error): Generator<Row[]> {
    yield [{ line: 1, cells: ['Id'] }]
    throw error
  }
  await expect(readRows(rows(new TypeError('x')), {})).rejects.toThrow(TypeError)
  const lost = new HarvestError('injoignable', 'x', 'partenaire', 'https://x.fr/t')
  expect((await readRows(rows(lost), {})).rejections).toMatchObject([{ code: 'injoignable' }])
})

test('cells longer than any field are cut, those that fit are not', async () => {
  const { offers } = await read([
    ['Id', 'a', 'b'],
    ['1', 'x'.repeat(LONGEST_TEXT + 1), 'y'.repeat(LONGEST_TEXT)],
  ])
  expect(offers[0]?.fields.a?.[0]?.words).toHaveLength(LONGEST_TEXT)
  expect(offers[0]?.fields.b?.[0]?.words).toHaveLength(LONGEST_TEXT)
})

describe('a row', () => {
  test('a column without a name is read under its letter, and judged by nobody; one of two parts of a key is enough', async () => {
    const { offers, outcome } = await read(
      [
        ['Id', '', 'Site'],
        ['1', 'x', ''],
        ['', '', 'Redon'],
      ],
      { key: ['Id', 'Site'] },
    )
    expect(offers.map(({ key, fields }) => [key, Object.keys(fields)])).toEqual([
      ['1_', ['Id', 'colonne B']],
      ['_Redon', ['Site']],
    ])
    expect(outcome).toMatchObject({ fill: { Id: 0.5, Site: 0.5 } })
    expect(Object.keys(outcome.state === 'complete' ? (outcome.fill ?? {}) : {})).toEqual(['Id', 'Site'])
  })
  test('«idem» says what the cell above said, and nothing where there is none', async () => {
    const { offers } = await read(
      [
        ['Id', 'Lieu', 'Prix'],
        ['1', 'Rennes', 'idem'],
        ['2', 'Idem ', ''],
        ['3', '〃', 'id.'],
        ['4', 'Vitré', '5 €'],
        ['5', '"', "''"],
      ],
      {},
    )
    expect(offers.map(({ fields }) => [fields.Lieu?.[0]?.words, fields.Prix?.[0]?.words])).toEqual([
      ['Rennes', 'idem'],
      ['Rennes', undefined],
      ['Rennes', 'idem'],
      ['Vitré', '5 €'],
      ['Vitré', '5 €'],
    ])
  })
  test('boxes left unticked and sums of nothing are no row', async () => {
    const { keys, rejections } = await read([
      ['Id', 'a', 'b'],
      ['', 'FALSE', '0'],
      ['', 'faux', ' '],
      ['', 'a', ''],
    ])
    expect([keys, rejections.map(({ where }) => where)]).toEqual([[], ['https://x.fr/t, ligne 4']])
  })
  test('without a key: what it holds, and the column that is missing', async () => {
    const { rejections } = await read(
      [
        ['Nom', 'Id', 'Lieu'],
        ['Atelier', ' ', 'Redon'],
      ],
      {},
      'S',
    )
    expect(rejections).toMatchObject([
      {
        code: 'cle-absente',
        field: 'Id',
        received: 'Atelier | Redon',
        where: 'https://x.fr/t, feuille « S », ligne 2',
        whose: 'partenaire',
      },
    ])
    const long = await read([
      ['Nom', 'Id'],
      ['a'.repeat(300), ''],
    ])
    expect(long.rejections[0]?.received).toHaveLength(200)
  })
  test('with too many cells: the first of them', async () => {
    const { rejections } = await read([
      ['Id', 'Nom'],
      ['1', 'Atelier', ' ', 'b'.repeat(300)],
    ])
    expect(rejections).toMatchObject([{ code: 'cellules-en-trop', key: '1', received: 'b'.repeat(200) }])
  })
  test('markup and mended characters come along, with their cell', async () => {
    const { offers } = await read([
      ['Id', 'a', 'b', 'c'],
      ['1', '<p>Un</p>', 'Ã©tÃ©', 'mot'],
    ])
    const { a, b, c } = offers[0]?.fields ?? {}
    const at = (where: string) => ({ document: 'd', address: 'https://x.fr/t', where })
    expect(a).toEqual([{ words: 'Un', html: '<p>Un</p>', origin: at('cellule B2') }])
    expect(b).toEqual([{ words: 'été', mended: true, origin: at('cellule C2') }])
    expect(c).toEqual([{ words: 'mot', origin: at('cellule D2') }])
  })
  test('its page, however written', async () => {
    const { offers } = await read(
      [
        ['Page', 'Id'],
        [' /a ', '1'],
        ['http://[', '2'],
        ['', '3'],
      ],
      { address: 'Page' },
    )
    expect(offers.map(({ address }) => address)).toEqual(['https://x.fr/a', 'https://x.fr/t', 'https://x.fr/t'])
  })
  test('a column that ticks examples, and none', async () => {
    const lines = [
      ['Id', 'Exemple'],
      ['1', 'oui'],
      ['2', ''],
    ]
    expect((await read(lines, { ignore: 'exemple' })).keys).toEqual(['2'])
    expect((await read(lines, { ignore: 'autre' })).keys).toEqual(['1', '2'])
    expect((await read(lines)).keys).toEqual(['1', '2'])
  })
  test('how often each column is filled', async () => {
    const { outcome } = await read([
      ['Id', 'Nom'],
      ['1', 'x'],
      ['2', ''],
    ])
    expect(outcome).toMatchObject({ state: 'complete', fill: { Id: 1, Nom: 0.5 } })
  })
})

test('a line of blanks says nothing, wherever it stands', async () => {
  const { keys, rejections } = await read([[' ', ''], ['Id', 'Nom'], ['1', 'Vélo'], ['  ', ' '], [], ['2', 'Radio']])
  expect([keys, rejections]).toEqual([['1', '2'], []])
})
