import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { gridOf, withIdem } from './table-grid.ts'

function grid(html: string) {
  const [table] = load(`<table>${html}</table>`)('table').get()
  if (!table) throw new Error('no table')
  return gridOf(table)
}
const texts = (html: string) => grid(html).rows.map(({ cells }) => cells.map(({ text }) => text))

describe('merged cells', () => {
  test.each<[what: string, html: string, cells: string[][]]>([
    [
      'none',
      '<tr><th>A</th><td>B</td></tr><tr><td>C</td><td>D</td></tr>',
      [
        ['A', 'B'],
        ['C', 'D'],
      ],
    ],
    ['wide', '<tr><td colspan=2>A</td><td>B</td></tr>', [['A', 'A', 'B']]],
    [
      'high',
      '<tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr>',
      [
        ['A', 'B'],
        ['A', 'C'],
      ],
    ],
    [
      'high, at the end',
      '<tr><td>A</td><td rowspan=2>B</td></tr><tr><td>C</td></tr>',
      [
        ['A', 'B'],
        ['C', 'B'],
      ],
    ],
    [
      'wide and high',
      '<tr><td colspan=2 rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr>',
      [
        ['A', 'A', 'B'],
        ['A', 'A', 'C'],
      ],
    ],
    ['below the last row', '<tr><td rowspan=3>A</td><td>B</td></tr>', [['A', 'B'], ['A'], ['A']]],
    [
      'a gap is an empty cell',
      '<tr><td>A</td><td>B</td><td rowspan=2>C</td></tr><tr><td>D</td></tr>',
      [
        ['A', 'B', 'C'],
        ['D', '', 'C'],
      ],
    ],
    ['no number, or none', '<tr><td colspan=x>A</td><td colspan=0>B</td><td rowspan=-1>C</td></tr>', [['A', 'B', 'C']]],
    [
      'head, body and foot',
      '<thead><tr><th>A</th></tr></thead><tbody><tr><td>B</td></tr></tbody><tfoot><tr><td>C</td></tr></tfoot>',
      [['A'], ['B'], ['C']],
    ],
    ['what is no row or no cell', '<caption>x</caption><tr><td>A</td><script>y</script></tr>', [['A']]],
    ['a table in a cell is that cell', '<tr><td>A<table><tr><td>B</td></tr></table></td></tr>', [['A\nB']]],
    ['an empty row keeps its line', '<tr></tr><tr><td>A</td></tr>', [[], ['A']]],
  ])('%s', (_, html, cells) => expect(texts(html)).toEqual(cells))

  test('lines are counted from 1, columns over the widest row', () => {
    const read = grid('<tr><td>A</td></tr><tr><td>B</td><td>C</td></tr>')
    expect([read.width, read.rows.map(({ line }) => line)]).toEqual([2, [1, 2]])
    expect(grid('')).toEqual({ width: 0, rows: [] })
  })

  test('no more than a person would read', () => {
    expect(grid('<tr><td colspan=999>A</td></tr>').width).toBe(60)
    expect(grid('<tr><td>A</td><td colspan=60>B</td><td>C</td></tr>').width).toBe(60)
    expect(grid('<tr><td rowspan=999>A</td></tr>').rows).toHaveLength(200)
    expect(grid('<tr><td>A</td></tr>'.repeat(20_000))).not.toHaveProperty('beyond')
    const long = grid('<tr><td>A</td></tr>'.repeat(20_001))
    expect(long.rows).toHaveLength(20_000)
    expect(long.beyond).toEqual({ of: 'lignes', most: 20_000, received: 20_001 })
  })

  test('columns that are not read are told; a title across and blank cells hide none', () => {
    expect(grid(`<tr>${'<td>A</td>'.repeat(62)}</tr>`).beyond).toEqual({ of: 'colonnes', most: 60, received: 62 })
    expect(grid(`<tr><td colspan=999>A</td></tr><tr>${'<td>A</td>'.repeat(60)}<td> </td></tr>`)).not.toHaveProperty(
      'beyond',
    )
  })

  test('a cell merged over hundreds of rows is said in each, and its columns stay in their place', () => {
    const rows = grid(`<tr><td rowspan=500>A</td><td>0</td></tr>${'<tr><td>B</td></tr>'.repeat(499)}`).rows
    expect(rows).toHaveLength(500)
    expect(rows.at(-1)?.cells.map(({ text }) => text)).toEqual(['A', 'B'])
  })
})

test.each([
  ['<th>A</th>', true],
  ['<td><b>A</b></td>', true],
  ['<td><p><strong>A b</strong> <b>c</b></p></td>', true],
  ['<td><b>A</b> b</td>', false],
  ['<td>A</td>', false],
  ['<td><b> </b></td>', false],
  ['<td></td>', false],
])('%s is bold: %s', (html, bold) => {
  expect(grid(`<tr>${html}</tr>`).rows[0]?.cells[0]?.bold).toBe(bold)
})

test('links of a cell, with their words; an anchor leads nowhere', () => {
  const [row] = grid('<tr><td><p><a href="/x">Un</a> <a name="y">deux</a></p><a href="">trois</a></td></tr>').rows
  expect(row?.cells[0]?.links).toEqual([{ href: '/x', words: 'Un' }])
})

test('«idem» says what the last row with words says in its column', () => {
  const cell = (text: string) => ({ text, bold: false, links: [] })
  const rows = [
    ['a', 'idem'],
    ['Idem', 'b'],
    ['', '"'],
    ['id.', 'ID'],
    ['»', "''"],
    ['idem midi', 'mid'],
  ]
  const read = withIdem(rows.map((row, at) => ({ cells: row.map(cell), line: at + 1 })))
  expect(read.map(({ cells, line }) => [line, ...cells.map(({ text }) => text)])).toEqual([
    [1, 'a', 'idem'],
    [2, 'a', 'b'],
    [3, '', 'b'],
    [4, 'a', 'b'],
    [5, 'a', 'b'],
    [6, 'idem midi', 'mid'],
  ])
})
