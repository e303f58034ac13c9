import { typeset } from '../common/typeset.ts'
import type { Rows } from './rows.ts'

export interface SheetColumn {
  header: string
  /** `date`: the cell is `YYYY-MM-DD`. `euros` and `decimal` may have two decimals. */
  kind: 'text' | 'number' | 'decimal' | 'euros' | 'date'
  /** Characters. */
  width: number
  /** Its cells add up to something: a last row gives it. */
  adds?: true
}

export type SheetCell = string | number | null

/** One table of the report, for every tabular form. */
export interface ReportSheet {
  /** For file names and options, e.g. `actions`. */
  id: string
  /** At most 31 characters, the limit of spreadsheets. */
  name: string
  columns: SheetColumn[]
  rows: SheetCell[][]
  /** A column of links, by its place: the cell is an address. */
  link?: number
}

/** A column, with the cell that it takes from a row. */
export type Filled<Row> = readonly [column: SheetColumn, cell: (row: Row) => SheetCell]

/** A table of one row for each thing, from its columns. */
export function sheetOf<Row>(
  named: Pick<ReportSheet, 'id' | 'name' | 'link'>,
  rows: Rows<Row>,
  columns: readonly Filled<Row>[],
): ReportSheet {
  return {
    ...named,
    columns: columns.map(([column]) => column),
    rows: Array.from(rows, row => columns.map(([, cell]) => cell(row))),
  }
}

/** The table as a person opens it: texts in French typography. Names of sheets and columns stay as formulas and searches write them. */
export function typesetSheet(sheet: ReportSheet): ReportSheet {
  return {
    ...sheet,
    rows: sheet.rows.map(row => row.map(cell => (typeof cell === 'string' ? typeset(cell) : cell))),
  }
}

/** The last row: the sum of each column that adds up, «Total» before it. Null when none does. The one place where files get their totals. */
export function totalRow({ columns, rows }: ReportSheet): SheetCell[] | null {
  const first = columns.findIndex(column => column.adds)
  if (first === -1 || rows.length === 0) return null
  const named = columns.findIndex(column => column.kind === 'text' && !column.adds)
  return columns.map((column, at) => {
    if (at === named) return 'Total'
    if (!column.adds) return null
    return rows.reduce((sum, row) => sum + (typeof row[at] === 'number' ? (row[at] as number) : 0), 0)
  })
}

/** Whether it is printed on A3 rather than A4: narrower, its letters could not be read. */
export const isWide = ({ columns }: ReportSheet): boolean => columns.reduce((sum, { width }) => sum + width, 0) > 190

/** The same column, which adds up. */
export const adding = (column: SheetColumn): SheetColumn => ({ ...column, adds: true })

export const text = (header: string, width = 24): SheetColumn => ({ header, kind: 'text', width })
export const number = (header: string, width = 12): SheetColumn => ({ header, kind: 'number', width })
export const decimal = (header: string, width = 12): SheetColumn => ({ header, kind: 'decimal', width })
export const euros = (header: string, width = 16): SheetColumn => ({ header, kind: 'euros', width })
export const day = (header: string): SheetColumn => ({ header, kind: 'date', width: 13 })
