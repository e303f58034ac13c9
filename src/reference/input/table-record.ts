import { fieldLabel } from '../field-labels.ts'
import { type Finding, finding } from '../finding.ts'
import { isListField } from './raw-record.ts'

export type Cell = string | number | boolean | Date | null | undefined

/** Columns of a table: the field of each, or null where the header names none; and what was odd about the header. */
export interface Columns {
  fields: readonly (string | null)[]
  /** French, one sentence per oddity. */
  notes: string[]
}

const IGNORE = '__ignore__'
const NUMBERS = new Set(['longitude', 'latitude', 'volume_horaire_hebdomadaire', 'nombre_semaines'])

/** Reads a header line. The headers are the field names of the schema, plus `__ignore__`; the first of two columns of one name is kept. */
export function readColumns(header: readonly Cell[], known: readonly string[], where: string): Columns {
  const notes: string[] = []
  const seen = new Set<string>()
  const fields = header.map((cell, index) => {
    const name =
      cell === null || cell === undefined
        ? ''
        : cell instanceof Date
          ? cell.toISOString().slice(0, 10)
          : String(cell).trim()
    if (name === '') return null
    const column = `${where}, colonne ${columnName(index)}`
    if (name !== IGNORE && !known.includes(name)) {
      const lostDate = /^\d{4}-\d{2}-\d{2}/.test(name) && !header.includes('date_maj')
      const mend = lostDate ? ' C’est sans doute date_maj : remettre ce nom à la place de la date.' : ''
      const words = `« ${name.slice(0, 60)} » n’est pas un champ du schéma, la colonne est ignorée.${mend}`
      notes.push(`${column} : ${words}`)
      return null
    }
    if (seen.has(name)) {
      notes.push(`${column} : « ${name} » est déjà plus à gauche, cette colonne est ignorée.`)
      return null
    }
    seen.add(name)
    return name
  })
  for (const field of ['id', 'nom', 'date_maj'].filter(name => !seen.has(name))) {
    notes.push(
      `${where} : il manque la colonne « ${field} » (${fieldLabel(field)}) ; écrire ce nom dans la première ligne.`,
    )
  }
  return { fields, notes }
}

/** `0` → `A`, `27` → `AB`. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

export interface TableRecord {
  record: Record<string, unknown>
  findings: Finding[]
}

/** One line of a table as a raw record; null for a blank line, and for one whose `__ignore__` cell is filled (the template's hints). */
export function tableRecord(columns: Columns, cells: readonly Cell[]): TableRecord | null {
  const record: Record<string, unknown> = {}
  const findings: Finding[] = []
  let filled = false
  for (const [index, field] of columns.fields.entries()) {
    if (field === null) continue
    const cell = cells[index]
    const blank = cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
    if (field === IGNORE) {
      if (!blank && cell !== false) return null
      continue
    }
    if (!blank) filled = true
    record[field] = blank ? null : cellValue(field, cell, findings)
  }
  if (!filled) return null
  // The template leaves the producer out; the schema asks for one.
  record.source ??= 'fichier'
  return { record, findings }
}

function cellValue(field: string, cell: Exclude<Cell, null | undefined>, findings: Finding[]): unknown {
  if (NUMBERS.has(field)) return cell instanceof Date ? cell.toISOString() : cell
  if (cell instanceof Date) {
    const iso = cell.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
  }
  const text = typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : String(cell)
  if (isListField(field)) {
    return text
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '')
      .map((item, index) =>
        field === 'zone_eligibilite' ? zeroed([field, String(index)], item, typeof cell === 'number', findings) : item,
      )
  }
  return field === 'code_insee' || field === 'code_postal'
    ? zeroed([field], text, typeof cell === 'number', findings)
    : text
}

/** A spreadsheet that took a code for a number dropped its leading zero: `1004` was `01004`. */
function zeroed(loc: string[], text: string, wasNumber: boolean, findings: Finding[]): string {
  if (!wasNumber || !(text.length === 4 || (text.length === 1 && loc[0] === 'zone_eligibilite'))) return text
  findings.push(
    finding(
      'zero-initial',
      loc,
      `le tableur a pris le code pour un nombre et enlevé son zéro ; lu 0${text}. Mettre la colonne au format texte.`,
    ),
  )
  return `0${text}`
}
