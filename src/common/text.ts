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

/** For comparison only: lower case, no accents, no punctuation, single spaces. «PEM’S – Accompagnement» → `pem s accompagnement`. */
export function fold(text: string): string {
  return foldUsual(text) ?? foldAny(text)
}

function foldAny(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Characters of a text that is folded one by one. */
const MOST_USUAL = 500
/** A letter may become two. */
const folded = Buffer.alloc(2 * MOST_USUAL)
const PLAIN = 0
const SPACE = 1
const RARE = 2
/**
 * What each character below U+0250 becomes, whatever stands beside it: up to two bytes, those of Latin letters; a space for what is neither letter nor digit;
 * `RARE` for what becomes anything else. No combining sign is among them.
 */
const USUAL = Array.from({ length: 0x250 }, (_, code) => foldAny(String.fromCharCode(code))).map(alone => {
  if (alone === '') return { kind: SPACE, first: 0, second: 0 }
  const [first = 0, second = 0] = [alone.charCodeAt(0), alone.length > 1 ? alone.charCodeAt(1) : 0]
  return { kind: alone.length > 2 || first > 0xff || second > 0xff ? RARE : PLAIN, first, second }
})
const KINDS = Uint8Array.from(USUAL, ({ kind }) => kind)
const FIRSTS = Uint8Array.from(USUAL, ({ first }) => first)
const SECONDS = Uint8Array.from(USUAL, ({ second }) => second)

/** Dashes, quotes and suspension points, and €: spaces, as those of Latin. */
const isSign = (code: number): boolean => (code >= 0x2010 && code <= 0x2027) || code === 0x20ac

/** Null when it is long, or when some character is not usual. */
function foldUsual(text: string): string | null {
  const { length } = text
  if (length > MOST_USUAL) return null
  let end = 0
  let apart = false
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    const kind = code < 0x250 ? KINDS[code] : isSign(code) ? SPACE : RARE
    if (kind === RARE) return null
    if (kind === SPACE) {
      apart = end > 0
      continue
    }
    if (apart) {
      folded[end] = 0x20
      end += 1
      apart = false
    }
    folded[end] = FIRSTS[code] as number
    end += 1
    const second = SECONDS[code] as number
    if (second === 0) continue
    folded[end] = second
    end += 1
  }
  return folded.toString('latin1', 0, end)
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
