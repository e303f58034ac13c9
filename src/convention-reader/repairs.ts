import type { OcrLine, Repair } from './reading.ts'

interface Rule {
  pattern: RegExp
  to: string | ((found: string) => string)
  why: string
}

const MONTH = 'janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre'

/** What a scanner takes for something else, in any French text of this kind. Order matters: glyphs first, then words. */
const GLYPHS: Rule[] = [
  { pattern: /['‘’`´]/g, to: '’', why: '' },
  { pattern: /[\u00A0\u202F\t]/g, to: ' ', why: '' },
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
    pattern: /(?<![\p{L}\d])(?=[\dOoIlSs ]*\d)(?=[\d ]*[OoIlSs])[\dOIlS][\dOoIlSs]*(?: [\dOoIlSs]{3})*(?=\s?€)/gu,
    to: found => found.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').replace(/[Ss]/g, '5'),
    why: 'lettre prise pour un chiffre',
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
      const text = fixed.replace(/ {2,}/g, ' ').trim()
      return { line, raw: raw.trim(), text: PAGE_NUMBER.test(text) ? '' : text }
    })
  return { lines, repairs }
}
