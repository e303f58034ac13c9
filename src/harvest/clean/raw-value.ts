import { load } from '../../common/markup.ts'
import { squeeze } from '../../common/text.ts'
import type { Origin, RawValue } from '../connector.ts'
import { isTooDeep } from '../html/nesting.ts'
import { wordsOf } from '../html/words.ts'
import { cleanCharacters } from './characters.ts'
import { revealEmails } from './emails.ts'
import { unwrap } from './markup.ts'

/**
 * The one door of text into a raw offer, whatever the source: a cell, an element, a property, a line. HTML and entities inside are read as such, escaped twice
 * or not; characters come clean. Null when it holds no words.
 */
export function rawValue(written: string, origin: Origin): RawValue | null {
  const { text, mended } = cleanCharacters(written)
  const inside = isTooDeep(text) ? { text } : unwrap(text)
  if ('text' in inside) {
    // What was clean to begin with is not looked at again.
    if (text === written && inside.text === written) return squeezed(written, origin, mended)
    return rawWords(inside.text, origin, undefined, mended)
  }
  const $ = load(inside.html, null, false)
  revealEmails($, inside.html)
  const root = $.root()[0]
  return rawWords(root ? wordsOf(root) : '', origin, $.html(), mended)
}

/** The same for words that a parser already took out of their page, with the HTML they came from when it matters. */
export function rawWords(written: string, origin: Origin, html?: string, known = false): RawValue | null {
  const clean = cleanCharacters(written)
  const value = squeezed(clean.text, origin, known || clean.mended)
  if (value === null || html === undefined) return value
  const { words, ...rest } = value
  return { words, html: cleanCharacters(html).text, ...rest }
}

/** Blanks as people mean them, in words whose characters are clean. */
function squeezed(text: string, origin: Origin, mended: boolean): RawValue | null {
  const words = text.includes('\n') ? lines(text) : squeeze(text)
  if (words === '') return null
  return mended ? { words, mended, origin } : { words, origin }
}

function lines(text: string): string {
  return text
    .split('\n')
    .map(squeeze)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
