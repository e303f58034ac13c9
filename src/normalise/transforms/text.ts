import type { AnyNode } from 'domhandler'
import { z } from 'zod'
import { load } from '../../common/markup.ts'
import { squeeze } from '../../common/text.ts'
import type { Note, Parsed, Transform } from './transform.ts'
import { isBroken, isUnanswered } from './unanswered.ts'

const BLOCKS = new Set(
  'address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p section summary table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const DROPPED = new Set(
  'script style noscript template svg iframe object embed form input select button textarea nav head del s strike'.split(
    ' ',
  ),
)

/**
 * HTML to a small Markdown by allow-list: paragraphs, «- » and «1. » lists, bold. Links keep their words only; everything else is dropped with its
 * attributes, and what is struck out. What a style hides stays: accordions are hidden until somebody opens them. Plain text passes. NFC, no zero-width or bidi control, no more than one empty line.
 */
export function toMarkdown(html: string): string {
  const $ = load(html, null, false)
  const text = $.root()
    .contents()
    .toArray()
    .map(node => render(node, ''))
    .join('')
  return text
    .replace(INSIDE_A_WORD, '$1')
    .split('\n')
    .map(line =>
      /^\s*(?:-|\d+\.) /.test(line)
        ? line.replace(/^(\s*)(\S+) (.*)$/, (_, blank, mark, rest) => `${blank}${mark} ${squeeze(rest)}`)
        : squeeze(line),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/(?<=\S\*\*) +(?=[,.)\]…])/g, '')
    .replace(/(?<=(?:^|\n)\s*(?:-|\d+\.) [^\n]*)\n\n(?=\s*(?:-|\d+\.) )/g, '\n')
    .trim()
}

/** «in<b>clus</b>ion», «<b>A</b>telier»: marks would cut the word. The blank after them is ours where the page has none. */
const INSIDE_A_WORD =
  /(?:(?<=\p{L})\*\*(?=[^*\n]*\p{L}\*\* \p{Ll})|(?<=(?:^|\s))\*\*(?=\p{Lu}\*\* \p{Ll}))([^*\n]+)\*\* (?=\p{Ll})/gu

function render(node: AnyNode, list: string): string {
  if (node.type === 'text') return node.data.replace(/\s+/g, ' ')
  if (node.type !== 'tag' || DROPPED.has(node.name)) return ''
  const inner = (mark = list) => node.children.map(child => render(child, mark)).join('')
  switch (node.name) {
    case 'br':
      return '\n'
    case 'ul':
      return `\n\n${inner('-')}\n\n`
    case 'ol': {
      let rank = Number.parseInt(node.attribs.start ?? '', 10) - 1 || 0
      const items = node.children.map(child => {
        const isItem = child.type === 'tag' && child.name === 'li'
        if (isItem) rank += 1
        // Words that stand outside the items are kept, as a paragraph.
        return isItem ? render(child, `${rank}.`) : apart(render(child, ''))
      })
      return `\n\n${items.join('')}\n\n`
    }
    case 'li': {
      const item = nested(inner('').trim())
      return item === '' ? '' : `\n${list || '-'} ${item}\n`
    }
    case 'strong':
    case 'b': {
      const words = squeeze(inner())
      return words ? `**${words}** ` : ''
    }
    default:
      return BLOCKS.has(node.name) ? `\n\n${inner()}\n\n` : inner()
  }
}

const apart = (text: string) => (text.trim() === '' ? '' : `\n\n${text}\n\n`)

/** An item is one line; a list inside it goes on below, set in. */
const nested = (item: string) => item.replace(/\n+(?!\s*(?:-|\d+\.) )/g, ' ').replace(/\n+(?=\s*(?:-|\d+\.) )/g, '\n  ')

/** Cuts at the end of a sentence, at most `max` characters. */
export function cutAtSentence(text: string, max: number): string {
  if (text.length <= max) return text
  const head = text.slice(0, max)
  const end = lastEnd(head, max / 2)
  if (end > max / 2) return head.slice(0, end + 1).trimEnd()
  const cut = head.slice(0, Math.max(head.lastIndexOf(' ', max - 1), 0) || max - 1).trimEnd()
  // A character of two halves stays whole.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** «M.», «tél.», «9 h.», «(ex.», «J.»: a dot that ends no sentence. */
const ABBREVIATED =
  /(?<![\p{L}\d])(?:MM?|Mr|Mmes?|Mlles?|Dr|Me|Ste?|\p{Lu}|t[ée]l|ex|cf|art|env|min|max|mini|maxi|approx|r[ée]f|n[o°]?|num|bd|av|bat|bât|p|pp|vol|\d{1,2}\s?h|resp|c\.-à-d|i\.e|ét|apt|hab)$/iu

/** Where the last sentence of a text ends, above `floor`; -1: none does. */
function lastEnd(head: string, floor: number): number {
  for (let end = head.length; ; ) {
    end = Math.max(...['. ', '.\n', '!', '?'].map(mark => (end > 0 ? head.lastIndexOf(mark, end - 1) : -1)))
    if (end <= floor || head.charAt(end) !== '.') return end
    if (!ABBREVIATED.test(head.slice(Math.max(0, end - 10), end))) return end
  }
}

const Max = z.strictObject({ max: z.number().int().min(3).max(10_000) }).nullable()

/** @param written a person wrote it to be read: «-» and «à compléter» are no such text */
export function limited(text: string, max: number, written: boolean): Parsed<string> {
  if (text === '') return { ok: false, expected: 'un texte' }
  if (isBroken(text) || (written && isUnanswered(text)))
    return { ok: false, expected: 'un texte, et pas une case sans réponse' }
  const kept = cutAtSentence(text, max)
  const notes: Note[] = []
  if (kept !== text) {
    notes.push({
      code: 'texte-coupe',
      severity: 'info',
      message: `Le texte fait ${text.length} caractères : il est coupé à la fin d’${kept.endsWith('…') ? 'un mot' : 'une phrase'}, à ${kept.length}.`,
    })
  }
  const blank = text.includes('{') || text.includes('%') ? TEMPLATE.exec(text)?.[0] : undefined
  if (blank !== undefined) {
    notes.push({
      code: 'texte-a-verifier',
      severity: 'avertissement',
      message: `« ${blank.slice(0, 60)} » est la place d’un mot que le site n’a pas rempli. À vérifier.`,
    })
  }
  return { ok: true, values: [kept], ...(notes.length > 0 && { notes }) }
}

/** «{{nom}}», «{% if %}», «%%titre%%», «\${nom}». */
const TEMPLATE = /\{\{[^{}]{0,80}\}\}|\{%[^%]{0,80}%\}|%%\w{1,40}%%|\$\{[\w.]{1,40}\}/

/** One line of plain text; a final dot is kept. Option `max` (characters; default 10 000). */
export const text: Transform<z.infer<typeof Max>> = {
  name: 'text',
  purpose: 'texte simple sur une ligne',
  options: Max,
  apply: (words, options) => limited(squeeze(words), options?.max ?? 10_000, false),
}

/** Text with its paragraphs and lists, from the HTML when there is some. Option `max` (characters; default 1 999, the longest that scores best). */
export const markdown: Transform<z.infer<typeof Max>> = {
  name: 'markdown',
  purpose: 'texte avec ses paragraphes et ses listes',
  options: Max,
  apply: (words, options, _context, html) =>
    limited(html ? toMarkdown(html) : plainLines(words), options?.max ?? 1999, true),
}

function plainLines(words: string): string {
  return words
    .split(/\n/)
    .map(squeeze)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
