import { fold, squeeze } from '../common/text.ts'
import { WEEKDAYS } from '../common/weekdays.ts'
import { type Cell, type Grid, withIdem } from '../harvest/html/table-grid.ts'
import { isTotal, noteIn } from '../harvest/tables/not-an-offer.ts'
import { dayOf } from '../normalise/mapping/column-days.ts'
import { topicsOf } from './labels.ts'
import { type Line, line, type Unit } from './line.ts'
import type { NotOffer } from './proposal.ts'
import { titleAbove } from './title-above.ts'
import { titleKey } from './title-key.ts'

/** A table of facts: its header, and one unit for each row that names something. */
export interface TableRead {
  /** Words of the header, column by column. */
  header: string[]
  /** Row of the header, from 1. */
  headerLine: number
  /** Column that names each offer. */
  nameColumn: number
  units: Unit[]
  /** Lines that are a sum or a note, and no offer. */
  asides: NotOffer[]
}

/** Labels that a header needs before it is one. */
const LEAST_LABELS = 2

/** Null when no row of it is a header that announces what offers say. */
export function readTableUnits(given: Grid, place: string, near?: string): TableRead | null {
  const across = acrossOf(given)
  const grid = across ?? given
  const unit = across === null ? 'ligne' : 'colonne'
  const first = grid.rows.slice(0, 12).findIndex(({ cells }) => labelsIn(cells) >= LEAST_LABELS && !isSpanning(cells))
  const at = lastOfHeader(grid, first)
  const found = grid.rows[at]
  if (found === undefined) return null
  const header = headerOf(grid, first, at)
  const named = header.findIndex(words => topicsOf(words).includes('nom'))
  const nameColumn = Math.max(0, named)
  const units: Unit[] = []
  const rows = withIdem(grid.rows.slice(at + 1))
  const hours = hoursColumns(header)
  const asides: NotOffer[] = []
  /** By all that they say but their hours: the same on several lines is one offer, at several hours. */
  const slots = new Map<string, Unit>()
  let above: Line[] = []
  for (const { cells, line: row } of rows) {
    const words = cells.map(({ text }) => squeeze(text))
    const note = noteIn(words)
    if (note !== null) {
      asides.push({ words: note, because: 'une note du tableau, et non une offre' })
      continue
    }
    const [group] = isSpanning(cells) ? words.filter(text => text !== '') : []
    if (group !== undefined) {
      const titled = titleAbove(group, {
        where: `${place}, ${unit} ${row}`,
        block: row * 100,
        ...(near !== undefined && { near }),
      })
      // A title that names no commune is read nowhere; one that does holds up to the next.
      above = titled.label === null ? [] : [titled]
    }
    const title = squeeze(cells[nameColumn]?.text ?? '')
    const filled = cells.filter(({ text }) => squeeze(text) !== '').length
    if (title === '' || filled < 2 || isSpanning(cells) || fold(title) === fold(header[nameColumn] ?? '')) continue
    if (isHint(cells) || isTotal(words)) continue
    if (EXAMPLE.test(title)) {
      asides.push({ words: title, because: 'un exemple qui montre comment remplir le tableau' })
      continue
    }
    const isSlot = (column: number) => isHoursColumn(header[column] ?? '') || hours.spans.includes(column)
    const same = [...above, ...cells].map(({ text }, at) => (isSlot(at - above.length) ? '' : fold(text))).join('\n')
    const lines = cells.flatMap((cell, column) =>
      column === nameColumn || hours.spans.includes(column)
        ? []
        : column === hours.day
          ? linesOfDay(cells, hours, { row, where: `${place}, ${unit} ${row}` })
          : linesOfCell(cell, header[column] ?? '', { row, column, where: `${place}, ${unit} ${row}` }),
    )
    const before = slots.get(same)
    if (before !== undefined) {
      for (const slot of lines) addSlot(before.lines, slot)
      continue
    }
    const made = {
      key: titleKey(title) || `${unit}-${row}`,
      title,
      where: `${place}, ${unit} ${row}`,
      lines: [...lines, ...above],
      link: null,
    }
    slots.set(same, made)
    units.push(made)
  }
  return units.length === 0 ? null : { header, headerLine: found.line, nameColumn, units, asides }
}

/** Offers in columns, what is told of each down the first one: the same table, lying. Null: its offers are in rows. */
function acrossOf(grid: Grid): Grid | null {
  const from = grid.rows.findIndex(({ cells }) => !isSpanning(cells))
  const rows = from < 0 ? [] : grid.rows.slice(from)
  const labels = (cells: readonly (Cell | undefined)[]) =>
    new Set(
      cells
        .map(cell => squeeze(cell?.text ?? ''))
        .filter(text => topicsOf(text).some(topic => topic !== 'nom') && !/\d/.test(text)),
    ).size
  // A label with what it says of two offers at least.
  const full = rows.filter(({ cells }) => cells.filter(({ text }) => squeeze(text) !== '').length >= 3)
  const down = labels(full.map(({ cells }) => cells[0]))
  const most = Math.max(0, ...rows.slice(0, 12).map(({ cells }) => labels(cells)))
  if (down < 3 || down <= most) return null
  const empty: Cell = { text: '', bold: false, links: [] }
  const columns = Array.from({ length: grid.width }, (_, at) => at)
  return {
    width: rows.length,
    rows: columns.map(at => ({ cells: rows.map(({ cells }) => cells[at] ?? empty), line: at + 1 })),
  }
}

