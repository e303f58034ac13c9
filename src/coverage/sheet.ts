import { typeset } from '../common/typeset.ts'

export interface SheetColumn {
  header: string
  /** `date`: the cell is `YYYY-MM-DD`. `euros` and `decimal` may have two decimals. */
  kind: 'text' | 'number' | 'decimal' | 'euros' | 'date'
  /** Characters. */
  width: number
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
}

/** The table as a person opens it: texts in French typography. Names of sheets and columns stay as formulas and searches write them. */
export function typesetSheet(sheet: ReportSheet): ReportSheet {
  return {
    ...sheet,
    rows: sheet.rows.map(row => row.map(cell => (typeof cell === 'string' ? typeset(cell) : cell))),
  }
}

export const text = (header: string, width = 24): SheetColumn => ({ header, kind: 'text', width })
export const number = (header: string, width = 12): SheetColumn => ({ header, kind: 'number', width })
export const decimal = (header: string, width = 12): SheetColumn => ({ header, kind: 'decimal', width })
export const euros = (header: string, width = 16): SheetColumn => ({ header, kind: 'euros', width })
export const day = (header: string): SheetColumn => ({ header, kind: 'date', width: 13 })
