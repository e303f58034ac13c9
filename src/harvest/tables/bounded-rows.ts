import { frenchNumber } from '../../common/french.ts'
import { HarvestError } from '../connector.ts'
import { LONGEST_TEXT } from '../longest-text.ts'
import type { Row } from './row.ts'

/** Lines of one table that hold something, cells of a line, and cells in all. Repeated cells count as many times as they are repeated. */
export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 1000
export const MOST_CELLS = 5_000_000

/**
 * Rows as they come, counted; cells longer than any field are cut.
 * @throws HarvestError naming the file and the limit, after the last row within it
 */
export async function* boundedRows(rows: AsyncIterable<Row> | Iterable<Row>, address: string): AsyncGenerator<Row> {
  let filled = 0
  let cells = 0
  for await (const row of rows) {
    if (row.broken) {
      yield row
      continue
    }
    const last = row.cells.findLastIndex(cell => cell.trim() !== '')
    if (last >= MOST_COLUMNS) throw tooMany(address, MOST_COLUMNS, 'colonnes')
    filled += last < 0 ? 0 : 1
    cells += last + 1
    if (filled > MOST_ROWS) throw tooMany(address, MOST_ROWS, 'lignes')
    if (cells > MOST_CELLS) throw tooMany(address, MOST_CELLS, 'cellules')
    yield {
      line: row.line,
      cells: row.cells
        .slice(0, Math.max(last + 1, 1))
        .map(cell => (cell.length > LONGEST_TEXT ? cell.slice(0, LONGEST_TEXT) : cell)),
    }
  }
}

function tooMany(address: string, limit: number, what: string): HarvestError {
  return new HarvestError(
    'tableau-demesure',
    `Le tableau ${address} a plus de ${frenchNumber(limit, 0)} ${what}, la limite : sa lecture s’est arrêtée là. Au partenaire de publier un tableau plus petit.`,
    'partenaire',
    address,
  )
}
