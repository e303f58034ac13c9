import { unzipSync } from 'fflate'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { LONGEST_TEXT } from '../longest-text.ts'
import { cellText } from './cell-text.ts'
import { openMerges } from './merges.ts'
import type { Row } from './row.ts'
import { shownDate, shownNumber } from './shown-cell.ts'

/** A sheet as the workbook announces it. `rank` is from 0. */
export interface SheetInfo {
  name: string
  rank: number
  /** The workbook does not show it. */
  hidden: boolean
}

const CONTENT = 'content.xml'
/** Bytes handed to the parser at once. */
const PIECE = 64 * 1024
/** The widest sheet that exists, columns. */
const WIDEST = 16_384

/**
 * Rows of the sheets of an OpenDocument workbook, as a person sees them: numbers and dates as they are shown, grouped rows too, merged cells wherever they reach,
 * and what is hidden told as such. Rows where nothing is written are left out.
 * @param chosen which sheets; the others are not read
 * @throws Error when the file cannot be read
 */
export function* odsRows(
  body: Uint8Array,
  chosen: (sheet: SheetInfo) => boolean,
): Generator<{ sheet: SheetInfo; row: Row }> {
  const { [CONTENT]: content } = unzipSync(body, { filter: ({ name }) => name === CONTENT })
  if (content === undefined) throw new Error(`no ${CONTENT}`)
  const { parser, ready, fault } = rowParser(chosen)
  const decoder = new TextDecoder()
  for (let at = 0; at < content.length; at += PIECE) {
    parser.write(decoder.decode(content.subarray(at, at + PIECE), { stream: true }))
    for (const { sheet, row, times } of ready.splice(0))
      for (let again = 0; again < times; again += 1) yield { sheet, row: { ...row, line: row.line + again } }
    if (fault.error) throw fault.error
  }
  parser.close()
  if (fault.error) throw fault.error
}

interface Ready {
  sheet: SheetInfo
  row: Row
  /** Lines that say it, one after the other. */
  times: number
}

/** The cell being read. */
interface OpenCell {
  kind: string
  value: string
  repeated: number
  across: number
  down: number
  /** It holds a formula. */
  formula: boolean
  paragraphs: string[]
}

/** Inside a cell, but none of its words: comments, drawings. */
const BESIDE = new Set(['annotation', 'frame', 'custom-shape', 'g', 'shapes'])

