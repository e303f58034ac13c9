import { writeOds } from 'hucre/ods'
import type { Cell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx'
import { colToLetter, writeXlsx } from 'hucre/xlsx'
import { polishOds } from './polish-ods.ts'
import type { CoverageReport } from './report-contract.ts'
import { type ReportSheet, type SheetCell, type SheetColumn, typesetSheet } from './sheet.ts'
import { reportSheets } from './sheets.ts'

const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1F3' } },
  alignment: { vertical: 'top', wrapText: true },
}
const FORMATS: Record<SheetColumn['kind'], string | null> = {
  text: '@',
  number: '#,##0',
  decimal: '#,##0.##',
  euros: '#,##0.00 "€"',
  date: 'dd/mm/yyyy',
}

/** The whole report for Excel: a sheet per table, header frozen and filtered, «Lisez-moi» first. */
export async function reportXlsx(report: CoverageReport): Promise<Uint8Array> {
  return writeXlsx(workbook(report))
}

/** The same for LibreOffice and others. */
export async function reportOds(report: CoverageReport): Promise<Uint8Array> {
  const sheets = sheetsOf(report)
  const written = await writeOds({
    ...workbook(report),
    sheets: sheets.map(sheet => ({ ...toSheet(sheet), cells: everyCell(sheet) })),
  })
  return polishOds(written, sheets)
}

const sheetsOf = (report: CoverageReport) => reportSheets(report).map(typesetSheet)

function workbook(report: CoverageReport): WriteOptions {
  // Dated by the report, not by the clock: the same report gives the same file.
  const day = new Date(`${report.date}T00:00:00Z`)
  return {
    sheets: sheetsOf(report).map(toSheet),
    properties: {
      title: `Couverture ${report.territory} ${report.date}`,
      creator: 'dora-sync',
      created: day,
      modified: day,
    },
  }
}

function toSheet(sheet: ReportSheet): WriteSheet {
  const last = `${colToLetter(sheet.columns.length - 1)}${sheet.rows.length + 1}`
  return {
    name: sheet.name,
    columns: sheet.columns.map(column => ({
      width: column.width,
      style: {
        ...(FORMATS[column.kind] ? { numFmt: FORMATS[column.kind] ?? '@' } : {}),
        alignment: { vertical: 'top' as const, wrapText: column.kind === 'text' },
      },
    })),
    rows: [
      sheet.columns.map(column => column.header),
      ...sheet.rows.map(row => row.map((cell, c) => toCell(cell, sheet.columns[c]))),
    ],
    cells: new Map(headerCells(sheet)),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${last}` },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
}

/** The ODS writer takes formats cell by cell, not column by column. */
function everyCell(sheet: ReportSheet): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>(headerCells(sheet))
  for (const [r, row] of sheet.rows.entries()) {
    for (const [c, cell] of row.entries()) {
      const column = sheet.columns[c]
      const numFmt = column && column.kind !== 'text' ? FORMATS[column.kind] : null
      if (numFmt && cell !== null) cells.set(`${r + 1},${c}`, { value: toCell(cell, column), style: { numFmt } })
    }
  }
  return cells
}

const headerCells = (sheet: ReportSheet) =>
  sheet.columns.map(
    (column, c) => [`0,${c}`, { value: column.header, type: 'string' as const, style: HEADER }] as const,
  )

function toCell(cell: SheetCell, column: SheetColumn | undefined): CellValue {
  if (cell === null || typeof cell === 'number' || column?.kind !== 'date') return cell
  return new Date(`${cell}T00:00:00Z`)
}
