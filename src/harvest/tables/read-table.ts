import { frenchNumber } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import { squeeze } from '../../common/text.ts'
import { HarvestError, type Harvested } from '../connector.ts'
import { LONGEST_TEXT } from '../longest-text.ts'
import type { Tally } from '../tally.ts'
import { isSecondLine, missingColumns, readHeader } from './header.ts'
import { isBlankRow, type Row } from './row.ts'
import { placeIn, type RowReader, rowReader, type TableOrigin } from './row-reader.ts'
import type { TableSettings } from './table-settings.ts'

/** The header is looked for in this many lines. */
export const HEADER_WITHIN = 20

/**
 * Offers of a table, row by row, in flat memory. A table whose header is not the expected one is reported to the tally as changed; a row
 * without key or with more cells than the header is rejected by itself.
 * @param rows some at a time
 */
export async function* readTable(
  rows: AsyncIterable<Iterable<Row>> | Iterable<Iterable<Row>>,
  settings: TableSettings,
  origin: TableOrigin,
  tally: Tally,
): AsyncGenerator<Harvested> {
  let offersOf: RowReader | null = null
  /** The header line, until the line after it tells whether it is one too. */
  let header: Row | null = null
  let above: Row | null = null
  let toSkip = 0
  let nearest: { missing: string[]; cells: readonly string[] } | null = null
  const within = rowLimits(origin.address)
  try {
    table: for await (const some of rows) {
      for (const read of some) {
        const row = within(read)
        if (row.broken) {
          yield tally.reject(unreadableRow(row.line, origin))
        } else if (header === null) {
          if (settings.header !== undefined && row.line < settings.header) above = row
          if (settings.header !== undefined ? row.line < settings.header : isBlankRow(row)) continue
          const missing = missingColumns(row, settings)
          if (missing.length === 0) header = row
          else if (nearest === null || missing.length < nearest.missing.length) nearest = { missing, cells: row.cells }
          if (header === null && (row.line >= HEADER_WITHIN || settings.header !== undefined)) break table
          if (header === null) above = row
        } else if (offersOf === null) {
          const below = isSecondLine(row, header, settings) ? row : null
          offersOf = rowReader(readHeader(header, settings, above, below), settings, origin, tally)
          toSkip = settings.hintRows
          // A second line that the mapping counts among the hints is one of them.
          if (below === null || toSkip > 0) toSkip -= 1
          if (below === null && toSkip < 0) for (const one of offersOf(row)) yield one
        } else if (toSkip > 0) toSkip -= 1
        else for (const one of offersOf(row)) yield one
      }
    }
  } catch (error) {
    if (!(error instanceof HarvestError)) throw error
    yield tally.missed(error)
    if (header === null) return
  }
  if (header === null) tally.broken(noHeader(nearest, settings, origin, (await origin.beside?.()) ?? ''))
}

const unreadableRow = (line: number, origin: TableOrigin): Rejection =>
  rejectionAt('ligne-illisible', `${origin.address}, ${placeIn(origin, `ligne ${line}`)}`, {
    expected: 'une ligne dont chaque guillemet ouvert est refermé',
    message: `La ligne ${line} ne se lit pas : un guillemet y reste ouvert, elle passe le million de caractères, ou le fichier est coupé. Les autres sont lues.`,
    whose: 'partenaire',
  })

function noHeader(
  nearest: { missing: string[]; cells: readonly string[] } | null,
  settings: TableSettings,
  origin: TableOrigin,
  beside: string,
) {
  const wanted = [settings.key, settings.required].flat()
  const missing = (nearest?.missing ?? wanted).map(name => `« ${name} »`).join(', ')
  return {
    name: 'en-tete',
    expected: wanted.join(', '),
    seen: nearest ? nearest.cells.map(squeeze).join(', ').slice(0, 200) : 'aucune ligne',
    message: `Colonnes introuvables dans ${origin.address} : ${missing}. ${beside === '' ? 'Le tableau a sans doute changé.' : beside}`,
  }
}

/** Lines of one table that hold something, cells of a line, and cells in all. Repeated cells count as many times as they are repeated. */
const MOST_ROWS = 200_000
const MOST_COLUMNS = 1000
const MOST_CELLS = 5_000_000

/**
 * Counts the rows of a table, and cuts what no field can hold: blank cells at the end of a row, and cells longer than any field.
 * @returns the row as it is read, to be given each row in turn
 * @throws HarvestError naming the file and the limit, for the first row beyond it
 */
function rowLimits(address: string): (row: Row) => Row {
  let filled = 0
  let cells = 0
  return row => {
    if (row.broken) return row
    let last = row.cells.length - 1
    while (last >= 0 && isBlank(row.cells[last] ?? '')) last -= 1
    if (last >= MOST_COLUMNS) throw tooMany(address, MOST_COLUMNS, 'colonnes')
    filled += last < 0 ? 0 : 1
    const width = row.cells.length
    cells += last + 1
    if (filled > MOST_ROWS) throw tooMany(address, MOST_ROWS, 'lignes')
    if (cells > MOST_CELLS) throw tooMany(address, MOST_CELLS, 'cellules')
    const kept = Math.max(last + 1, 1)
    if (kept >= row.cells.length && !row.cells.some(isTooLong)) return row
    return {
      ...row,
      cells: row.cells.slice(0, kept).map(cell => (isTooLong(cell) ? cell.slice(0, LONGEST_TEXT) : cell)),
      width,
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
