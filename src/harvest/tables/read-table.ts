import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import { squeeze } from '../../common/text.ts'
import { HarvestError, type Harvested } from '../connector.ts'
import type { Tally } from '../tally.ts'
import { rowLimits } from './bounded-rows.ts'
import { missingColumns, readHeader } from './header.ts'
import { isBlankRow, type Row } from './row.ts'
import { placeIn, type RowReader, rowReader, type TableOrigin } from './row-reader.ts'
import type { TableSettings } from './table-settings.ts'

/** The header is looked for in this many lines. */
const HEADER_WITHIN = 20

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
  let toSkip = 0
  let nearest: { missing: string[]; cells: readonly string[] } | null = null
  const within = rowLimits(origin.address)
  try {
    table: for await (const some of rows) {
      for (const read of some) {
        const row = within(read)
        if (row.broken) {
          yield tally.reject(unreadableRow(row.line, origin))
        } else if (offersOf === null) {
          if (settings.header !== undefined ? row.line < settings.header : isBlankRow(row)) continue
          const missing = missingColumns(row.cells, settings)
          if (missing.length === 0) {
            offersOf = rowReader(readHeader(row.cells, settings), settings, origin, tally)
            toSkip = settings.hintRows
          } else if (nearest === null || missing.length < nearest.missing.length)
            nearest = { missing, cells: row.cells }
          if (offersOf === null && (row.line >= HEADER_WITHIN || settings.header !== undefined)) break table
        } else if (toSkip > 0) toSkip -= 1
        else for (const one of offersOf(row)) yield one
      }
    }
  } catch (error) {
    if (!(error instanceof HarvestError)) throw error
    yield tally.missed(error)
    if (offersOf === null) return
  }
  if (offersOf === null) tally.broken(noHeader(nearest, settings, origin))
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
) {
  const wanted = [settings.key, settings.required].flat()
  const missing = (nearest?.missing ?? wanted).map(name => `« ${name} »`).join(', ')
  return {
    name: 'en-tete',
    expected: wanted.join(', '),
    seen: nearest ? nearest.cells.map(squeeze).join(', ').slice(0, 200) : 'aucune ligne',
    message: `Colonnes introuvables dans ${origin.address} : ${missing}. Le tableau a sans doute changé.`,
  }
}
