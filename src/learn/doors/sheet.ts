import { once } from '../../common/once.ts'
import { isOpenDocument } from '../../common/open-document.ts'
import { fold, slugify, squeeze } from '../../common/text.ts'
import { beyondCap, type Cap } from '../../harvest/beyond-cap.ts'
import { type FetchedDocument, HarvestError } from '../../harvest/connector.ts'
import { formOf } from '../../harvest/forms.ts'
import type { Cell, Grid } from '../../harvest/html/table-grid.ts'
import { withoutWarning } from '../../harvest/server-warning.ts'
import { columnLetters } from '../../harvest/tables/cell-name.ts'
import { csvRows } from '../../harvest/tables/csv-rows.ts'
import { isBlankRow, type Row } from '../../harvest/tables/row.ts'
import { MOST_LINES, workbookRows } from '../../harvest/tables/workbook-rows.ts'
import { mayBeSheet } from '../../harvest/zip-form.ts'
import { dayOf } from '../../normalise/mapping/column-days.ts'
import { isBroken } from '../../normalise/transforms/unanswered.ts'
import { type Line, line, type Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { readTableUnits, type TableRead } from '../table-units.ts'
import type { Found } from './door.ts'
import { readsOfHeader } from './header-reads.ts'
import { many } from './many.ts'

interface Sheet {
  name: string
  grid: Grid
  /** What stands beyond the limits and was not read. */
  beyond: Omit<Cap, 'what'>[]
}

/** A spreadsheet or a CSV: a table of offers, a week on a grid, or both. @throws HarvestError when a workbook does not open */
export async function throughSheet(document: FetchedDocument, near?: string): Promise<Found | null> {
  const zip = mayBeSheet(formOf(document))
  const { sheets, putAway } = zip
    ? await sheetsOf(document.body)
    : await sheetOfText(withoutWarning(document.text).rest)
  const tables = sheets.map(sheet => ({
    sheet,
    read: readTableUnits(sheet.grid, sheet.name === '' ? 'fichier' : `feuille « ${sheet.name} »`, near),
  }))
  const best = tables
    .filter((each): each is { sheet: Sheet; read: TableRead } => each.read !== null && !isWeek(each.sheet.grid))
    .sort((a, b) => b.read.units.length - a.read.units.length)[0]
  const week = sheets.map(readWeek).find(found => found.size > 0) ?? new Map<string, WeekEntry>()
  const shared = sheets.flatMap(sheet => sharedLines(sheet))
  const read = withWeek(best?.read.units ?? [], week).map(unit => ({ ...unit, link: document.address, notes: shared }))
  const units = read.filter(({ title }) => !isBroken(title))
  if (units.length === 0) return null
  const kind = zip ? (isOpenDocument(document.body) ? 'ods' : 'xlsx') : 'csv'
  const where =
    best === undefined
      ? 'dans la grille de la semaine'
      : best.sheet.name === ''
        ? 'une par ligne'
        : `une par ligne de la feuille « ${best.sheet.name} »`
  const key = best?.read.header[best.read.nameColumn] ?? 'nom'
  const harvest = {
    kind,
    key,
    ...(best !== undefined && best.sheet.name !== '' && { sheet: best.sheet.name }),
    required: [key],
  }
  return {
    kind,
    found: `${many(units.length)}, ${where}`,
    units,
    notOffers: [
      ...read
        .filter(({ title }) => isBroken(title))
        .map(({ title }) => ({ words: title, because: 'la cellule du nom est une formule en erreur' })),
      ...(best?.read.asides ?? []),
      ...putAway,
    ],
    unread: sheets.flatMap(({ name, beyond }) => {
      const what = name === '' ? 'Le fichier' : `La feuille « ${name} »`
      return beyond.map(cap => beyondCap(document.address, { what, ...cap }))
    }),
    harvest,
    reads: readsOfHeader(best?.read.header ?? []),
  }
}

const BROKEN_WORKBOOK = 'Le tableur ne s’ouvre pas : il est abîmé, chiffré ou coupé.'

/** What a workbook shows, and what it hides: sheets, lines and columns that somebody put away. */
async function sheetsOf(body: Uint8Array): Promise<{ sheets: Sheet[]; putAway: NotOffer[] }> {
  const because = 'le classeur ne la montre pas : à afficher si elle compte'
  const putAway: NotOffer[] = []
  const read = await workbookRows(body, ({ name, hidden }) => {
    if (hidden) putAway.push({ words: `feuille « ${name} »`, because })
    return !hidden
  }).catch(cause => {
    throw new HarvestError('fichier-illisible', BROKEN_WORKBOOK, 'partenaire', '', { cause })
  })
  const sheets = read.map(({ sheet: { name }, rows, cut }): Sheet => {
    const columns = new Set(
      rows.flatMap(({ unseen, cells }) =>
        [...(unseen ?? [])].filter(at => cells[at] !== undefined && cells[at] !== ''),
      ),
    )
    for (const column of columns)
      putAway.push({ words: `feuille « ${name} », colonne ${columnLetters(column)}`, because })
    const shown = rows.filter(row => {
      if (row.hidden && !isBlankRow(row)) putAway.push({ words: `feuille « ${name} », ligne ${row.line}`, because })
      return !row.hidden
    })
    const widest = Math.max(0, ...shown.map(({ cells }) => cells.findLastIndex(cell => cell.trim() !== '') + 1))
    return {
      name,
      grid: gridOfRows(shown.map(asShown)),
      beyond: [
        ...(cut ? [{ of: 'lignes', most: MOST_LINES, received: null }] : []),
        ...(widest > MOST_COLUMNS ? [{ of: 'colonnes', most: MOST_COLUMNS, received: widest }] : []),
      ],
    }
  })
  return { sheets, putAway }
}

/** A row with its merged cells repeated wherever they reach, hidden columns left empty. */
function asShown({ line, cells, merged = [], unseen }: Row): Row {
  const width = Math.min(Math.max(cells.length, merged.length), MOST_COLUMNS)
  const filled = Array.from({ length: width }, (_, at) => (unseen?.has(at) ? '' : cells[at] || merged[at] || ''))
  return { line, cells: filled }
}

/** Columns of a sheet, no more than a person would read. */
const MOST_COLUMNS = 200

/** A line that cannot be read is told; the others are a table all the same. */
async function sheetOfText(text: string): Promise<{ sheets: Sheet[]; putAway: NotOffer[] }> {
  const rows: Row[] = []
  for await (const some of csvRows(once(() => text))) rows.push(...some)
  const [broken, read] = [rows.filter(row => row.broken), rows.filter(row => !row.broken && !isBlankRow(row))]
  const because = 'cette ligne ne se lit pas : un guillemet y est ouvert, et n’est pas fermé'
  return {
    sheets: [{ name: '', grid: gridOfRows(read), beyond: [] }],
    putAway: broken.map(({ line: at }) => ({ words: `ligne ${at}`, because })),
  }
}

function gridOfRows(rows: readonly Row[]): Grid {
  return {
    width: Math.max(0, ...rows.map(({ cells }) => cells.length)),
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: cells.map((text): Cell => ({ text, bold: false, links: [] })),
    })),
  }
}

