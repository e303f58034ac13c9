/** Characters of a record beyond which the library reads: it has a limit of its own. */
const LONGEST_RECORD = 300_000

/** Why there is no record: more text is needed, nothing is left, or what comes next is not plain. */
export type NoRecord = 'more' | 'end' | 'not-plain'

export interface PlainCsv {
  next(): string[] | NoRecord
  /** More text, after what is left. */
  add(text: string): void
  /** No more text comes. */
  end(): void
  /** What was not read. */
  left(): string
  /** How lines end, null as long as none was read. */
  lineEnd(): '\n' | '\r\n' | null
}

/**
 * Records of CSV as most files are written: each cell bare, or whole in quotes. Lines end as the first one does. Anything else (a quote inside a bare cell, words
 * after a closing quote, a line that ends otherwise, a very long record) is not plain: nothing is guessed here, the library reads from there on.
 * @param isWhole whether a record with quoted cells looks like one record; otherwise it is not plain
 */
export function plainCsv(separator: string, isWhole: (cells: readonly string[]) => boolean): PlainCsv {
  let text = ''
  let at = 0
  let ended = false
  let lineEnd: '\n' | '\r\n' | null = null
  /** Where the next quote stands, `text.length` when none does. */
  let quote = 0

  /** The cells of a line that ends at `end` (its line feed, or the end of the text), null when it does not end as the others. */
  function lastCell(from: number, end: number): string | null {
    const cell = text.slice(from, end)
    if (end === text.length) return lineEnd === null && cell.includes('\r') ? null : cell
    const returned = cell.endsWith('\r')
    lineEnd ??= cell.indexOf('\r') === (returned ? cell.length - 1 : -1) ? (returned ? '\r\n' : '\n') : null
    if (lineEnd === '\n') return cell
    return lineEnd === '\r\n' && returned ? cell.slice(0, -1) : null
  }

  function bare(): string[] | NoRecord {
    const feed = text.indexOf('\n', at)
    if (feed === -1 && !ended) return 'more'
    const end = feed === -1 ? text.length : feed
    if (quote < end) return quoted()
    const line = lastCell(at, end)
    if (line === null) return 'not-plain'
    at = end + 1
    return line.split(separator)
  }

  function quoted(): string[] | NoRecord {
    const cells: string[] = []
    for (let from = at; ; ) {
      const cell = text[from] === '"' ? quotedCell(from) : bareCell(from)
      if (typeof cell === 'string') return cell
      cells.push(cell.words)
      from = cell.end + 1
      if (cell.end < text.length && text[cell.end] === separator) continue
      if (!isWhole(cells)) return 'not-plain'
      at = from
      return cells
    }
  }

  /** A cell in quotes, and where the separator or the line feed after it stands. */
  function quotedCell(from: number): { words: string; end: number } | NoRecord {
    let close = text.indexOf('"', from + 1)
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    // What follows tells a closing quote from the first of two, and how the line ends.
    if (close === -1 || (close + 2 >= text.length && !ended)) return ended ? 'not-plain' : 'more'
    const words = text.slice(from + 1, close).replaceAll('""', '"')
    const end = close + 1
    if (end === text.length || text[end] === separator) return { words, end }
    const found = text.startsWith('\r\n', end) ? '\r\n' : text[end] === '\n' ? '\n' : null
    lineEnd ??= found
    return found === null || found !== lineEnd ? 'not-plain' : { words, end: end + found.length - 1 }
  }

  function bareCell(from: number): { words: string; end: number } | NoRecord {
    let end = from
    while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1
    if (end === text.length && !ended) return 'more'
    const words = text[end] === separator ? text.slice(from, end) : lastCell(from, end)
    if (words === null || words.includes('"') || (lineEnd === null && words.includes('\r'))) return 'not-plain'
    return { words, end }
  }

  return {
    next() {
      if (at >= text.length) return ended ? 'end' : 'more'
      if (quote < at) quote = text.indexOf('"', at)
      if (quote === -1) quote = text.length
      const record = bare()
      return record === 'more' && text.length - at > LONGEST_RECORD ? 'not-plain' : record
    },
    add(more) {
      text = text.slice(at) + more
      at = 0
      quote = -1
    },
    end: () => {
      ended = true
    },
    left: () => text.slice(at),
    lineEnd: () => lineEnd,
  }
}
