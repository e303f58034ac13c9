import { strFromU8, unzipSync } from 'fflate'
import type { Cell, Sheet } from 'hucre/xlsx'
import { isOpenDocument } from '../../common/open-document.ts'
import { cellText } from './cell-text.ts'
import { openMerges } from './merges.ts'
import { odsRows, type SheetInfo } from './ods-rows.ts'
import type { Row } from './row.ts'
import { formattedCell, plainCurrency } from './shown-cell.ts'

/** A sheet with its rows, as a person sees them. */
export interface SheetRows {
  sheet: SheetInfo
  rows: Row[]
  /** Nobody read on, here and in the sheets after it. */
  cut?: true
}

/** Which sheet of a workbook is read. @param wanted name, or rank from 1; rank 1 is the first sheet that is shown */
export function sheetChooser(wanted: string | number, anyway = false): (sheet: SheetInfo) => boolean {
  let found = false
  return sheet => {
    if (found) return false
    if (typeof wanted === 'string') found = sheet.name === wanted
    else found = wanted === 1 ? anyway || !sheet.hidden : sheet.rank === wanted - 1
    return found
  }
}

/**
 * Sheets of a workbook that is held whole, with what only the whole file tells: formats, merged cells, and what somebody hid.
 * @throws Error when it cannot be read
 */
export async function workbookRows(body: Uint8Array, chosen: (sheet: SheetInfo) => boolean): Promise<SheetRows[]> {
  return isOpenDocument(body) ? odsSheets(body, chosen) : xlsxSheets(body, chosen)
}

/** Lines of one sheet beyond which nobody reads on. */
export const MOST_LINES = 200_001

function odsSheets(body: Uint8Array, chosen: (sheet: SheetInfo) => boolean): SheetRows[] {
  const sheets: SheetRows[] = []
  const announced = (sheet: SheetInfo) => {
    const wanted = chosen(sheet)
    if (wanted) sheets.push({ sheet, rows: [] })
    return wanted
  }
  for (const { sheet, row } of odsRows(body, announced)) {
    const known = sheets.find(known => known.sheet === sheet)
    if (known === undefined) continue
    known.rows.push(row)
    if (known.rows.length < MOST_LINES) continue
    known.cut = true
    break
  }
  return sheets
}

async function xlsxSheets(body: Uint8Array, chosen: (sheet: SheetInfo) => boolean): Promise<SheetRows[]> {
  const { readXlsx } = await import('hucre/xlsx')
  const infos: SheetInfo[] = []
  const { sheets } = await readXlsx(body, {
    readStyles: true,
    sheets: ({ name, index, hidden, veryHidden }) => {
      const info = { name, rank: index, hidden: hidden === true || veryHidden === true }
      const wanted = chosen(info)
      if (wanted) infos.push(info)
      return wanted
    },
  })
  const { formatValue } = await import('hucre')
  const format = (value: number, code: string) => formatValue(value, plainCurrency(code), { locale: 'fr-FR' })
  const filtered = filteredTables(body)
  return infos.flatMap((sheet, at) => {
    const found = sheets[at]
    return found === undefined ? [] : [{ sheet, rows: xlsxRows(found, format, filtered) }]
  })
}

function xlsxRows(sheet: Sheet, format: (value: number, code: string) => string, filtered: ReadonlySet<string>): Row[] {
  const merges = openMerges()
  const starts = Map.groupBy(sheet.merges ?? [], ({ startRow }) => startRow)
  const putAway = linesPutAway(sheet, filtered)
  const unseen = new Set((sheet.columns ?? []).flatMap(({ hidden }, at) => (hidden ? [at] : [])))
  return sheet.rows.map((values, index) => {
    const cells = values.map((value, column) => {
      if (typeof value !== 'number' && !(value instanceof Date)) return cellText(value)
      const code = sheet.cells?.get(`${index},${column}`)?.style?.numFmt
      return code === undefined ? cellText(value) : formattedCell(value, code, format)
    })
    for (const { startRow, startCol, endRow, endCol } of starts.get(index) ?? []) {
      const text = cells[startCol] ?? ''
      const size = { across: endCol - startCol + 1, down: endRow - startRow + 1 }
      if (text !== '') merges.open({ text, from: startCol, ...size })
    }
    const merged = merges.row(cells)
    const uncomputed = new Set(values.keys().filter(column => isUncomputed(sheet.cells?.get(`${index},${column}`))))
    return {
      line: index + 1,
      cells,
      ...(merged && { merged }),
      ...(uncomputed.size > 0 && { uncomputed }),
      ...(putAway(index) && { hidden: true as const }),
      ...(unseen.size > 0 && { unseen }),
    }
  })
}

/** A formula that whoever wrote the file left without its value; one that says nothing has an empty one. */
const isUncomputed = (cell: Cell | undefined): boolean => cell?.formula !== undefined && cell.value === null

/**
 * Which lines of a sheet, from 0, somebody hid. A filter left on, of the sheet or of a table on it, and a group that is folded hide lines from whoever looks, and take
 * none away.
 */
function linesPutAway(
  { autoFilter, rowDefs, tables }: Sheet,
  filteredNames: ReadonlySet<string>,
): (index: number) => boolean {
  const filtered =
    (autoFilter?.columns?.length ?? 0) > 0 || tables?.some(({ name }) => filteredNames.has(name)) === true
  return index => {
    const { hidden = false, outlineLevel = 0 } = rowDefs?.get(index) ?? {}
    return hidden && outlineLevel === 0 && !filtered
  }
}

const TABLE_PART = /^xl\/tables\/[^/]+\.xml$/

/** Names of the tables of an XLSX on which a filter was left: the library says that they have one, not that it is on. */
function filteredTables(body: Uint8Array): Set<string> {
  const parts = Object.values(unzipSync(body, { filter: ({ name }) => TABLE_PART.test(name) })).map(part =>
    strFromU8(part),
  )
  return new Set(
    parts
      .filter(text => /<(?:\w+:)?filterColumn[\s>]/.test(text))
      .flatMap(text => [...text.matchAll(/<(?:\w+:)?table\s[^>]*>/g)])
      .flatMap(([tag]) => [...tag.matchAll(/\s(?:name|displayName)="([^"]*)"/g)].map(([, name = '']) => name)),
  )
}
