import { stringify } from 'csv-stringify/sync'
import { type ReportSheet, type SheetCell, type SheetColumn, typesetSheet } from './sheet.ts'

/** `excel-fr`: for a person with Excel in French. `machine`: commas, dots, ISO dates, nothing neutralised. */
export type CsvForm = 'excel-fr' | 'machine'

/** One sheet as CSV, UTF-8. */
export function sheetCsv(sheet: ReportSheet, form: CsvForm): string {
  const excel = form === 'excel-fr'
  const { columns, rows: cells } = excel ? typesetSheet(sheet) : sheet
  const records = [columns.map(column => column.header), ...cells]
  const rows = records.map((row, i) =>
    row.map((cell, c) => {
      const column = columns[c]
      return excel && i > 0 && column ? excelCell(cell, column) : String(cell ?? '')
    }),
  )
  return stringify(rows, { delimiter: excel ? ';' : ',', record_delimiter: excel ? '\r\n' : '\n', bom: excel })
}

function excelCell(cell: SheetCell, column: SheetColumn): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (column.kind === 'date') return cell.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')
  return inert(cell)
}

/** A text that a spreadsheet would take for a formula is kept a text by a leading apostrophe. */
export function inert(text: string): string {
  return /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
