import { parse } from 'csv-parse'
import { type PlainCsv, plainCsv } from './plain-csv.ts'
import type { Row } from './row.ts'

/** Characters looked at to find the separator. */
const SNIFFED = 16 * 1024
/** An open quote must not swallow the whole file into memory, characters. */
const LONGEST_RECORD = 1_000_000
/** Rows that may be broken before the file is given up: each is read twice. */
const MOST_FAULTS = 50
const NEW_LINE = 0x0a
/** «sep=;»: what Excel writes for itself before the table. */
const SEPARATOR_LINE = /^\uFEFF?sep=([;,\t|])(?=\r|\n)/i

/** The separator that a text tells in its first line, and that text with the line left empty; as it is when none is told. */
export function separatorTold(text: string): { separator: string | null; rest: string } {
  const told = SEPARATOR_LINE.exec(text)
  return told ? { separator: told[1] ?? null, rest: text.slice(told[0].length) } : { separator: null, rest: text }
}

/**
 * Rows of a CSV text that comes in pieces, some at a time; blank lines are kept, so that line numbers are those a spreadsheet shows. A row whose quote is never
 * closed is given as broken, and reading starts again on the line after it. What is written plainly is cut here, the library reads from the first record that is not.
 */
export async function* csvRows(pieces: AsyncIterable<string>, delimiter?: string): AsyncGenerator<readonly Row[]> {
  const iterator = pieces[Symbol.asyncIterator]()
  const next = async () => {
    const step = await iterator.next()
    return step.done ? null : step.value.toWellFormed()
  }
  let head = ''
  for (let piece = await next(); piece !== null; piece = await next()) {
    head += piece
    if (head.length >= SNIFFED) break
  }
  const told = separatorTold(head)
  head = told.rest
  const separator = delimiter ?? told.separator ?? sniffDelimiter(head)
  const table: Table = { separator, line: 0, width: 0 }
  const plain = plainCsv(separator, cells => !isBroken(cells, table))
  plain.add(head.replace(/^\uFEFF/, ''))
  try {
    for (;;) {
      const rows: Row[] = []
      let record = plain.next()
      for (; typeof record !== 'string' && rows.length < MOST_AT_ONCE; record = plain.next())
        rows.push(rowOf(record, table))
      if (typeof record !== 'string') rows.push(rowOf(record, table))
      if (rows.length > 0) yield rows
      if (record === 'end') return
      if (record === 'not-plain') break
      if (record !== 'more') continue
      const piece = await next()
      if (piece === null) plain.end()
      else plain.add(piece)
    }
    yield* libraryRows(plain, next, table)
  } finally {
    await iterator.return?.()
  }
}

/** Rows handed over together. */
const MOST_AT_ONCE = 200

interface Table {
  separator: string
  /** Lines given so far. */
  line: number
  /** Cells of the first line that has several; 0 before it. */
  width: number
}

function rowOf(cells: string[], table: Table): Row {
  if (table.width === 0 && cells.length > 1) table.width = cells.length
  table.line += 1
  return { line: table.line, cells }
}

/** Another number of cells than the table has, and a row of it inside a cell: an open quote swallowed that row. */
function isBroken(cells: readonly string[], { width, separator }: Table): boolean {
  return cells.length !== width && !(width === 0 && cells.length > 1) && cells.some(cell => holdsRow(cell, separator))
}

/** What is left of a text, read by the library, and once more after each fault. */
async function* libraryRows(plain: PlainCsv, next: () => Promise<string | null>, table: Table) {
  /** Bytes of the record being read, and what was given after it. */
  let rest: Buffer = Buffer.from(plain.left())
  for (let faults = 0; faults < MOST_FAULTS; faults += 1) {
    const attempt = startParser(table.separator, faults === 0 ? plain.lineEnd() : null)
    let piece: Buffer | null = rest
    rest = Buffer.alloc(0)
    let failed = false
    while (!failed) {
      if (piece !== null) rest = Buffer.concat([rest, piece])
      await attempt.feed(piece)
      const rows: Row[] = []
      for (const { cells, bytes } of attempt.taken()) {
        failed = isBroken(cells, table)
        if (failed) break
        rest = rest.subarray(bytes)
        rows.push(rowOf(cells, table))
      }
      if (rows.length > 0) yield rows
      failed ||= attempt.failed()
      if (failed || piece === null) break
      const text = await next()
      piece = text === null ? null : Buffer.from(text)
    }
    attempt.close()
    if (!failed) return
    table.line += 1
    yield [{ line: table.line, cells: [], broken: true as const }]
    const end = rest.indexOf(NEW_LINE)
    if (end === -1) return
    rest = rest.subarray(end + 1)
  }
}

/** A cell of several lines, one of which looks like a row of the table: an open quote swallowed it. */
const holdsRow = (cell: string, separator: string): boolean =>
  cell
    .split('\n')
    .slice(1)
    .some(line => line.includes(separator))

interface Attempt {
  /** Resolves once the piece, or the end (null), is parsed, faulty or not. */
  feed(piece: Buffer | null): Promise<void>
  /** Records finished since the last call, each with its length in bytes. */
  taken(): { cells: string[]; bytes: number }[]
  failed(): boolean
  close(): void
}

function startParser(delimiter: string, lineEnd: string | null): Attempt {
  const ready: { cells: string[]; bytes: number }[] = []
  let fault = false
  let before = 0
  const parser = parse({
    delimiter,
    // Tools that add lines to a file end theirs as they do.
    ...(lineEnd !== null && { record_delimiter: lineEnd === '\r\n' ? ['\r\n', '\n'] : lineEnd }),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_RECORD,
    // Taken here rather than from the stream's output, which a later fault would throw away.
    on_record: (cells: string[], { bytes }) => {
      ready.push({ cells, bytes: bytes - before })
      before = bytes
      return null
    },
  })
  parser.on('error', () => {
    fault = true
  })
  parser.resume()
  return {
    feed: piece =>
      new Promise(resolve => {
        if (piece === null) parser.end(() => resolve())
        else parser.write(piece, () => resolve())
      }),
    taken: () => ready.splice(0),
    failed: () => fault,
    close: () => {
      parser.destroy()
    },
  }
}

/** The separator that the first lines hold most evenly outside quotes; a comma when nothing tells. */
export function sniffDelimiter(head: string): string {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 20)
  const whole = lines.length > 1 && head.length >= SNIFFED ? lines.slice(0, -1) : lines
  const filled = whole.filter(line => line.trim() !== '')
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [';', ',', '\t', '|']) {
    const counts = filled.map(line => line.split(delimiter).length - 1)
    const least = Math.min(...counts)
    const score = counts.length === 0 ? 0 : least * 1000 + counts.reduce((sum, n) => sum + n, 0) / counts.length
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
