import { writeOds } from 'hucre/ods'
import type { Cell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx'
import { colToLetter, writeXlsx } from 'hucre/xlsx'
import { typeset } from '../../common/typeset.ts'
import { type OdsSheet, polishOds } from '../polish-ods.ts'
import { heightOf } from '../row-height.ts'
import type { Block, DocumentCell, DocumentColumn } from './document.ts'

const TOP = { vertical: 'top' as const, wrapText: true }
const SHADED: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1F3' } },
  alignment: TOP,
}

/** The account for Excel, in the layout of the model: one sheet per part. @param date of what it says, `YYYY-MM-DD` */
export async function bilanXlsx(blocks: readonly Block[], date: string): Promise<Uint8Array> {
  return writeXlsx(workbook(sheetsOf(blocks), date))
}

/** The same for LibreOffice and others. */
export async function bilanOds(blocks: readonly Block[], date: string): Promise<Uint8Array> {
  const sheets = sheetsOf(blocks)
  return polishOds(await writeOds(workbook(sheets, date)), sheets)
}

interface Sheet extends OdsSheet {
  lines: { cells: DocumentCell[]; style: (cell: DocumentCell, at: number) => CellStyle; whole?: boolean }[]
}

/** Blocks from one first-level heading to the next make a sheet; its table is the only one, under the title. */
function sheetsOf(blocks: readonly Block[]): Sheet[] {
  const sheets: Sheet[] = []
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 1) {
      const name = block.sheet ?? block.text.slice(0, 31)
      sheets.push({ name, widths: [110], rows: 0, headerRows: 0, filter: false, lines: [] })
    }
    const sheet = sheets.at(-1)
    if (sheet) addBlock(sheet, block)
  }
  for (const sheet of sheets) sheet.rows = sheet.lines.length
  return sheets
}

function addBlock(sheet: Sheet, block: Block): void {
  if (block.kind === 'heading')
    sheet.lines.push({ cells: [block.text], style: () => ({ font: { bold: true, size: 14 } }), whole: true })
  else if (block.kind === 'text') sheet.lines.push({ cells: [block.text], style: () => ({ alignment: TOP }) })
  else {
    const { columns } = block
    sheet.widths = columns.map(column => column.width)
    sheet.lines.push({ cells: [block.caption], style: () => ({ font: { italic: true } }), whole: true })
    sheet.lines.push({ cells: columns.map(column => column.header), style: () => SHADED })
    for (const { cells, role } of block.rows)
      sheet.lines.push({
        cells,
        style: (cell, at) => ({
          ...numbered(cell, columns[at]),
          ...(role === undefined ? {} : { font: { bold: true } }),
          ...(role === 'total' ? { fill: SHADED.fill } : {}),
        }),
        whole: role !== undefined,
      })
  }
}

function numbered(cell: DocumentCell, column: DocumentColumn | undefined): CellStyle {
  if (typeof cell !== 'number') return { alignment: TOP }
  const digits = Number.isInteger(cell) ? '#,##0' : '#,##0.00'
  return { numFmt: column?.kind === 'euros' ? `${digits} "€"` : digits, alignment: { vertical: 'top' } }
}

function workbook(sheets: readonly Sheet[], date: string): WriteOptions {
  const day = new Date(`${date}T00:00:00Z`)
  return {
    sheets: sheets.map(toSheet),
    properties: { title: `Bilan ${date}`, creator: 'dora-sync', created: day, modified: day },
  }
}

function toSheet(sheet: Sheet): WriteSheet {
  const right = colToLetter(sheet.widths.length - 1)
  const cells = new Map<string, Partial<Cell>>()
  const rows = sheet.lines.map((line, r) =>
    Array.from({ length: sheet.widths.length }, (_, c): CellValue => {
      const cell = line.cells[c] ?? null
      if (cell === null) return null
      const value = typeof cell === 'string' ? typeset(cell) : cell
      cells.set(`${r},${c}`, { value, style: line.style(cell, c) })
      return value
    }),
  )
  const last = sheet.widths.length - 1
  return {
    name: sheet.name,
    columns: sheet.widths.map(width => ({ width })),
    rows,
    cells,
    // Titles and the names of groups run over the whole width.
    merges:
      last === 0
        ? []
        : sheet.lines.flatMap((line, r) =>
            line.cells.slice(1).every(cell => cell === null)
              ? [{ startRow: r, startCol: 0, endRow: r, endCol: last }]
              : [],
          ),
    rowDefs: new Map(
      sheet.lines.map((line, r) => [
        r,
        {
          height:
            line.cells.slice(1).every(cell => cell === null) && last > 0 ? 20 : heightOf(line.cells, sheet.widths),
        },
      ]),
    ),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printArea: `$A$1:$${right}$${rows.length}`,
    },
    headerFooter: { oddFooter: `&L${sheet.name}&R&P / &N` },
  }
}
