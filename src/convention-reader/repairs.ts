import { fold } from '../common/text.ts'
import type { OcrLine, Repair } from './reading.ts'

interface Rule {
  pattern: RegExp
  to: string | ((found: string) => string)
  why: string
}

const MONTH = 'janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre'

const FIGURE = 'lettre prise pour un chiffre'

/** What a scanner takes for something else, in any French text of this kind. Order matters: glyphs first, then words. */
const GLYPHS: Rule[] = [
  { pattern: /['‘’`´]/g, to: '’', why: '' },
  { pattern: /[\u00A0\u202F]/g, to: ' ', why: '' },
  { pattern: /(?<![\p{L}\d])[|I1l]’(?=\p{L})/gu, to: 'l’', why: 'l pris pour une barre, un I ou un 1' },
  { pattern: /(?<![\p{L}\d’])[|Il]\s?’\s?’?(?=\p{L})/gu, to: 'l’', why: 'l pris pour une barre, un I ou un 1' },
  { pattern: /(?<=^|[\s(])’(?=\p{L})/gu, to: 'l’', why: 'l perdu devant l’apostrophe' },
  {
    pattern: new RegExp(`(?<!\\d)1\\s?(?:°["’”]?|%|[*¢^]["’”]?|¥|["”“]|er)(?=\\s+(?:${MONTH}))`, 'gi'),
    to: '1er',
    why: '1er mal lu',
  },
  { pattern: new RegExp(`(?<!\\p{L})(?:ler|Ier|l°|1e[rc]?)(?=\\s+(?:${MONTH}))`, 'giu'), to: '1er', why: '1er mal lu' },
  { pattern: /(?<=\d)\s?[¢©]\s?€/g, to: '€', why: '€ dédoublé' },
  { pattern: /(?<=\d)\s?¢(?!\p{L})/gu, to: '€', why: '€ pris pour ¢' },
  {
    pattern:
      /(?<![\p{L}\d])(?=[\dOoIlSs .,]*\d)(?=[\d .,]*[OoIlSs])[\dOIlS][\dOoIlSs]*(?:[ .][\dOoIlSs]{3})*(?:,[\dOoIlSs]{1,2})?(?=\s?[kKM]?€)/gu,
    to: found => found.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').replace(/[Ss]/g, '5'),
    why: FIGURE,
  },
  // «2O27», «5O personnes», «l00 personnes», «3l décembre»; «10l d’eau» and «H2O» are what they are.
  {
    pattern: /(?<=(?<![\p{L}\d])\d+)O+(?=\d|(?![\p{L}\d]))/gu,
    to: found => found.replace(/O/g, '0'),
    why: FIGURE,
  },
  { pattern: /(?<![\p{L}\d.,’])[lI](?=\d{2,}(?![\p{L}\d]))/gu, to: '1', why: FIGURE },
  {
    pattern: new RegExp(
      `(?<=(?<![\\p{L}\\d])\\d)[lI](?=\\s+(?:${MONTH}))|(?<![\\p{L}\\d])[lI](?=\\d\\s+(?:${MONTH}))`,
      'giu',
    ),
    to: '1',
    why: FIGURE,
  },
  { pattern: /(?<!\p{L})tr[ée]s(?=\s)/gu, to: 'très', why: 'accent mal lu' },
  { pattern: /(?<!\p{L})Premi[eé]res?(?=\s)/gu, to: found => found.replace(/[eé]re/, 'ère'), why: 'accent mal lu' },
  { pattern: /(?<=[\s(])ceuvre/g, to: 'œuvre', why: 'œ mal lu' },
  { pattern: /(?<!\p{L})F[I1l]CHE\s+ACT[I1l][O0]N/gu, to: 'FICHE ACTION', why: 'titre mal lu' },
  { pattern: /(?<!\p{L})PART\s+[EÉ]TA[T7I]/gu, to: 'PART ETAT', why: 'titre mal lu' },
  { pattern: /(?<!\p{L})PART\s+D[EÉ]PARTEMEN[T7I]/gu, to: 'PART DEPARTEMENT', why: 'titre mal lu' },
  { pattern: /(?<=€)\s*qau(?=\s)/g, to: ' au', why: 'lettre parasite' },
  { pattern: /(?<!\p{L})(Un|un)(?=volet)/gu, to: '$1 ', why: 'espace perdue' },
]

/** A line that only numbers a page: «3 / 28», «- 3 -», «Page 3 sur 28». */
const PAGE_NUMBER = /^(?:page )?\d{1,3} ?(?:\/|sur) ?\d{1,3}$|^page \d{1,3}$|^[-–—] ?\d{1,3} ?[-–—]$/i

/** A word that a scanner is known to spoil, e.g. `{ read: 'CREES', meant: 'CRESS' }`: those of the configured partners. */
export interface SpoiltWord {
  read: string
  meant: string
}

/** The longest first: «Armada Production» before «Armada». */
function nameRules(words: readonly SpoiltWord[]): Rule[] {
  return words
    .toSorted((a, b) => b.read.length - a.read.length)
    .map(({ read, meant }) => ({
      pattern: new RegExp(`(?<!\\p{L})${read.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'gu'),
      to: () => meant,
      why: 'nom propre',
    }))
}

/** Every spoilt word of some partners, each once. */
export function spoiltWords(partners: readonly { misread: Readonly<Record<string, string>> }[]): SpoiltWord[] {
  const words = new Map(partners.flatMap(({ misread }) => Object.entries(misread)))
  return [...words].map(([read, meant]) => ({ read, meant }))
}

/** What parts the cells of a table in the text of a line. */
export const CELLS = ' | '

/** Cells parted by bars, tabulations or wide blanks are parted one way; the bars that frame a row, and rows of dashes, say nothing. */
function cellsOf(text: string): string {
  const cells = text
    .split(/\t+|(?:^|(?<=\s))\|(?=\s|$)|(?<=\S) {4,}(?=\S)/)
    .map(cell => cell.trim())
    .filter(cell => cell !== '')
  return cells.every(cell => /^:?-{2,}:?$/.test(cell)) ? '' : cells.join(CELLS)
}

/** A word that the end of a line cuts is put together when the text writes it whole elsewhere; «savoir-faire» keeps its hyphen. */
function joinCutWords(lines: OcrLine[], repairs: Repair[]): void {
  const words = new Set(lines.flatMap(({ text }) => fold(text).split(' ')))
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]
    const head = /(\p{L}{2,})-$/u.exec(line.text)?.[1]
    const tail = /^\p{Ll}+/u.exec(next?.text ?? '')?.[0]
    if (next === undefined || head === undefined || tail === undefined || !words.has(fold(head + tail))) continue
    line.text = line.text.slice(0, -1) + tail
    next.text = next.text.slice(tail.length).replace(/^\s+/, '')
    repairs.push({ line: line.line, before: `${head}- ${tail}`, after: head + tail, why: 'mot coupé en fin de ligne' })
  }
}

/** Splits a text into numbered lines and applies the table, then the names. Only changes of words are reported, not those of blanks and apostrophes. */
export function repairText(text: string, names: readonly SpoiltWord[] = []): { lines: OcrLine[]; repairs: Repair[] } {
  const repairs: Repair[] = []
  const rules = [...GLYPHS, ...nameRules(names)]
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\f/g, '')
    .split('\n')
    .map((raw, index) => {
      const line = index + 1
      let fixed = raw.normalize('NFC')
      for (const rule of rules) {
        fixed = fixed.replace(rule.pattern, (found: string, ...rest: unknown[]) => {
          const first = typeof rest[0] === 'string' ? rest[0] : ''
          const after = typeof rule.to === 'string' ? rule.to.replace('$1', first) : rule.to(found)
          if (rule.why !== '' && after !== found) repairs.push({ line, before: found, after, why: rule.why })
          return after
        })
      }
      const text = cellsOf(fixed).replace(/ {2,}/g, ' ').trim()
      return { line, raw: raw.trim(), text: PAGE_NUMBER.test(text) ? '' : text }
    })
  joinCutWords(lines, repairs)
  return { lines, repairs }
}
