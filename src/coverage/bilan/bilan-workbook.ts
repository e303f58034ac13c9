import { writeOds } from 'hucre/ods'
import type { Cell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx'
import { colToLetter, writeXlsx } from 'hucre/xlsx'
import { typeset } from '../../common/typeset.ts'
import { BOLD, FIGURE, FONT, framed, HEADER, TOP, wholeOrCents } from '../cell-look.ts'
import { type OdsSheet, polishOds } from '../polish-ods.ts'
import { polishXlsx } from '../polish-xlsx.ts'
import { heightOf } from '../row-height.ts'
import type { Block, DocumentCell, DocumentColumn } from './document.ts'

/** The account for Excel, in the layout of the model: one sheet per part. @param date of what it says, `YYYY-MM-DD` */
export async function bilanXlsx(blocks: readonly Block[], date: string): Promise<Uint8Array> {
  return polishXlsx(await writeXlsx(workbook(sheetsOf(blocks), date)))
}

/** The same for LibreOffice and others. */
export async function bilanOds(blocks: readonly Block[], date: string): Promise<Uint8Array> {
  const sheets = sheetsOf(blocks)
  return polishOds(await writeOds(workbook(sheets, date)), sheets)
}

interface Sheet extends OdsSheet {
  lines: { cells: DocumentCell[]; style: (cell: DocumentCell, at: number) => CellStyle; table?: true }[]
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
    sheet.lines.push({ cells: [block.text], style: () => ({ font: { ...BOLD, size: 14 }, alignment: TOP }) })
  else if (block.kind === 'text')
    sheet.lines.push({ cells: [block.text], style: () => ({ font: FONT, alignment: TOP }) })
  else {
    const { columns } = block
    sheet.widths = columns.map(column => column.width)
    sheet.lines.push({ cells: [block.caption], style: () => ({ font: { ...FONT, italic: true } }) })
    sheet.lines.push({ cells: columns.map(column => column.header), style: () => HEADER, table: true })
    sheet.headerRows = sheet.lines.length
    for (const { cells, role } of block.rows)
      sheet.lines.push({
        cells,
        style: (cell, at) =>
          framed({
            ...numbered(cell, columns[at]),
            ...(role === undefined ? {} : { font: BOLD }),
            ...(role === 'total' && HEADER.fill ? { fill: HEADER.fill } : {}),
          }),
        table: true,
      })
  }
}

function numbered(cell: DocumentCell, column: DocumentColumn | undefined): CellStyle {
  if (typeof cell !== 'number') return { alignment: TOP }
  const digits = wholeOrCents(cell)
  return { numFmt: column?.kind === 'euros' ? `${digits} "€"` : digits, alignment: FIGURE }
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
      if (cell === null && !line.table) return null
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
    // Titles run over the whole width.
    merges:
      last === 0
        ? []
        : sheet.lines.flatMap((line, r) =>
            line.cells.slice(1).every(cell => cell === null)
              ? [{ startRow: r, startCol: 0, endRow: r, endCol: last }]
              : [],
          ),
    ...(sheet.headerRows > 0 ? { freezePane: { rows: sheet.headerRows } } : {}),
    rowDefs: new Map(
      sheet.lines.map((line, r) => [
        r,
        {
          height:
            line.cells.slice(1).every(cell => cell === null) && last > 0
              ? 20
              : heightOf(line.cells, sheet.widths, line.table ? 1 : 1.4),
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
      ...(sheet.headerRows > 0 ? { printTitlesRow: `$${sheet.headerRows}:$${sheet.headerRows}` } : {}),
    },
    headerFooter: { oddFooter: `&L${sheet.name}&R&P / &N` },
  }
}
