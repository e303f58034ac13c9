import { CsvError } from 'csv-parse/sync'
import { frenchNumber } from '../../common/french.ts'
import { fold, squeeze } from '../../common/text.ts'
import { DECLARED_COLUMNS } from '../../harvest/declaration/template.ts'
import { cellName } from '../../harvest/tables/cell-name.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { checkTyped } from './check.ts'
import { overAlready } from './over-already.ts'
import { QUESTIONS } from './questions.ts'
import { LONGEST_RECORD, Refused, type Row, spreadsheetRows } from './spreadsheet-rows.ts'

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
      /** Headers of columns that hold something and answer no question. */
      ignored: string[]
    }

/**
 * A filled-in template (XLSX, ODS or CSV), checked cell by cell. One wrong line does not keep the others back.
 * @param today `YYYY-MM-DD`: no offer ends before it
 */
export async function readSpreadsheet(bytes: Uint8Array, today: string): Promise<SpreadsheetReading> {
  let rows: Row[]
  let cut: string | null
  try {
    ;({ rows, cut } = await spreadsheetRows(bytes))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, message: error.message }
    if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
      return {
        ok: false,
        message: `Une ligne du fichier est démesurée : ${frenchNumber(LONGEST_RECORD, 0)} caractères au plus, la limite. Un guillemet y reste peut-être ouvert.`,
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
      message:
        cut ??
        `La ligne d’en-tête n’a pas été trouvée. Gardez celle du modèle : « Nom », « Description »… ${firstWords(rows)}`,
    }
  const columns = columnsOf(header)
  const missing = QUESTIONS.filter(question => question.required && !columns.has(question.field))
  if (missing.length > 0)
    return {
      ok: false,
      message:
        cut ??
        `Il manque ${missing.length === 1 ? 'une colonne' : 'des colonnes'} : ${missing.map(question => `« ${question.label} »`).join(', ')}. Reprenez la ligne d’en-tête du modèle.`,
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
    Object.assign(wrong, overAlready(values, today))
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
  return { ok: true, offers, errors, lines, ignored: ignoredOf(header, columns, rows) }
}

/** What stands where a header was looked for, so that its author knows the sheet again. */
function firstWords(rows: readonly Row[]): string {
  const filled = rows.map(({ cells }) => cells.map(squeeze).filter(cell => cell !== ''))
  const words = filled.find(cells => cells.length > 0)?.slice(0, 4) ?? []
  return words.length === 0
    ? 'Le fichier ne porte aucun texte.'
    : `Première ligne reçue : ${words.map(word => `« ${word.slice(0, 40)} »`).join(', ')}.`
}

function ignoredOf(header: Row, columns: ReadonlyMap<string, number>, rows: readonly Row[]): string[] {
  const read = new Set(columns.values())
  const below = rows.filter(({ line }) => line > header.line)
  return header.cells
    .map(squeeze)
    .filter((cell, at) => cell !== '' && !read.has(at) && below.some(({ cells }) => (cells[at] ?? '').trim() !== ''))
    .slice(0, 20)
    .map(cell => cell.slice(0, 40))
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
