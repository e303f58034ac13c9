import type { AnyNode } from 'domhandler'
import { z } from 'zod'
import { load } from '../../common/markup.ts'
import { squeeze } from '../../common/text.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const BLOCKS = new Set(
  'address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p section summary table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const DROPPED = new Set(
  'script style noscript template svg iframe object embed form input select button textarea nav head'.split(' '),
)

/**
 * HTML to a small Markdown by allow-list: paragraphs, «- » and «1. » lists, bold. Links keep their words only; everything else is dropped with its
 * attributes. What a style hides stays: accordions are hidden until somebody opens them. Plain text passes. NFC, no zero-width or bidi control, no more than one empty line.
 */
export function toMarkdown(html: string): string {
  const $ = load(html, null, false)
  const text = $.root()
    .contents()
    .toArray()
    .map(node => render(node, ''))
    .join('')
  return text
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
      let rank = 0
      const items = node.children.map(child => {
        const isItem = child.type === 'tag' && child.name === 'li'
        if (isItem) rank += 1
        // Words that stand outside the items are kept, as a paragraph.
        return isItem ? render(child, `${rank}.`) : apart(render(child, ''))
      })
      return `\n\n${items.join('')}\n\n`
    }
    case 'li':
      return `\n${list || '-'} ${nested(inner('').trim())}\n`
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
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('.\n'), head.lastIndexOf('!'), head.lastIndexOf('?'))
  if (end > max / 2) return head.slice(0, end + 1).trimEnd()
  return `${head.slice(0, Math.max(head.lastIndexOf(' ', max - 1), 0) || max - 1).trimEnd()}…`
}

const Max = z.strictObject({ max: z.number().int().min(3).max(10_000) }).nullable()

/** @param written a person wrote it to be read: «-» and «à compléter» are no such text */
function limited(text: string, max: number, written: boolean): Parsed<string> {
  if (text === '') return { ok: false, expected: 'un texte' }
  if (text.length <= LONGEST_VOID && (BROKEN.test(text) || (written && VOID.test(text))))
    return { ok: false, expected: 'un texte, et pas une case sans réponse' }
  const kept = cutAtSentence(text, max)
  const notes: Note[] = []
  if (kept !== text) {
    notes.push({
      code: 'texte-coupe',
      severity: 'info',
      message: `Le texte fait ${text.length} caractères : il est coupé à la fin d’une phrase, à ${kept.length}.`,
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

/** What a spreadsheet shows of a formula that failed, or the formula. */
export const BROKEN =
  /^(?:#(?:n\/?a|ref|value|valeur|name|nom|div\/0|num|nombre|nulle?|nul|spill|calc)[!?]?|#{2,}|err\s?:\s?\d+|=[a-z][a-z.]*\(.*|undefined|null|nan|\[object object\])$/iu
/** What a form leaves where nobody answered. */
const VOID =
  /^(?:n\/?a|n\.?c\.?|néant|[-–—_?.*/]+|x{2,}|à (?:compléter|définir|venir|préciser|renseigner)|lorem ipsum.*|non (?:communiqué|renseigné)e?|(?:sans|nouveau) titre|untitled|auto draft|brouillon(?: auto\p{L}*)?|tests? ?\d*|nouvelle? (?:page|article|offre|annonce))$/iu
const LONGEST_VOID = 200
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

/** A name: one line, no final dot (the schema's rule), at most 150 characters. */
export const title: Transform = {
  name: 'title',
  purpose: 'intitulé sur une ligne, sans point final, 150 caractères au plus',
  options: z.null(),
  apply(words) {
    const line = withoutFinalDot(squeeze(words).replace(/^[•·▪►➢✓*-]\s+/u, ''))
    if (line.length < 3) return { ok: false, expected: 'un intitulé de 3 à 150 caractères' }
    const kept = limited(line, 150, true)
    // Cut at the end of a sentence, it has a dot again.
    if (!kept.ok) return kept
    const over = OVER.exec(line)?.[0]
    const notes = [...(kept.notes ?? []), ...(over === undefined ? [] : [tellOver(over)])]
    return { ok: true, values: kept.values.map(withoutFinalDot), ...(notes.length > 0 && { notes }) }
  },
}

/** «ANNULÉ : …», «… (complet)», «… - reporté»: said of the offer, before or after its name. */
const ENDED = `(?:(?:annul|report|supprim|termin)(?:ée?|e)s?|suspendue?s?|compl(?:et|ète)s?)`
const OVER = new RegExp(
  String.raw`^[[(]?${ENDED}\s*[\])]?\s*[:–—!-]|^[[(]${ENDED}[\])]|(?:\s[–—-]\s*|[[(]|:\s*)${ENDED}\s*!*[\])]?$`,
  'iu',
)
const tellOver = (words: string): Note => ({
  code: 'offre-a-verifier',
  severity: 'avertissement',
  message: `« ${words.replace(/^[\s:–—-]+|[\s:–—-]+$/g, '')} » dans l’intitulé : l’offre est-elle encore ouverte ? À vérifier.`,
})

const withoutFinalDot = (line: string) => line.replace(/(?<!etc)\.+$/, '').trim()
