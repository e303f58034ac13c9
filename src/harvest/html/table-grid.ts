import { type Element, isTag } from 'domhandler'
import { squeeze } from '../../common/text.ts'
import { isIdem } from '../tables/idem.ts'
import { wordsOf } from './words.ts'

export interface Cell {
  /** Lines of the cell, separated by line breaks. */
  text: string
  /** It is a header, or all its words are bold. */
  bold: boolean
  links: { href: string; words: string }[]
}

/** A table with its merged cells repeated wherever they reach. */
export interface Grid {
  width: number
  rows: { cells: Cell[] /** From 1. */; line: number }[]
  /** What it has too many of and was not read, when it has; `received`: how many there are. */
  beyond?: { of: 'lignes' | 'colonnes'; most: number; received: number }
}

/** Columns and rows of a table that are read. A page is 20 MiB at the most: a row of it is larger than what is kept of it. */
const MOST_COLUMNS = 60
const MOST_ROWS = 20_000
/** Rows that a merged cell covers where the table is shorter. */
const TALLEST = 200

export function gridOf(table: Element): Grid {
  const rows: Cell[][] = []
  const all = rowsOf(table)
  const count = Math.min(all.length, MOST_ROWS)
  let columns = 0
  for (const [at, row] of all.slice(0, MOST_ROWS).entries()) {
    rows[at] ??= []
    let column = 0
    for (const element of row.children) {
      if (!isTag(element) || (element.name !== 'td' && element.name !== 'th')) continue
      while (rows[at]?.[column] !== undefined) column += 1
      if (column >= MOST_COLUMNS) {
        column += 1
        if (squeeze(wordsOf(element)) !== '') columns = Math.max(columns, column)
        continue
      }
      const cell = cellOf(element)
      const wide = spanOf(element.attribs.colspan, MOST_COLUMNS)
      const high = spanOf(element.attribs.rowspan, Math.max(TALLEST, count - at))
      for (let down = 0; down < high; down += 1) {
        rows[at + down] ??= []
        for (let across = 0; across < wide && column + across < MOST_COLUMNS; across += 1)
          (rows[at + down] ?? [])[column + across] = cell
      }
      column += wide
    }
  }
  const width = Math.max(0, ...rows.map(row => row.length))
  return {
    width,
    rows: rows.map((cells, at) => ({ cells: [...cells].map(cell => cell ?? EMPTY), line: at + 1 })),
    ...(columns > MOST_COLUMNS && { beyond: { of: 'colonnes', most: MOST_COLUMNS, received: columns } }),
    ...(all.slice(MOST_ROWS).some(row => squeeze(wordsOf(row)) !== '') && {
      beyond: { of: 'lignes', most: MOST_ROWS, received: all.length },
    }),
  }
}

const EMPTY: Cell = { text: '', bold: false, links: [] }

function rowsOf(table: Element): Element[] {
  return table.children
    .filter(isTag)
    .flatMap(child => (child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? rowsOf(child) : []))
}

function cellOf(element: Element): Cell {
  const links: Cell['links'] = []
  let bold = ''
  const stack = [...element.children]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue
    if (node.name === 'a' && node.attribs.href) links.push({ href: node.attribs.href, words: wordsOf(node) })
    if (node.name === 'strong' || node.name === 'b') bold += wordsOf(node)
    else stack.push(...node.children)
  }
  const text = wordsOf(element)
  const whole = text.replace(/\s/g, '').length
  return { text, bold: element.name === 'th' || (whole > 0 && bold.replace(/\s/g, '').length >= whole), links }
}

function spanOf(written: string | undefined, most: number): number {
  const value = Number.parseInt(written ?? '1', 10)
  return Number.isFinite(value) && value > 0 ? Math.min(value, most) : 1
}

/** «idem» says what the row above says. */
export function withIdem(rows: Grid['rows']): Grid['rows'] {
  const above: Cell[] = []
  return rows.map(({ cells, line: row }) => ({
    line: row,
    cells: cells.map((cell, column) => {
      const own = isIdem(cell.text) ? (above[column] ?? cell) : cell
      if (squeeze(own.text) !== '') above[column] = own
      return own
    }),
  }))
}
