import { typeset } from '../../common/typeset.ts'
import { cellWords } from './bilan-html.ts'
import type { Block, DocumentColumn } from './document.ts'

/** What the margins of a cell take, in characters. */
const MARGINS = 2

type Table = Extract<Block, { kind: 'table' }>

/**
 * The share of each column in the width of a table, adding up to 1: as its columns ask, but no word is ever cut. Tables of the same columns have the same.
 * @param document that the table is in
 * @param characters that fit on a line of the whole table, in the widest typeface that may be put in place of ours
 */
export function columnShares(
  { columns }: Pick<Table, 'columns'>,
  document: readonly Block[],
  characters: number,
): number[] {
  const rows = document.flatMap(block => (block.kind === 'table' && alike(block.columns, columns) ? block.rows : []))
  const least = columns.map((column, at) => {
    const own = rows.flatMap(({ cells, span = 1 }) =>
      at === 0 && span > 1 ? [] : [cellWords(cells[at] ?? null, column)],
    )
    return Math.max(...[column.header, ...own].map(longestWord)) + MARGINS
  })
  const asked = sum(columns.map(({ width }) => width))
  const wished = columns.map(({ width }, at) => {
    const wish = (width / asked) * characters
    return { wish, lacks: Math.max(0, (least[at] ?? 0) - wish), spares: Math.max(0, wish - (least[at] ?? 0)) }
  })
  // What the narrow ones lack is taken from the others, each according to what it can spare.
  const lacking = sum(wished.map(({ lacks }) => lacks))
  const spare = sum(wished.map(({ spares }) => spares))
  const taken = spare === 0 ? 0 : Math.min(lacking, spare) / spare
  const given = wished.map(({ wish, lacks, spares }) => wish + lacks - spares * taken)
  return given.map(width => width / sum(given))
}

const alike = (some: readonly DocumentColumn[], others: readonly DocumentColumn[]) =>
  some.length === others.length && some.every(({ header }, at) => header === others[at]?.header)
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const longestWord = (text: string) =>
  Math.max(
    ...typeset(text)
      .split(/[ -]/)
      .map(word => word.length),
  )
