import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import { remember } from '../../common/remember.ts'
import { fold, squeeze } from '../../common/text.ts'
import { rawValue } from '../clean/raw-value.ts'
import type { Harvested, RawValue } from '../connector.ts'
import { noFields } from '../no-fields.ts'
import type { Tally } from '../tally.ts'
import { columnLetters, namelessColumn } from './cell-name.ts'
import type { Header } from './header.ts'
import { isIdem } from './idem.ts'
import { isTotal, noteIn } from './not-an-offer.ts'
import { isBlankRow, type Row } from './row.ts'
import type { TableSettings } from './table-settings.ts'

export interface TableOrigin {
  document: string
  address: string
  /** Name of the sheet where the mapping says one; null for the first, and for a CSV. */
  sheet: string | null
  /** Its cells stand where they stand: none was moved by a separator in a text. */
  fixed?: true
  /** Where the columns may be instead, in one French sentence; empty when nobody knows. */
  beside?: () => Promise<string>
}

/** What a row of the table yields: an offer, a rejection, or nothing for a row that nobody filled. */
export type RowReader = (row: Row) => Harvested[]

interface Column {
  at: number
  name: string
  /** `cellule B`, before the number of the line. */
  place: string
  /** The cell's words as they come into a raw offer, without their place; null when there are none. Cells of one column come again. */
  clean: (cell: string) => Omit<RawValue, 'origin'> | null
}

/** The reader of the rows under a header, made once. */
export function rowReader(header: Header, settings: TableSettings, origin: TableOrigin, tally: Tally): RowReader {
  const columns = header.names.flatMap((name, at): Column[] => {
    const place = placeIn(origin, `cellule ${columnLetters(at)}`)
    const clean = remember(cleanCell, MOST, LONGEST)
    const all = name === null ? [namelessColumn(at)] : [name, ...(header.others[at] ?? [])]
    return all.map(name => ({ at, name, place, clean }))
  })
  // A column without heading may be empty one day and filled the next: nothing changed in the table.
  const headed = columns.filter(({ at }) => header.names[at] !== null)
  const count = tally.fields(new Set(headed.map(({ name }) => name)))
  const { document, address } = origin
  /** What each column said last, for a cell that says «idem». */
  const above: string[] = []
  return row => {
    const { cells, line } = row
    if (isBlankRow(row) || isTicked(cells, header) || settings.skipRow?.(cells)) return []
    if (isHeaderAgain(cells, header) || isTotal(cells)) return []
    const note = noteIn(saidIn(row, header.width))
    if (note !== null) return [{ kind: 'rejected', rejection: noteOf(note, line, origin) }]
    const parts = header.key.map(column => squeeze(cells[column] ?? ''))
    const key = parts.every(part => part === '') ? null : parts.join('_')
    if (key === null && cells.every(isUnticked)) return []
    const extra = cells.findIndex((cell, column) => column >= header.width && cell.trim() !== '')
    if (extra >= 0 && !origin.fixed) return [tally.reject(tooManyCells(cells[extra] ?? '', key, line, header, origin))]
    if (key === null) return [tally.reject(noKey(row, header, origin))]
    // Told, but nothing is missing from the reading: the partner put it away.
    if (row.hidden) return [{ kind: 'rejected', rejection: hiddenLine(key, line, origin) }]
    const unknown = headed.find(({ at }) => row.uncomputed?.has(at))
    if (unknown) return [tally.reject(withoutValue(key, unknown, line, origin))]
    const wrong = headed.find(({ at }) => isFault(cells[at] ?? ''))
    if (wrong) return [tally.reject(withFault(key, wrong, cells[wrong.at] ?? '', line, origin))]
    const { merged, unseen } = row
    const fields = noFields()
    for (const column of columns) {
      const written = cells[column.at] ?? ''
      const own = isIdem(written) ? (above[column.at] ?? written) : written
      if (own !== '') above[column.at] = own
      const found = column.clean(own === '' && merged !== undefined ? (merged[column.at] ?? '') : own)
      if (found === null) continue
      const where = column.place + line
      const { words } = found
      const value: RawValue =
        found.html === undefined && found.mended === undefined
          ? { words, origin: { document, address, where } }
          : { ...found, origin: { document, address, where } }
      if (unseen?.has(column.at)) value.unseen = true
      const values = fields[column.name]
      if (values) values.push(value)
      else fields[column.name] = [value]
    }
    // What stands beyond the last heading, read under its letter.
    for (let at = header.names.length; at < cells.length; at += 1) {
      const found = cleanCell(cells[at] ?? '')
      if (found === null) continue
      const where = placeIn(origin, `cellule ${columnLetters(at)}`) + line
      fields[namelessColumn(at)] = [{ ...found, origin: { document, address, where } }]
    }
    count(fields)
    return tally.offer({ key, address: addressOf(cells, header, address), fields })
  }
}

/** Cells of one column that are kept, and the longest. */
const MOST = 200
const LONGEST = 200

function cleanCell(cell: string): Omit<RawValue, 'origin'> | null {
  const value = rawValue(cell, { document: '', address: '', where: '' })
  if (value === null) return null
  const { origin: _, ...clean } = value
  return clean
}

/** A place inside a table, in words for people. */
export const placeIn = ({ sheet }: TableOrigin, place: string): string =>
  sheet === null ? place : `feuille « ${sheet} », ${place}`

