import { numberInLetters } from '../common/number-in-letters.ts'
import type { FigureRead, OcrLine } from './reading.ts'

const NUMBER = '(\\d{1,3}(?: \\d{3})+|\\d+(?:[.,]\\d+)?|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)'
const UNITS: { kind: FigureRead['kind']; unit: string; words: string }[] = [
  { kind: 'rythme', unit: 'heures par jour', words: 'h(?:eures?)? par jour' },
  { kind: 'rythme', unit: 'heures par semaine', words: 'h(?:eures?)? (?:par semaine|hebdomadaires?)' },
  { kind: 'rythme', unit: 'jours par semaine', words: 'jours? (?:par )?semaine' },
  { kind: 'heures', unit: 'heures', words: '(?:premi[èeé]res )?(?:heures?|h)(?!\\p{L})' },
  { kind: 'durée', unit: 'mois', words: 'mois(?!\\p{L})' },
  { kind: 'durée', unit: 'semaines', words: 'semaines?(?!\\p{L})' },
  { kind: 'durée', unit: 'demi-journées', words: 'demi-? ?journ[ée]es' },
  { kind: 'sessions', unit: 'sessions', words: 'sessions?(?!\\p{L})' },
  { kind: 'sessions', unit: 'séjours', words: 's[ée]jours?(?!\\p{L})' },
  {
    kind: 'effectif',
    unit: 'personnes',
    words: '(?:adultes|personnes|participante?s?|stagiaires|artistes|places|b[ée]n[ée]ficiaires)(?!\\p{L})',
  },
]
/** A share per person is money, not a number of people. */
const PATTERN = new RegExp(
  `(?<![\\p{L}\\d,.])${NUMBER}(?:\\s*(?:à|a|-|–)\\s*${NUMBER})?\\s*(${UNITS.map(unit => unit.words).join('|')})( et demie?)?`,
  'giu',
)

/** Hours, lengths, numbers of people and sessions in a description, each with its line. «une personne» is no figure. */
export function readFigures(lines: OcrLine[]): FigureRead[] {
  return lines.flatMap(line =>
    [...line.text.matchAll(PATTERN)].flatMap(match => {
      const half = match[4] ? 0.5 : 0
      const low = toNumber(match[1] ?? '')
      const high = match[2] ? toNumber(match[2]) : low
      const unit = UNITS.find(({ words }) => new RegExp(`^${words}$`, 'iu').test(match[3] ?? ''))
      const article = /^une?$/i.test(match[1] ?? '') && unit?.kind !== 'durée'
      if (low === null || high === null || !unit || article) return []
      return [
        {
          kind: unit.kind,
          text: match[0],
          min: low + half,
          max: high + half,
          unit: unit.unit,
          line: line.line,
          words: line.raw.slice(0, 200),
        },
      ]
    }),
  )
}

const toNumber = (text: string) =>
  /^\d/.test(text) ? Number(text.replace(/ /g, '').replace(',', '.')) : numberInLetters(text)
