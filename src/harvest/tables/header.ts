import { fold, squeeze } from '../../common/text.ts'
import { columnLetters } from './cell-name.ts'
import type { Row } from './row.ts'
import type { TableSettings } from './table-settings.ts'

/** What each column of a table is called, and which ones make the key. */
export interface Header {
  /** Field name per column; null when the column has no header. */
  names: (string | null)[]
  /** Cells that the header has, blank ones at its end included: what stands further was moved by a separator in a text. */
  width: number
  /** Other names of a column under a heading of two lines: «Lundi Matin» for the one called «Lundi», and «Matin» when no other has it. */
  others: string[][]
  key: number[]
  address: number | null
  ignore: number | null
}

/** Columns asked for that a line does not hold, by the spelling asked for. Empty: the line is a header. */
export function missingColumns(row: Row, settings: TableSettings): string[] {
  const present = new Set(ownNames(row, settings).map(name => (name === null ? '' : fold(name))))
  return [...keyColumns(settings), ...settings.required].filter(wanted => !present.has(fold(wanted)))
}

/**
 * Reads a header line that `missingColumns` found whole.
 * @param above the line before it, where groups of columns may be named
 * @param below the line after it when `isSecondLine` says that it names columns too
 */
export function readHeader(row: Row, settings: TableSettings, above: Row | null, below: Row | null): Header {
  const { names, others } = namesOf(row, settings, above, below)
  const at = (wanted: string) => names.findIndex(name => name !== null && fold(name) === fold(wanted))
  const optional = (wanted: string | undefined) => {
    const column = wanted === undefined ? -1 : at(wanted)
    return column < 0 ? null : column
  }
  return {
    names,
    width: Math.max(names.length, row.width ?? 0),
    others,
    key: keyColumns(settings).map(at),
    address: optional(settings.address),
    ignore: optional(settings.ignore),
  }
}

function namesOf(
  row: Row,
  settings: TableSettings,
  above: Row | null,
  below: Row | null,
): Pick<Header, 'names' | 'others'> {
  const own = ownNames(row, settings)
  if (below !== null) {
    const names = below.cells.map((_, column) => own[column] ?? null)
    const whole = own.length > names.length ? own : names
    const filled = whole.map((name, column) => name ?? (isFilled(below, column) ? groupAt(whole, column) : null))
    return withOthers(
      filled,
      filled,
      ownNames({ line: below.line, cells: below.cells }, { ...settings, columns: {} }),
      settings,
    )
  }
  if (above?.line !== row.line - 1 || above.cells.filter((_, column) => isFilled(above, column)).length < 2)
    return { names: own, others: [] }
  const groups = ownNames(above, { ...settings, columns: {} })
  const width = Math.max(own.length, groups.length)
  const names = Array.from({ length: width }, (_, column) => own[column] ?? groups[column] ?? null)
  const filled = Array.from({ length: width }, (_, column) => (own[column] ? groupAt(groups, column) : null))
  return withOthers(names, filled, own, settings)
}

/** Names of columns that two lines name together. */
function withOthers(names: Header['names'], groups: Header['names'], own: Header['names'], settings: TableSettings) {
  const canonical = spellings(settings)
  const taken = new Set(names.map(name => fold(name ?? '')))
  const others = names.map((_, column) => {
    const [group, alone] = [groups[column], own[column]]
    if (!group || !alone || fold(group) === fold(alone)) return []
    const unique = own.filter(other => other !== null && fold(other) === fold(alone)).length === 1
    const wanted = [`${group} ${alone}`, group, ...(unique ? [alone] : [])].map(
      other => canonical.get(fold(other)) ?? other,
    )
    return [...new Set(wanted)].filter(other => !taken.has(fold(other)))
  })
  return { names, others: others.some(list => list.length > 0) ? others : [] }
}

/**
 * Whether the line under a header names columns too: «Matin», «Après-midi» under «Lundi». Its words stand under headings that cover several columns or none, the key
 * is empty, and nothing in it is a fact.
 */
export function isSecondLine(next: Row, header: Row, settings: TableSettings): boolean {
  const own = header.cells.map(squeeze)
  const names = ownNames(header, settings)
  const filled = next.cells.flatMap((_, column) => (isFilled(next, column) ? [column] : []))
  const isGroup = (column: number) =>
    (own[column] ?? '') === ''
      ? groupAt(names, column) !== null
      : (own[column + 1] ?? '') === '' && isFilled(next, column + 1)
  const key = keyColumns(settings).map(wanted => names.findIndex(name => name !== null && fold(name) === fold(wanted)))
  return (
    filled.length >= 2 &&
    !key.some(column => isFilled(next, column)) &&
    filled.some(column => (own[column] ?? '') === '') &&
    filled.every(column => isGroup(column) && isWords(next.cells[column] ?? ''))
  )
}

/** Short, and no fact: no figure, no address. */
const isWords = (cell: string): boolean => cell.length <= 60 && !/[\d@€]|https?:/.test(cell)

const isFilled = ({ cells }: Row, column: number): boolean => (cells[column] ?? '').trim() !== ''

/** The heading that a column stands under: its own, or the nearest on its left. */
const groupAt = (names: Header['names'], column: number): string | null =>
  names.slice(0, column + 1).findLast(name => name !== null) ?? null

function keyColumns(settings: TableSettings): string[] {
  return typeof settings.key === 'string' ? [settings.key] : settings.key
}

/** Aliases bring a drifted spelling back to the name that the mapping reads. */
function spellings(settings: TableSettings): Map<string, string> {
  const canonical = new Map<string, string>()
  for (const [name, spellings] of Object.entries(settings.aliases))
    for (const spelling of [name, ...spellings]) canonical.set(fold(spelling), name)
  return canonical
}

/** What one line names its columns, merged cells included. */
function ownNames({ cells, merged = [] }: Row, settings: TableSettings): (string | null)[] {
  const canonical = spellings(settings)
  return Array.from({ length: Math.max(cells.length, merged.length) }, (_, column) => {
    const name = settings.columns[columnLetters(column)] ?? squeeze(cells[column] || merged[column] || '')
    return name === '' ? null : (canonical.get(fold(name)) ?? name)
  })
}