interface WeekEntry {
  name: string
  slots: { day: string; from: string; to: string }[]
}

const SLOT = /(\d{1,2}\s?[h:]\s?\d{0,2})\s*(?:à|-|–|—|>|\/)\s*(\d{1,2}\s?[h:]\s?\d{0,2})/i

const weekHeader = (grid: Grid): number =>
  grid.rows.findIndex(
    ({ cells }) => new Set(cells.map(({ text }) => dayOf(text)).filter(day => day !== null)).size >= 3,
  )

function isWeek(grid: Grid): boolean {
  const at = weekHeader(grid)
  return at >= 0 && grid.rows.slice(at + 1).filter(({ cells }) => SLOT.test(cells[0]?.text ?? '')).length >= 2
}

/** A week on a grid: days across, hours down, names in the cells; one cell over two slots lasts from the first to the last. */
function readWeek({ grid }: Sheet): Map<string, WeekEntry> {
  const entries = new Map<string, WeekEntry>()
  if (!isWeek(grid)) return entries
  const at = weekHeader(grid)
  const days = grid.rows[at]?.cells.map(({ text }) => dayOf(text)) ?? []
  for (const { cells } of grid.rows.slice(at + 1)) {
    const slot = SLOT.exec(cells[0]?.text ?? '')
    if (slot?.[1] === undefined || slot[2] === undefined) continue
    for (const [column, cell] of cells.entries()) {
      const day = days[column]
      const name = squeeze(cell.text.split('\n')[0] ?? '')
      if (column === 0 || !day || name === '' || /^(?:pause|ferm|férié|repas|-+$)/i.test(name)) continue
      const entry = entries.get(fold(name)) ?? { name, slots: [] }
      const last = entry.slots.findLast(known => known.day === day)
      if (last !== undefined && fold(last.to) === fold(slot[1])) last.to = slot[2]
      else if (!entry.slots.some(known => known.day === day && known.from === slot[1]))
        entry.slots.push({ day, from: slot[1], to: slot[2] })
      entries.set(fold(name), entry)
    }
  }
  return entries
}

/** Each line of the details gets its hours from the grid; names of both are compared without their small differences. */
function withWeek(units: readonly Unit[], week: ReadonlyMap<string, WeekEntry>): Unit[] {
  const used = new Set<string>()
  const read = units.map(unit => {
    const key = [...week.keys()].find(name => sameName(name, fold(unit.title)))
    const entry = key === undefined ? undefined : week.get(key)
    if (key === undefined || entry === undefined) return unit
    used.add(key)
    return { ...unit, title: entry.name, lines: [...unit.lines, hoursLine(entry)] }
  })
  const alone = [...week]
    .filter(([name]) => !used.has(name))
    .map(
      ([, entry]): Unit => ({
        key: slugify(entry.name),
        title: entry.name,
        where: 'grille de la semaine',
        lines: [hoursLine(entry)],
        link: null,
      }),
    )
  return units.length > 0 ? read : alone
}

/** Every word of the shorter is in the longer: «Atelier couture et réemploi», «Couture et réemploi». */
function sameName(a: string, b: string): boolean {
  const [short, long] = [a.split(' '), b.split(' ')].sort((one, other) => one.length - other.length)
  return a === b || (short !== undefined && short.length > 1 && short.every(word => long?.includes(word)))
}

const hoursLine = ({ slots }: WeekEntry): Line =>
  line(slots.map(({ day, from, to }) => `${day} : ${from}-${to}`).join(' ; '), {
    label: 'Horaires',
    where: 'grille de la semaine',
    block: 9000,
  })

/** What a title above the table says for every row: dates, address. */
function sharedLines({ grid, name }: Sheet): Line[] {
  return grid.rows.flatMap(({ cells, line: row }) => {
    const filled = [...new Set(cells.map(({ text }) => squeeze(text)).filter(text => text !== ''))]
    const [text] = filled
    if (filled.length !== 1 || text === undefined || text.length < 15) return []
    return [line(text, { where: `feuille « ${name} », ligne ${row}`, block: 20_000 + row })]
  })
}
