import type { Sheet } from 'hucre/xlsx'
import { cellText } from './cell-text.ts'
import type { Row } from './row.ts'

/** A workbook that unpacks to more is read row by row, in flat memory, without its merged cells and hidden lines: 16 MiB. */
export const LARGEST_WHOLE = 16 * 1024 * 1024

/**
 * Rows of one sheet with what only the whole file tells: cells merged downwards (each line below has the words of the first) and lines that somebody hid.
 * @param wanted name, or rank from 1; rank 1 is the first sheet that is shown
 * None when the workbook has no such sheet. @throws Error when it cannot be read
 */
export async function wholeSheet(body: Uint8Array, ods: boolean, wanted: string | number): Promise<Row[]> {
  const sheets = ods
    ? (await (await import('hucre/ods')).readOds(body)).sheets
    : (await (await import('hucre/xlsx')).readXlsx(body, { sheets: chosen(wanted) })).sheets
  // What was chosen of a workbook is that sheet alone; an ODS gives them all.
  const sheet = ods || wanted === 1 ? pick(sheets, wanted) : sheets[0]
  if (sheet === undefined) return []
  const merged = mergedDown(sheet)
  const putAway = linesPutAway(sheet)
  return sheet.rows.map((cells, index) => ({
    line: index + 1,
    cells: cells.map(cellText),
    ...(merged.has(index) && { merged: merged.get(index) ?? [] }),
    ...(putAway(index) && { hidden: true as const }),
  }))
}

/** Which lines of a sheet, from 0, somebody hid. A filter left on hides lines from whoever looks, and takes none away. */
export function linesPutAway({ autoFilter, rowDefs }: Sheet): (index: number) => boolean {
  const filtered = (autoFilter?.columns?.length ?? 0) > 0
  return index => !filtered && rowDefs?.get(index)?.hidden === true
}

/** The others are not parsed. */
const chosen = (wanted: string | number) => (info: { name: string; index: number }) =>
  wanted === 1 || (typeof wanted === 'number' ? info.index === wanted - 1 : info.name === wanted)

function pick(sheets: readonly Sheet[], wanted: string | number): Sheet | undefined {
  const isShown = ({ hidden, veryHidden }: Sheet) => hidden !== true && veryHidden !== true
  if (wanted === 1) return sheets.find(isShown) ?? sheets[0]
  return typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find(({ name }) => name === wanted)
}

/** Per line, the words that merged cells bring down to it, by column. */
function mergedDown(sheet: Sheet): Map<number, string[]> {
  const down = new Map<number, string[]>()
  for (const { startRow, startCol, endRow } of sheet.merges ?? []) {
    const words = cellText(sheet.rows[startRow]?.[startCol])
    for (let row = startRow + 1; words !== '' && row <= Math.min(endRow, sheet.rows.length - 1); row += 1) {
      const cells = down.get(row) ?? []
      cells[startCol] = words
      down.set(row, cells)
    }
  }
  return down
}
