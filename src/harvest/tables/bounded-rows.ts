import { frenchNumber } from '../../common/french.ts'
import { HarvestError } from '../connector.ts'
import { LONGEST_TEXT } from '../longest-text.ts'
import type { Row } from './row.ts'

/** Lines of one table that hold something, cells of a line, and cells in all. Repeated cells count as many times as they are repeated. */
export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 1000
export const MOST_CELLS = 5_000_000

/**
 * Counts the rows of a table, and cuts what no field can hold: blank cells at the end of a row, and cells longer than any field.
 * @returns the row as it is read, to be given each row in turn
 * @throws HarvestError naming the file and the limit, for the first row beyond it
 */
export function rowLimits(address: string): (row: Row) => Row {
  let filled = 0
  let cells = 0
  return row => {
    if (row.broken) return row
    let last = row.cells.length - 1
    while (last >= 0 && isBlank(row.cells[last] ?? '')) last -= 1
    if (last >= MOST_COLUMNS) throw tooMany(address, MOST_COLUMNS, 'colonnes')
    filled += last < 0 ? 0 : 1
    cells += last + 1
    if (filled > MOST_ROWS) throw tooMany(address, MOST_ROWS, 'lignes')
    if (cells > MOST_CELLS) throw tooMany(address, MOST_CELLS, 'cellules')
    const kept = Math.max(last + 1, 1)
    if (kept >= row.cells.length && !row.cells.some(isTooLong)) return row
    return {
      line: row.line,
      cells: row.cells.slice(0, kept).map(cell => (isTooLong(cell) ? cell.slice(0, LONGEST_TEXT) : cell)),
    }
  }
}

const isTooLong = (cell: string): boolean => cell.length > LONGEST_TEXT
const isBlank = (cell: string): boolean => cell === '' || cell.trim() === ''

function tooMany(address: string, limit: number, what: string): HarvestError {
  return new HarvestError(
    'tableau-demesure',
    `Le tableau ${address} a plus de ${frenchNumber(limit, 0)} ${what}, la limite : sa lecture s’est arrêtée là. Au partenaire de publier un tableau plus petit.`,
    'partenaire',
    address,
  )
}
