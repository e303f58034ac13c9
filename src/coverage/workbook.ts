import { writeOds } from 'hucre/ods'
import type { Cell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx'
import { colToLetter, writeXlsx } from 'hucre/xlsx'
import { BOLD, FIGURE, framed, HEADER, TOP, wholeOrCents } from './cell-look.ts'
import { type OdsSheet, polishOds } from './polish-ods.ts'
import { polishXlsx } from './polish-xlsx.ts'
import type { CoverageReport } from './report-contract.ts'
import { heightOf } from './row-height.ts'
import { isWide, type ReportSheet, type SheetCell, type SheetColumn, totalRow, typesetSheet } from './sheet.ts'
import { reportSheets } from './sheets.ts'

/** The whole report for Excel: a sheet per table, header frozen and filtered, «Lisez-moi» first. @param serviceAddress of a service in DORA */
export async function reportXlsx(
  report: CoverageReport,
  serviceAddress?: (slug: string) => string,
): Promise<Uint8Array> {
  return sheetsXlsx(reportSheets(report, serviceAddress), about(report))
}

/** The same for LibreOffice and others. */
export async function reportOds(
  report: CoverageReport,
  serviceAddress?: (slug: string) => string,
): Promise<Uint8Array> {
  return sheetsOds(reportSheets(report, serviceAddress), about(report))
}

export interface AboutWorkbook {
  title: string
  /** `YYYY-MM-DD`: dated by what it says, not by the clock, so that the same report gives the same file. */
  date: string
}

const about = (report: CoverageReport): AboutWorkbook => ({
  title: `Couverture ${report.territory} ${report.date}`,
  date: report.date,
})

export async function sheetsXlsx(sheets: readonly ReportSheet[], told: AboutWorkbook): Promise<Uint8Array> {
  return polishXlsx(await writeXlsx(workbook(sheets.map(typesetSheet), told)))
}

export async function sheetsOds(sheets: readonly ReportSheet[], told: AboutWorkbook): Promise<Uint8Array> {
  const shown = sheets.map(typesetSheet)
  return polishOds(await writeOds(workbook(shown, told)), shown.map(toOds))
}

const toOds = (sheet: ReportSheet): OdsSheet => ({
  name: sheet.name,
  widths: sheet.columns.map(column => column.width),
  rows: sheet.rows.length + 1 + (totalRow(sheet) === null ? 0 : 1),
  headerRows: 1,
  filter: sheet.rows.length + 1,
  wide: isWide(sheet),
})

function workbook(sheets: readonly ReportSheet[], { title, date }: AboutWorkbook): WriteOptions {
  const day = new Date(`${date}T00:00:00Z`)
  return { sheets: sheets.map(toSheet), properties: { title, creator: 'dora-sync', created: day, modified: day } }
}

function toSheet(sheet: ReportSheet): WriteSheet {
  const rows = [...sheet.rows, ...([totalRow(sheet)].filter(row => row !== null) as SheetCell[][])]
  const header = sheet.columns.map(column => column.header)
  const widths = sheet.columns.map(column => column.width)
  const right = colToLetter(sheet.columns.length - 1)
  const cells = new Map<string, Partial<Cell>>(
    sheet.columns.map((column, c) => [`0,${c}`, { value: column.header, type: 'string' as const, style: HEADER }]),
  )
  rows.forEach((row, r) => {
    const total = r >= sheet.rows.length
    row.forEach((cell, c) => {
      const column = sheet.columns[c]
      if (column === undefined) return
      const link = sheet.link === c && typeof cell === 'string' && /^https?:/.test(cell)
      cells.set(`${r + 1},${c}`, {
        value: toCell(cell, column),
        style: framed({ ...styleOf(cell, column), ...(total ? { font: BOLD } : {}) }),
        ...(link ? { hyperlink: { target: cell } } : {}),
      })
    })
  })
  return {
    name: sheet.name,
    columns: sheet.columns.map(column => ({ width: column.width })),
    rows: [header, ...rows.map(row => row.map((cell, c) => toCell(cell, sheet.columns[c])))],
    cells,
    rowDefs: new Map([header, ...rows].map((row, r) => [r, { height: heightOf(row, widths) }])),
    freezePane: { rows: 1 },
    // The total stays below the filtered rows.
    autoFilter: { range: `A1:${right}${sheet.rows.length + 1}` },
    pageSetup: {
      paperSize: isWide(sheet) ? 'a3' : 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printArea: `$A$1:$${right}$${rows.length + 1}`,
      printTitlesRow: '$1:$1',
    },
    headerFooter: { oddFooter: `&L${sheet.name}&R&P / &N` },
  }
}

function styleOf(cell: SheetCell, { kind }: SheetColumn): CellStyle {
  if (kind === 'text') return { numFmt: '@', alignment: TOP }
  if (kind === 'date') return { numFmt: 'dd/mm/yyyy', alignment: FIGURE }
  const digits = wholeOrCents(cell)
  return { numFmt: kind === 'euros' ? `${digits} "€"` : digits, alignment: FIGURE }
}

function toCell(cell: SheetCell, column: SheetColumn | undefined): CellValue {
  if (cell === null || typeof cell === 'number' || column?.kind !== 'date') return cell
  return new Date(`${cell}T00:00:00Z`)
}
