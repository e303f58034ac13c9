import { fold, slugify, squeeze } from '../common/text.ts'
import { type Cell, type Grid, withIdem } from '../harvest/html/table-grid.ts'
import { dayOf } from '../normalise/mapping/column-days.ts'
import { topicsOf } from './labels.ts'
import { type Line, line, type Unit } from './line.ts'

/** A table of facts: its header, and one unit for each row that names something. */
export interface TableRead {
  /** Words of the header, column by column. */
  header: string[]
  /** Row of the header, from 1. */
  headerLine: number
  /** Column that names each offer. */
  nameColumn: number
  units: Unit[]
}

/** Labels that a header needs before it is one. */
const LEAST_LABELS = 2

/** Null when no row of it is a header that announces what offers say. */
export function readTableUnits(grid: Grid, place: string): TableRead | null {
  const at = grid.rows.slice(0, 12).findIndex(({ cells }) => labelsIn(cells) >= LEAST_LABELS && !isSpanning(cells))
  const found = grid.rows[at]
  if (found === undefined) return null
  const header = found.cells.map(({ text }) => squeeze(text))
  const named = header.findIndex(words => topicsOf(words).includes('nom'))
  const nameColumn = Math.max(0, named)
  const units: Unit[] = []
  const rows = withIdem(grid.rows.slice(at + 1))
  for (const { cells, line: row } of rows) {
    const title = squeeze(cells[nameColumn]?.text ?? '')
    const filled = cells.filter(({ text }) => squeeze(text) !== '').length
    if (title === '' || filled < 2 || isSpanning(cells) || fold(title) === fold(header[nameColumn] ?? '')) continue
    if (isHint(cells)) continue
    const lines = cells.flatMap((cell, column) =>
      column === nameColumn ? [] : linesOfCell(cell, header[column] ?? '', { row, column, place }),
    )
    units.push({
      key: slugify(title).slice(0, 80) || `ligne-${row}`,
      title,
      where: `${place}, ligne ${row}`,
      lines,
      link: null,
    })
  }
  return units.length === 0 ? null : { header, headerLine: found.line, nameColumn, units }
}

/** A row that explains how to fill the table: «titre de la session», «jj/mm/aaaa», and no fact. */
function isHint(cells: readonly Cell[]): boolean {
  const filled = cells.map(({ text }) => squeeze(text)).filter(text => text !== '')
  if (filled.length < 3 || filled.some(text => /\d|@|€/.test(text))) return false
  const explains = (text: string) =>
    topicsOf(text).length > 0 ||
    /^(?:ex\b|exemple|par exemple|texte|format|liste|date|jj|oui|choisir|indiquer|obligatoire|facultatif|vide)/i.test(
      text,
    )
  return filled.filter(explains).length * 2 >= filled.length
}

const labelsIn = (cells: readonly Cell[]): number =>
  new Set(cells.map(({ text }) => squeeze(text)).filter(text => topicsOf(text).length > 0 || dayOf(text) !== null)).size

/** One cell across the whole row: a title of what follows. */
const isSpanning = (cells: readonly Cell[]): boolean =>
  cells.length > 1 &&
  cells.every(({ text }) => text === cells[0]?.text || squeeze(text) === '') &&
  cells.filter(({ text }) => squeeze(text) !== '').length !== 1
    ? true
    : cells.filter(({ text }) => squeeze(text) !== '').length <= 1

function linesOfCell(
  cell: Cell,
  label: string,
  { row, column, place }: { row: number; column: number; place: string },
): Line[] {
  const day = dayOf(label)
  const where = `${place}, ligne ${row}, « ${label} »`
  return cell.text
    .split('\n')
    .map(squeeze)
    .filter(text => text !== '')
    .map(text =>
      line(day === null ? text : `${day} : ${text}`, {
        label: day === null ? label || null : 'Horaires',
        where,
        block: row * 100 + column,
        links: cell.links,
      }),
    )
}