/** A second row of headings, under headings of groups: it tells more, and no fact. */
function lastOfHeader(grid: Grid, first: number): number {
  const [above, below] = [grid.rows[first], grid.rows[first + 1]]
  if (above === undefined || below === undefined || isSpanning(below.cells)) return first
  const tells = below.cells.map(({ text }) => squeeze(text)).filter(text => text !== '')
  const facts = tells.some(text => /\d|@|€/.test(text))
  return !facts && labelsIn(below.cells) >= Math.max(LEAST_LABELS, tells.length / 2) ? first + 1 : first
}

/** Words of the header, column by column: a heading that says nothing by itself is said with its group's. */
function headerOf(grid: Grid, first: number, last: number): string[] {
  const words = (at: number) => grid.rows[at]?.cells.map(({ text }) => squeeze(text)) ?? []
  const below = words(last)
  const days = shortDays(below)
  if (first === last) return below.map(own => days.get(own) ?? own)
  let group = ''
  return words(first)
    .concat(Array(Math.max(0, below.length - words(first).length)).fill(''))
    .map((above, column) => {
      group = above === '' ? group : above
      const own = below[column] ?? ''
      if (own === '') return above
      const day = days.get(own)
      if (day !== undefined) return day
      const alone = group === '' || group === own || topicsOf(own).length > 0 || dayOf(own) !== null
      return alone ? own : `${group} ${own}`
    })
}

interface HoursColumns {
  /** The column that names days, -1 for none. */
  day: number
  /** Those that say their hours. */
  spans: number[]
}

/** Days in one column, their hours in those beside: «Jour», «Heures», «Matin», «Après-midi». */
function hoursColumns(header: readonly string[]): HoursColumns {
  const named = (words: RegExp) => header.flatMap((name, at) => (words.test(fold(name)) ? [at] : []))
  const [day = -1] = named(/^(?:\w+ )?jours?$/)
  const spans = named(/^(?:\w+ )?(?:heures?|horaires?|matins?|matinees?|apres midis?|soirs?|soirees?)$/)
  return day < 0 || spans.length === 0 ? { day: -1, spans: [] } : { day, spans }
}

/** «Lundi : 9 h-11 h», with what another line of the same offer says of its hours. */
function addSlot(lines: Line[], slot: Line): void {
  if (slot.label === null || !isHoursColumn(slot.label)) return
  const at = lines.findIndex(({ label }) => label === slot.label)
  const own = lines[at]
  if (own === undefined) lines.push(slot)
  else if (!own.text.includes(slot.text)) lines[at] = { ...own, text: `${own.text} ; ${slot.text}` }
}

/** It says when in the week, and nothing else. */
const isHoursColumn = (name: string): boolean =>
  /^(?:\w+ )?(?:jours?|heures?|horaires?|matins?|matinees?|apres midis?|soirs?|soirees?)(?: et (?:heures?|horaires?))?$/.test(
    fold(name),
  ) || dayOf(name) !== null

/** Days and hours of one row in one line, as a person reads them across. */
function linesOfDay(
  cells: readonly Cell[],
  { day, spans }: HoursColumns,
  { row, where }: { row: number; where: string },
): Line[] {
  const words = (column: number) => squeeze(cells[column]?.text ?? '')
  const told = spans.map(words).filter(text => text !== '')
  const text = [words(day), told.join(', ')].filter(part => part !== '').join(' : ')
  return text === '' ? [] : [line(text, { label: 'Horaires', where: `${where}, « Horaires »`, block: row * 100 + day })]
}

/** «Exemple : Atelier X», «(ex. : …)»: a row that shows how to fill the others. */
const EXAMPLE = /^\(?\s*ex(?:emple)?s?\s*(?:[.:]|\))/i

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

const labelsIn = (cells: readonly Cell[]): number => {
  const texts = cells.map(({ text }) => squeeze(text))
  const days = shortDays(texts)
  const isLabel = (text: string) => topicsOf(text).length > 0 || (days.get(text) ?? dayOf(text)) !== null
  return new Set(texts.filter(text => isLabel(text) || PART_OF_DAY.test(fold(text)))).size
}

const PART_OF_DAY = /^(?:matins?|matinees?|apres midis?|soirs?|soirees?|journees?)$/
/** A box that is ticked. */
const TICKED = /^(?:x|oui|[✓✔☑√●•])$/iu

/** «Lu», «Ma», «Me» are days when three of them stand side by side. */
function shortDays(texts: readonly string[]): ReadonlyMap<string, string> {
  const found = texts.flatMap((text): [string, string][] => {
    const day = /^\p{L}{2}\.?$/u.test(text) ? WEEKDAYS.find(name => name.startsWith(fold(text))) : undefined
    return day === undefined ? [] : [[text, day]]
  })
  return new Map(found.length >= 3 ? found : [])
}

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
  { row, column, where: place }: { row: number; column: number; where: string },
): Line[] {
  const day = dayOf(label)
  const where = `${place}, « ${label} »`
  // «Lundi Matin», ticked.
  const part = day === null ? '' : squeeze(label.split(' ').slice(1).join(' '))
  return cell.text
    .split('\n')
    .map(squeeze)
    .map(text => (TICKED.test(text) && PART_OF_DAY.test(fold(part)) ? part : text))
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
