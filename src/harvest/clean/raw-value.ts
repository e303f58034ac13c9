import { load } from '../../common/markup.ts'
import { squeeze } from '../../common/text.ts'
import type { Origin, RawValue } from '../connector.ts'
import { isTooDeep } from '../html/nesting.ts'
import { wordsOf } from '../html/words.ts'
import { revealEmails, spelledEmails } from './emails.ts'
import { unwrap } from './markup.ts'
import { mendMojibake } from './mojibake.ts'
import { MAY_HOLD_SHORTCODES, withoutShortcodes } from './shortcodes.ts'

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

/** Anything that the steps below would change; most texts have none of it. */
const TO_CLEAN = new RegExp(
  String.raw`[^\t\n -~\xA0-\u00AC\u00AE-\u00C1\u00C4\u00C6-\u00D3\u00D5-\u00E1\u00E3-\u00EE\u00F1-\u00FFœŒ’‘“”–—…€]|_x00|Mso|X-NONE|spam|\.\.åt|arobas| (?:at|AT) |[[({<]\s*[aA.dDpPcC@]|${MAY_HOLD_SHORTCODES}`,
  'u',
)

/** Characters that show nothing: zero width, soft hyphen, directions, tags, controls. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u061C\u115F\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\u034F/gu

/** What Word leaves as text when its page is pasted. */
const WORD_LEFTOVERS =
  /Normal\s+0\s+(?:\d+\s+)?(?:false\s+){3}[A-Z-]{2,6}\s+X-NONE\s+X-NONE|\/\*\s*Style Definitions\s*\*\/[^{}]{0,200}\{[^{}]{0,2000}\}/g

/**
 * Characters as they were meant, the same for every kind of source: encodings mistaken for another mended, invisible characters taken out, what spreadsheets
 * Word and WordPress add taken away, e-mail addresses spelled against robots written plainly. Line breaks are `\n`.
 */
function cleanCharacters(text: string): { text: string; mended: boolean } {
  if (!TO_CLEAN.test(text)) return { text, mended: false }
  const whole = mendMojibake(text)
  const clean = whole
    .replace(/_x00(0[9AD]|A0)_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/_x00[01][0-9A-F]_/gi, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/^[ \t]*[\uE000-\uF8FF][ \t]*/gm, '- ')
    .replace(/[\uE000-\uF8FF]/g, '')
    .replace(/[\uFF20\uFE6B]/g, '@')
    .replace(WORD_LEFTOVERS, '')
  return { text: spelledEmails(withoutShortcodes(clean)), mended: whole !== text }
}
