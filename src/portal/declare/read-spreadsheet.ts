import { CsvError, parse } from 'csv-parse/sync'
import { streamOdsRows } from 'hucre/ods'
import { streamXlsxRows } from 'hucre/xlsx'
import { frenchNumber } from '../../common/french.ts'
import { fold } from '../../common/text.ts'
import { DECLARED_COLUMNS } from '../../harvest/declaration/template.ts'
import { LONGEST_TEXT } from '../../harvest/longest-text.ts'
import { cellName } from '../../harvest/tables/cell-name.ts'
import { cellText } from '../../harvest/tables/cell-text.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { checkTyped } from './check.ts'
import { QUESTIONS } from './questions.ts'
import { isSafeZip } from './safe-zip.ts'

/** Offers that one spreadsheet may declare. */
export const MOST_ROWS = 500
/** Characters of one line of a CSV. */
const LONGEST_RECORD = 200_000
/** Columns looked at, characters kept of one cell, filled cells in all: the template has far fewer. */
const MOST_COLUMNS = 100
const MOST_CELLS = 100_000

/** Something wrong in one cell (or in the file, then `cell` is null). */
export interface CellError {
  /** «B12» */
  cell: string | null
  column: string
  received: string
  message: string
}

export type SpreadsheetReading =
  | { ok: false; message: string }
  | {
      ok: true
      /** Lines that can be taken, with their line number. */
      offers: { line: number; values: Typed }[]
      errors: CellError[]
      /** Lines that hold something, header and hints aside. */
      lines: number
    }

interface Row {
  line: number
  cells: string[]
}

/** A filled-in template (XLSX, ODS or CSV), checked cell by cell. One wrong line does not keep the others back. */
export async function readSpreadsheet(bytes: Uint8Array): Promise<SpreadsheetReading> {
  let rows: Row[]
  try {
    rows = await rowsOf(bytes)
  } catch (error) {
    if (error instanceof Refused) return { ok: false, message: error.message }
    if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
      return {
        ok: false,
        message: `Une ligne du fichier est démesurée : ${LONGEST_RECORD} caractères au plus. Un guillemet y reste peut-être ouvert.`,
      }
    return {
      ok: false,
      message: 'Le fichier ne s’ouvre pas : il est abîmé, protégé par un mot de passe ou coupé.',
    }
  }
  const header = rows.slice(0, 20).find(row => columnsOf(row).has('nom'))
  if (!header)
    return {
      ok: false,
      message: 'La ligne d’en-tête n’a pas été trouvée. Gardez celle du modèle : « Nom », « Description »…',
    }
  const columns = columnsOf(header)
  const missing = QUESTIONS.filter(question => question.required && !columns.has(question.field))
  if (missing.length > 0)
    return {
      ok: false,
      message: `Il manque ${missing.length === 1 ? 'une colonne' : 'des colonnes'} : ${missing.map(question => `« ${question.label} »`).join(', ')}.`,
    }
  const hints = new Set(DECLARED_COLUMNS.map(column => column.hint))
  const offers: { line: number; values: Typed }[] = []
  const errors: CellError[] = []
  const seen = new Map<string, number>()
  let lines = 0
  for (const row of rows) {
    if (row.line <= header.line || row.cells.every(cell => cell.trim() === '')) continue
    if (row.cells.some(cell => hints.has(cell.trim()))) continue
    lines += 1
    const typed = Object.fromEntries([...columns].map(([field, column]) => [field, row.cells[column] ?? '']))
    const { values, errors: wrong } = checkTyped(typed, QUESTIONS)
    const id = values.id ?? ''
    const twin = id === '' ? undefined : seen.get(id)
    if (twin !== undefined) wrong.id = `Identifiant : « ${id} » est déjà celui de la ligne ${twin}.`
    else if (id !== '') seen.set(id, row.line)
    const entries = Object.entries(wrong)
    if (entries.length === 0) offers.push({ line: row.line, values })
    for (const [field, message] of entries) {
      const column = columns.get(field)
      errors.push({
        cell: column === undefined ? null : cellName(column, row.line),
        column: QUESTIONS.find(question => question.field === field)?.label ?? field,
        received: (typed[field] ?? '').slice(0, 120),
        message,
      })
    }
  }
  return { ok: true, offers, errors, lines }
}

class Refused extends Error {}

async function rowsOf(bytes: Uint8Array): Promise<Row[]> {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (bytes.length === 0) throw new Refused('Le fichier est vide.')
  if (start.startsWith('\xd0\xcf'))
    throw new Refused('Ce fichier est d’un ancien format (.xls) ou protégé. Enregistrez-le en .xlsx, .ods ou .csv.')
  if (start !== 'PK\x03\x04') return csvRows(bytes)
  if (!isSafeZip(bytes))
    throw new Refused(
      'Ce fichier n’a pas la forme d’un tableur, ou il est démesuré : 40 Mo au plus une fois ouvert, en 2 000 parties.',
    )
  const rows: Row[] = []
  const ods = Buffer.from(bytes.subarray(0, 128)).toString('latin1').includes('application/vnd.oasis.opendocument')
  const stream = ods ? streamOdsRows(bytes, { sheets: [0] }) : streamXlsxRows(bytes, { sheet: 0 })
  let read = 0
  for await (const row of stream) {
    rows.push(rowOf(row.index + 1, row.values.slice(0, MOST_COLUMNS).map(cellText)))
    tooMany(rows.length)
    read += row.values.length
    if (read > MOST_CELLS)
      throw new Refused(`Ce tableur compte plus de ${frenchNumber(MOST_CELLS, 0)} cellules, la limite.`)
  }
  return rows
}

function csvRows(bytes: Uint8Array): Row[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes)
  }
  if (text.includes('\u0000'))
    throw new Refused('Ce fichier n’est ni un tableur ni un texte. Formes acceptées : .xlsx, .ods, .csv.')
  const [head = ''] = text.split('\n', 1)
  const delimiter = [';', ',', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ';'
  const records = parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    info: true,
    max_record_size: LONGEST_RECORD,
    to: MOST_ROWS + 30,
  }) as unknown as {
    record: string[]
    info: { lines: number }
  }[]
  tooMany(records.length)
  return records.map((each, at) => rowOf(at + 1, each.record.slice(0, MOST_COLUMNS)))
}

/** A cell too long for any answer is cut: the answer itself is then refused for its length, by its cell. */
function rowOf(line: number, cells: readonly string[]): Row {
  return { line, cells: cells.map(cell => cell.slice(0, LONGEST_TEXT)) }
}

function tooMany(count: number): void {
  if (count > MOST_ROWS + 25)
    throw new Refused(`Un tableur porte au plus ${MOST_ROWS} offres. Envoyez-le en plusieurs fois.`)
}

/** Field → column, by the French label, the field's own name, accents and case aside. */
function columnsOf(row: Row): Map<string, number> {
  const known = new Map(
    DECLARED_COLUMNS.flatMap(
      column =>
        [
          [fold(column.label), column.field],
          [fold(column.field), column.field],
        ] as const,
    ),
  )
  const columns = new Map<string, number>()
  for (const [at, cell] of row.cells.entries()) {
    const field = known.get(fold(cell))
    if (field && !columns.has(field)) columns.set(field, at)
  }
  return columns
}