function rowParser(chosen: (sheet: SheetInfo) => boolean) {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const ready: Ready[] = []
  const fault: { error: Error | null } = { error: null }
  /** Styles of sheets that are not shown. */
  const unseenStyles = new Set<string>()
  const open: string[] = []
  let style = ''
  let ranks = 0
  let sheet: SheetInfo | null = null
  let columns = 0
  let unseen = new Set<number>()
  let merges = openMerges()
  let line = 0
  let row: { times: number; hidden: boolean; cells: string[]; width: number; uncomputed: Set<number> } | null = null
  let cell: OpenCell | null = null
  let beside = 0

  function startSheet({ attributes }: SaxesTagPlain): void {
    const rank = ranks
    ranks += 1
    const name = attributes['table:name'] ?? `Feuille${ranks}`
    const info = { name, rank, hidden: unseenStyles.has(attributes['table:style-name'] ?? '') }
    sheet = chosen(info) ? info : null
    columns = 0
    unseen = new Set()
    merges = openMerges()
    line = 0
  }

  function addColumns({ attributes }: SaxesTagPlain): void {
    const count = Math.min(times(attributes['table:number-columns-repeated']), WIDEST)
    if (attributes['table:visibility'] === 'collapse')
      for (let at = columns; at < Math.min(columns + count, WIDEST); at += 1) unseen.add(at)
    columns += count
  }

  function endCell(): void {
    if (row === null || cell === null) return
    const text = textOf(cell)
    const count = Math.min(cell.repeated, WIDEST + 1 - row.width)
    if (cell.formula && cell.kind === '' && text === '') row.uncomputed.add(row.width)
    if (text !== '') {
      while (row.cells.length < row.width) row.cells.push('')
      for (let again = 0; again < count; again += 1) row.cells.push(text)
      if (cell.across > 1 || cell.down > 1) merges.open({ text, from: row.width, across: cell.across, down: cell.down })
    }
    row.width += count
    cell = null
  }

  function endRow(): void {
    if (row === null || sheet === null) return
    const { times, hidden, cells, uncomputed } = row
    const merged = merges.row(cells, times)
    if (cells.length > 0)
      ready.push({
        sheet,
        times,
        row: {
          line: line + 1,
          cells,
          ...(merged && { merged }),
          ...(hidden && { hidden: true }),
          ...(uncomputed.size > 0 && { uncomputed }),
          ...(unseen.size > 0 && { unseen }),
        },
      })
    line += times
    row = null
  }

  // An unknown entity is no fault of form.
  parser.on('error', error => {
    if (!/entity/i.test(error.message)) fault.error ??= error
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    const { attributes } = tag
    if (name === 'style') style = attributes['style:family'] === 'table' ? (attributes['style:name'] ?? '') : ''
    else if (name === 'table-properties' && style !== '' && attributes['table:display'] === 'false')
      unseenStyles.add(style)
    else if (name === 'table' && open.at(-1) === 'spreadsheet') startSheet(tag)
    else if (sheet !== null) inSheet(name, tag)
    open.push(name)
  })

  function inSheet(name: string, tag: SaxesTagPlain): void {
    const { attributes } = tag
    if (beside > 0 || BESIDE.has(name)) beside += 1
    else if (name === 'table-column') addColumns(tag)
    else if (name === 'table-row')
      row = {
        times: times(attributes['table:number-rows-repeated']),
        // A group that is folded takes nothing away.
        hidden: attributes['table:visibility'] === 'collapse' && !open.includes('table-row-group'),
        cells: [],
        width: 0,
        uncomputed: new Set(),
      }
    else if (row !== null && (name === 'table-cell' || name === 'covered-table-cell'))
      cell = startCell(name, attributes)
    else if (cell !== null && name === 'p') cell.paragraphs.push('')
    else if (cell !== null && name === 's') addText(' '.repeat(Math.min(times(attributes['text:c']), 1000)))
    else if (cell !== null && name === 'line-break') addText('\n')
    else if (cell !== null && name === 'tab') addText('\t')
  }

  function addText(text: string): void {
    if (cell === null || beside > 0 || cell.paragraphs.length === 0) return
    const last = cell.paragraphs.length - 1
    const before = cell.paragraphs[last] ?? ''
    if (before.length <= LONGEST_TEXT) cell.paragraphs[last] = before + text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', ({ name: tag }) => {
    open.pop()
    const name = tag.slice(tag.indexOf(':') + 1)
    if (sheet === null) return
    if (beside > 0) beside -= 1
    else if (name === 'table-cell' || name === 'covered-table-cell') endCell()
    else if (name === 'table-row') endRow()
    else if (name === 'table' && open.at(-1) === 'spreadsheet') sheet = null
  })
  return { parser, ready, fault }
}

function startCell(name: string, attributes: Record<string, string>): OpenCell {
  const kind = attributes['office:value-type'] ?? attributes['calcext:value-type'] ?? ''
  const value = attributes[VALUES[kind] ?? ''] ?? ''
  return {
    // What a merged cell covers is not shown.
    kind: name === 'table-cell' ? kind : 'covered',
    value,
    repeated: times(attributes['table:number-columns-repeated']),
    across: times(attributes['table:number-columns-spanned']),
    down: times(attributes['table:number-rows-spanned']),
    formula: attributes['table:formula'] !== undefined,
    paragraphs: [],
  }
}

/** Where each kind of cell keeps its value. */
const VALUES: Readonly<Record<string, string>> = {
  float: 'office:value',
  currency: 'office:value',
  percentage: 'office:value',
  boolean: 'office:boolean-value',
  date: 'office:date-value',
  time: 'office:time-value',
  string: 'office:string-value',
}

function textOf({ kind, value, paragraphs }: OpenCell): string {
  const shown = paragraphs.join('\n')
  switch (kind) {
    case 'covered':
      return ''
    case 'float':
    case 'currency':
    case 'percentage':
      return value === '' ? shown : shownNumber(Number(value), shown)
    case 'boolean':
      return value === '' ? shown : cellText(value === 'true')
    case 'date': {
      // A date without zone is the day that is written.
      const date = new Date(/T(?!.*(?:Z|[+-]\d{2}:?\d{2})$)/.test(value) ? `${value}Z` : value)
      return Number.isNaN(date.getTime()) ? shown : shownDate(date, shown)
    }
    case 'time':
      return value === '' ? shown : cellText(value)
    default:
      return shown === '' ? value : shown
  }
}

/** How many times something is repeated, once at least. */
function times(written: string | undefined): number {
  const count = Number(written ?? 1)
  return Number.isFinite(count) && count >= 1 ? Math.trunc(count) : 1
}
