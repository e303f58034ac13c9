import { distance } from './distance.ts'
import { frenchOrder } from './french-order.ts'

/** What `squeeze` would change, or might: most texts have none of it. Letters below U+0300, French quotes and dashes, and € are in NFC by themselves. */
const TO_MEND = /[\u0300-\u200F\u2028-\u20AB\u20AD-\uFFFF]|[^\S ]| {2}|^ | $/

/** Unicode NFC, zero-width and bidi controls removed, runs of blanks (no-break ones too) to one space, trimmed. */
export function squeeze(text: string): string {
  if (!TO_MEND.test(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
}

/** Whether nothing is left of a text once squeezed. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  return !(first > 0x20 && first < 0x7f) && squeeze(text) === ''
}

/** Already folded: words of plain letters and digits. */
const PLAIN = /^[a-z\d]+(?: [a-z\d]+)*$/
/** Accented letters of French and its neighbours, and what they are folded to. */
const ACCENTED = /[àáâãäåæçèéêëìíîïñòóôõöùúûüýÿœ]/g
const BARE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'].map(letter => [letter, letter.normalize('NFD').slice(0, 1)]),
  ),
  æ: 'ae',
  œ: 'oe',
}
/** What is left of most texts once those are bare: signs that are plainly a letter, a digit, or neither. */
const USUAL = /^[\0-\x7f’«»–—…€°·]*$/

/** For comparison only: lower case, no accents, no punctuation, single spaces. «PEM’S – Accompagnement» → `pem s accompagnement`. */
export function fold(text: string): string {
  const lower = squeeze(text).toLowerCase()
  if (PLAIN.test(lower)) return lower
  const bare = lower.replace(ACCENTED, letter => BARE[letter] ?? letter)
  if (USUAL.test(bare)) return bare.replace(/[^a-z\d]+/g, ' ').trim()
  return lower
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** `pem-s-accompagnement`; for file names and local keys, never for DORA slugs. */
export function slugify(text: string): string {
  return fold(text).replaceAll(' ', '-')
}

/** Similarity in [0, 1]: 1 − Levenshtein distance of the folded texts over the longer length. */
export function similarity(a: string, b: string): number {
  const left = fold(a)
  const right = fold(b)
  const longest = Math.max(left.length, right.length)
  return longest === 0 ? 1 : 1 - distance(left, right) / longest
}

/** The candidates nearest to `text`, best first, at least `floor` similar (default 0.5), at most `most` (default 3). */
export function nearest(text: string, candidates: Iterable<string>, floor = 0.5, most = 3): string[] {
  const scored: { candidate: string; score: number }[] = []
  for (const candidate of candidates) {
    const score = similarity(text, candidate)
    if (score >= floor) scored.push({ candidate, score })
  }
  return scored
    .sort((a, b) => b.score - a.score || frenchOrder(a.candidate, b.candidate))
    .slice(0, most)
    .map(s => s.candidate)
}

/** The same text, its first letter a capital. */
export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
