import type { Rejection } from '../../common/rejection.ts'
import { fold, squeeze } from '../../common/text.ts'
import { rawValue } from '../clean/raw-value.ts'
import { HarvestError, type Harvested } from '../connector.ts'
import { noFields } from '../no-fields.ts'
import type { Tally } from '../tally.ts'
import { boundedRows } from './bounded-rows.ts'
import { cellName } from './cell-name.ts'
import { type Header, missingColumns, readHeader } from './header.ts'
import type { Row } from './row.ts'
import type { TableSettings } from './table-settings.ts'

export interface TableOrigin {
  document: string
  address: string
  /** Name of the sheet where the mapping says one; null for the first, and for a CSV. */
  sheet: string | null
}

/** The header is looked for in this many lines. */
const HEADER_WITHIN = 20

/**
 * Offers of a table, row by row, in flat memory. A table whose header is not the expected one is reported to the tally as changed; a row
 * without key or with more cells than the header is rejected by itself.
 */
export async function* readTable(
  rows: AsyncIterable<Row> | Iterable<Row>,
  settings: TableSettings,
  origin: TableOrigin,
  tally: Tally,
): AsyncGenerator<Harvested> {
  let header: Header | null = null
  let toSkip = 0
  let nearest: { missing: string[]; cells: readonly string[] } | null = null
  const bounded = boundedRows(rows, origin.address)
  for (;;) {
    let row: Row
    try {
      const next = await bounded.next()
      if (next.done) break
      row = next.value
    } catch (error) {
      if (!(error instanceof HarvestError)) throw error
      yield tally.missed(error)
      if (header === null) return
      break
    }
    if (row.broken) {
      yield tally.reject(unreadableRow(row.line, origin))
      continue
    }
    if (header === null) {
      if (settings.header !== undefined ? row.line < settings.header : isBlank(row)) continue
      const missing = missingColumns(row.cells, settings)
      if (missing.length === 0) {
        header = readHeader(row.cells, settings)
        toSkip = settings.hintRows
      } else if (nearest === null || missing.length < nearest.missing.length) nearest = { missing, cells: row.cells }
      if (header === null && (row.line >= HEADER_WITHIN || settings.header !== undefined)) break
      continue
    }
    if (toSkip > 0) toSkip -= 1
    else if (!isBlank(row) && !isTicked(row, header) && !settings.skipRow?.(row.cells))
      yield* readRow(row, header, origin, tally)
  }
  if (header === null) tally.broken(noHeader(nearest, settings, origin))
}

const unreadableRow = (line: number, origin: TableOrigin): Rejection => ({
  code: 'ligne-illisible',
  key: null,
  where: `${origin.address}, ${placeIn(origin, `ligne ${line}`)}`,
  field: null,
  received: null,
  expected: 'une ligne dont chaque guillemet ouvert est refermé',
  message: `La ligne ${line} ne se lit pas : un guillemet y reste ouvert, elle passe le million de caractères, ou le fichier est coupé. Les autres sont lues.`,
  whose: 'partenaire',
})

const placeIn = ({ sheet }: TableOrigin, place: string): string =>
  sheet === null ? place : `feuille « ${sheet} », ${place}`

function isBlank(row: Row): boolean {
  return row.cells.every(cell => cell.trim() === '')
}

/** What a sheet shows on a line nobody filled: boxes left unticked, sums of nothing. */
const isUnticked = (cell: string): boolean => /^\s*(?:false|faux|0)?\s*$/i.test(cell)

const TICKED = new Set(['1', 'true', 'vrai', 'oui', 'x'])

function isTicked(row: Row, header: Header): boolean {
  return header.ignore !== null && TICKED.has(fold(row.cells[header.ignore] ?? ''))
}

function* readRow(row: Row, header: Header, origin: TableOrigin, tally: Tally): Generator<Harvested> {
  const where = `${origin.address}, ${placeIn(origin, `ligne ${row.line}`)}`
  const parts = header.key.map(column => squeeze(row.cells[column] ?? ''))
  const key = parts.every(part => part === '') ? null : parts.join('_')
  if (key === null && row.cells.every(isUnticked)) return
  const extra = row.cells.findIndex((cell, column) => column >= header.names.length && cell.trim() !== '')
  if (extra >= 0) {
    yield tally.reject({
      code: 'cellules-en-trop',
      key,
      where,
      field: null,
      received: (row.cells[extra] ?? '').slice(0, 200),
      expected: `${header.names.length} colonnes`,
      message: `La ligne ${row.line} a plus de cellules que l’en-tête : un séparateur s’est sans doute glissé dans un texte.`,
      whose: 'partenaire',
    })
    return
  }
  if (key === null) {
    yield tally.reject({
      code: 'cle-absente',
      key: null,
      where,
      field: header.names[header.key[0] ?? 0] ?? null,
      received: row.cells
        .filter(cell => cell.trim() !== '')
        .join(' | ')
        .slice(0, 200),
      expected: 'un identifiant',
      message: `La ligne ${row.line} n’a pas d’identifiant : on ne peut pas savoir de quelle offre il s’agit.`,
      whose: 'partenaire',
    })
    return
  }
  const fields = noFields()
  for (const [column, name] of header.names.entries()) {
    if (name === null) continue
    const value = rawValue(row.cells[column] ?? '', {
      document: origin.document,
      address: origin.address,
      where: placeIn(origin, `cellule ${cellName(column, row.line)}`),
    })
    if (!value) continue
    const values = fields[name]
    if (values) values.push(value)
    else fields[name] = [value]
  }
  for (const name of new Set(header.names)) if (name !== null) tally.field(name, name in fields, false)
  yield* tally.offer({ key, address: addressOf(row, header, origin), fields })
}

function addressOf(row: Row, header: Header, origin: TableOrigin): string {
  const written = header.address === null ? '' : (row.cells[header.address] ?? '').trim()
  return written !== '' && URL.canParse(written, origin.address)
    ? new URL(written, origin.address).href
    : origin.address
}

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
