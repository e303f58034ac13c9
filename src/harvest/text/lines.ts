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

/** From this many pages on, what most of them repeat is layout. */
const PAGES_ENOUGH = 3
const EDGE = 2

/** Lines of a paged document without page numbers nor the headers and footers that most pages repeat. */
export function pagedLines(pages: readonly string[]): TextLine[] {
  const all = pages.map((text, at) => linesOf(text, at + 1).filter(line => line.text !== ''))
  const repeated = pages.length >= PAGES_ENOUGH ? repeatedEdges(all) : new Set<string>()
  return all.flatMap(lines =>
    lines.filter((line, at) => {
      const edge = at < EDGE || at >= lines.length - EDGE
      return !(
        edge &&
        (repeated.has(shape(line.text)) || /^(page\s*)?\d{1,3}(\s*(\/|sur)\s*\d{1,3})?$/i.test(line.text))
      )
    }),
  )
}

function repeatedEdges(pages: TextLine[][]): Set<string> {
  const seen = new Map<string, number>()
  for (const lines of pages)
    for (const text of new Set([...lines.slice(0, EDGE), ...lines.slice(-EDGE)].map(line => shape(line.text))))
      seen.set(text, (seen.get(text) ?? 0) + 1)
  return new Set([...seen].filter(([, count]) => count > pages.length / 2).map(([text]) => text))
}

/** Page numbers apart, two footers are the same line. */
const shape = (text: string): string => text.replace(/\d+/g, '#')
