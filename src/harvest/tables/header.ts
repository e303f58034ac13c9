import { fold, squeeze } from '../../common/text.ts'
import { columnLetters } from './cell-name.ts'
import type { TableSettings } from './table-settings.ts'

/** What each column of a table is called, and which ones make the key. */
export interface Header {
  /** Field name per column; null when the column has no header. */
  names: (string | null)[]
  key: number[]
  address: number | null
  ignore: number | null
}

/** Columns asked for that a line does not hold, by the spelling asked for. Empty: the line is a header. */
export function missingColumns(cells: readonly string[], settings: TableSettings): string[] {
  const present = new Set(fieldNames(cells, settings).map(name => (name === null ? '' : fold(name))))
  return [...keyColumns(settings), ...settings.required].filter(wanted => !present.has(fold(wanted)))
}

/** Reads a header line that `missingColumns` found whole. */
export function readHeader(cells: readonly string[], settings: TableSettings): Header {
  const names = fieldNames(cells, settings)
  const at = (wanted: string) => names.findIndex(name => name !== null && fold(name) === fold(wanted))
  const optional = (wanted: string | undefined) => {
    const column = wanted === undefined ? -1 : at(wanted)
    return column < 0 ? null : column
  }
  return {
    names,
    key: keyColumns(settings).map(at),
    address: optional(settings.address),
    ignore: optional(settings.ignore),
  }
}

function keyColumns(settings: TableSettings): string[] {
  return typeof settings.key === 'string' ? [settings.key] : settings.key
}

/** Aliases bring a drifted spelling back to the name that the mapping reads. */
function fieldNames(cells: readonly string[], settings: TableSettings): (string | null)[] {
  const canonical = new Map<string, string>()
  for (const [name, spellings] of Object.entries(settings.aliases))
    for (const spelling of [name, ...spellings]) canonical.set(fold(spelling), name)
  return cells.map((cell, column) => {
    const name = settings.columns[columnLetters(column)] ?? squeeze(cell)
    return name === '' ? null : (canonical.get(fold(name)) ?? name)
  })
}