/** What a sheet shows on a line nobody filled: boxes left unticked, sums of nothing. */
const isUnticked = (cell: string): boolean => /^\s*(?:false|faux|0)?\s*$/i.test(cell)

/** The header, written again further down. */
function isHeaderAgain(cells: readonly string[], { names, key }: Header): boolean {
  const [first = 0] = key
  const name = names[first]
  if (!name || fold(cells[first] ?? '') !== fold(name)) return false
  return cells.every((cell, column) => cell.trim() === '' || fold(cell) === fold(names[column] ?? ''))
}

const TICKED = new Set(['1', 'true', 'vrai', 'oui', 'x'])

function isTicked(cells: readonly string[], { ignore }: Header): boolean {
  return ignore !== null && TICKED.has(fold(cells[ignore] ?? ''))
}

/** What a line says, its cell merged across the others said once; blank cells at its end are not given. */
function saidIn({ cells, merged = [] }: Row, width: number): readonly string[] {
  if (merged.length === 0) return cells.length > 1 || width < 2 ? cells : [...cells, '']
  const [own] = cells.filter(cell => cell.trim() !== '')
  return Array.from({ length: Math.max(width, cells.length) }, (_, at) => {
    const across = merged[at] === own ? '' : (merged[at] ?? '')
    return cells[at]?.trim() ? (cells[at] ?? '') : across
  })
}

const lineOf = (origin: TableOrigin, line: number) => `${origin.address}, ${placeIn(origin, `ligne ${line}`)}`

const tooManyCells = (cell: string, key: string | null, line: number, { names }: Header, origin: TableOrigin) =>
  rejectionAt('cellules-en-trop', lineOf(origin, line), {
    key,
    received: cell.slice(0, 200),
    expected: `${names.length} colonnes`,
    message: `La ligne ${line} a plus de cellules que l’en-tête : un séparateur s’est sans doute glissé dans un texte.`,
    whose: 'partenaire',
  })

/** Told, but nothing of the offers is missing from the reading. */
const noteOf = (note: string, line: number, origin: TableOrigin): Rejection =>
  rejectionAt('note-du-tableau', lineOf(origin, line), {
    received: note.slice(0, 200),
    expected: 'une offre par ligne, et rien d’autre sous le tableau',
    message: `La ligne ${line} n’est pas une offre mais une note (« ${note.slice(0, 80)} ») : elle n’est pas reprise. Si c’est une offre, remplir ses autres colonnes.`,
    whose: 'partenaire',
  })

const hiddenLine = (key: string, line: number, origin: TableOrigin) =>
  rejectionAt('ligne-masquee', lineOf(origin, line), {
    key,
    expected: 'une ligne que le classeur montre',
    message: `La ligne ${line} est masquée dans le classeur : elle n’est pas reprise. L’afficher si l’offre existe, la supprimer sinon.`,
    whose: 'partenaire',
  })

const withoutValue = (key: string, { name, at }: Column, line: number, origin: TableOrigin) =>
  rejectionAt('formule-sans-valeur', `${origin.address}, ${placeIn(origin, `cellule ${columnLetters(at)}${line}`)}`, {
    key,
    field: name,
    expected: 'une formule dont le classeur garde le résultat',
    message: `La cellule ${columnLetters(at)}${line} (« ${name} ») est une formule dont le résultat n’est pas dans le fichier : on ne sait pas ce qu’elle dit, et la ligne attend. Ouvrir le classeur dans un tableur et l’enregistrer.`,
    whose: 'partenaire',
  })

/** What a spreadsheet shows instead of the value of a formula that went wrong, or of a number wider than its column. */
const isFault = (cell: string): boolean =>
  /^\s*(?:#(?:REF|VALEUR|VALUE|NULL?|NOMBRE|NUM|CALC|CHAMP|FIELD|EPARS|SPILL|PROPAGATION|DIV\/0)!|#(?:NOM|NAME)\?|#N\/A|Err\s?:\s?\d{3}|#{3,})\s*$/i.test(
    cell,
  )

const withFault = (key: string, { name, at }: Column, cell: string, line: number, origin: TableOrigin) =>
  rejectionAt('formule-en-erreur', `${origin.address}, ${placeIn(origin, `cellule ${columnLetters(at)}${line}`)}`, {
    key,
    field: name,
    received: cell.trim().slice(0, 200),
    expected: 'une valeur',
    message: `La cellule ${columnLetters(at)}${line} (« ${name} ») affiche l’erreur « ${cell.trim()} » du tableur : on ne sait pas ce qu’elle dit, et la ligne attend. Corriger la formule, ou vider la cellule.`,
    whose: 'partenaire',
  })

const noKey = ({ cells, line }: Row, { names, key }: Header, origin: TableOrigin) =>
  rejectionAt('cle-absente', lineOf(origin, line), {
    field: names[key[0] ?? 0] ?? null,
    received: cells
      .filter(cell => cell.trim() !== '')
      .join(' | ')
      .slice(0, 200),
    expected: 'un identifiant',
    message: `La ligne ${line} n’a pas d’identifiant : on ne peut pas savoir de quelle offre il s’agit.`,
    whose: 'partenaire',
  })

function addressOf(cells: readonly string[], { address }: Header, page: string): string {
  const written = address === null ? '' : (cells[address] ?? '').trim()
  return written !== '' && URL.canParse(written, page) ? new URL(written, page).href : page
}
