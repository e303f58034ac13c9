import { squeeze } from '../../common/text.ts'

/** One printed line and where it is. */
export interface TextLine {
  text: string
  /** Page, 1 being the first; null for a text without pages. */
  page: number | null
  /** Line within its page, or within the text. */
  line: number
}

/** «page 3, ligne 12», or «ligne 12». */
export function placeOf({ page, line }: TextLine): string {
  return page === null ? `ligne ${line}` : `page ${page}, ligne ${line}`
}

/** Lines of a text without pages; blank ones are kept empty, they part paragraphs. */
export function linesOf(text: string, page: number | null = null): TextLine[] {
  return text.split(/\r\n|\r|\n/).map((line, at) => ({ text: squeeze(line), page, line: at + 1 }))
}

/** From this many pages on, what most of them repeat at their edges is layout. */
const PAGES_ENOUGH = 3

/**
 * Lines of a paged document without page numbers nor the header and footer that most pages repeat: one line at each edge, word for word
 * (page numbers apart). Taking more away would lose labels that every sheet of a directory shows.
 */
export function pagedLines(pages: readonly string[]): TextLine[] {
  const all = pages.map((text, at) => withoutNumbers(linesOf(text, at + 1).filter(line => line.text !== '')))
  const repeated = pages.length >= PAGES_ENOUGH ? repeatedEdges(all) : new Set<string>()
  return all.flatMap(lines =>
    lines.filter((line, at) => !((at === 0 || at === lines.length - 1) && repeated.has(shape(line.text)))),
  )
}

const NUMBER = /^(page\s*)?[-–]?\s*\d{1,3}(\s*(\/|sur)\s*\d{1,3})?\s*[-–]?$/i

/** A number alone on the first or last line is the page's. */
function withoutNumbers(lines: TextLine[]): TextLine[] {
  return lines.filter((line, at) => !((at === 0 || at === lines.length - 1) && NUMBER.test(line.text)))
}

function repeatedEdges(pages: TextLine[][]): Set<string> {
  const seen = new Map<string, number>()
  for (const lines of pages)
    for (const text of new Set([lines.at(0), lines.at(-1)].flatMap(line => (line ? [shape(line.text)] : []))))
      seen.set(text, (seen.get(text) ?? 0) + 1)
  return new Set([...seen].filter(([, count]) => count > pages.length / 2).map(([text]) => text))
}

/** Two footers that differ by their page number are one; «Fiche 1» and «Fiche 2» are not. */
const shape = (text: string): string => (/\bpage\b/i.test(text) ? text.replace(/\d+/g, '#') : text)
