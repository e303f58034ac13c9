import { quote } from '../quote.ts'
import type { Note } from '../transforms/transform.ts'

/** What words that a reader left do to the value beside them. */
export type LeftKind =
  | 'exception'
  | 'negation'
  | 'ordinal'
  | 'season'
  | 'condition'
  | 'second-subject'
  | 'number'
  | 'unknown'

/** Words beside a value that its reader did not understand. */
export interface Left {
  words: string
  kind: LeftKind
}

/** The first that fits names the kind; all are written for `plain` text. */
const KINDS: readonly [LeftKind, RegExp][] = [
  ['exception', /(?<![\p{L}\d])(?:sauf|hors|hormis|except\p{L}*|exception|en dehors|mis a part|a part)(?![\p{L}\d])/u],
  [
    'negation',
    /(?<![\p{L}\d])(?:non|ne|n'|pas|sans|ni|aucun\p{L}*|jamais|exclu\p{L}*|annul\p{L}*|suspend\p{L}*|suspens\p{L}*|supprime\p{L}*|reporte\p{L}*|complete?s?|impossible|interdit\p{L}*|ferme\p{L}*|inutile)(?![\p{L}\d])|\bn'/u,
  ],
  [
    'ordinal',
    /(?<![\p{L}\d])(?:\d+(?:ers?|eres?|e|emes?|nde?)|premi\p{L}+|derni\p{L}+|second\p{L}*|\p{L}+iemes?|sur (?:deux|trois|quatre|\d)|im?paires?|pairs?|mois|mensuel\p{L}*|quinzaine|alternance)(?![\p{L}\d])/u,
  ],
  [
    'season',
    /(?<![\p{L}\d])(?:ete|hiver|printemps|automne|vacances|scolaires?|saison\p{L}*|noel|paques|feries?|rentree|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|trimestre|semestre|annee)(?![\p{L}\d])/u,
  ],
  [
    'condition',
    /(?<![\p{L}\d])(?:si|s'il|selon|sous|pour|reserv\p{L}*|uniquement|seulement|exclusivement|condition\p{L}*|puis|ensuite|a partir|jusqu\p{L}*|partiel\p{L}*|certain\p{L}*|parfois|possible\p{L}*|eventuel\p{L}*|prevoir|lors|quand)(?![\p{L}\d])/u,
  ],
  [
    'second-subject',
    /(?<![\p{L}\d])(?:fax|telecopie|telephoniques?|physiques?|standard|autres?|ou|session|groupe|inscriptions?|candidatures?|dossiers?)(?![\p{L}\d])/u,
  ],
  ['number', /\d/],
]

/** @param text of `plain` form */
export function kindOf(text: string): LeftKind {
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}

const NAMES: Record<LeftKind, string | null> = {
  exception: 'exception',
  negation: 'négation',
  ordinal: 'rang ou fréquence',
  season: 'saison ou calendrier',
  condition: 'condition',
  'second-subject': 'autre sujet',
  number: 'autre nombre',
  unknown: null,
}

/** What a value proves by itself: a date in full, a phone or an e-mail is what it is, whatever stands around it. */
const HARMLESS_BESIDE_A_PROOF: readonly LeftKind[] = ['unknown', 'number', 'condition', 'season']

/**
 * What is told of a value that was kept although words beside it were left: nothing when there are none.
 * @param proven the value's own shape proves it; unknown words beside it are then worth a mere information
 */
export function tellLeft(left: readonly Left[], proven = false): Note[] {
  if (left.length === 0) return []
  const shown = left.slice(0, 5).map(({ words, kind }) => {
    const name = NAMES[kind]
    return `« ${quote(words, 100)} »${name === null ? '' : ` (${name})`}`
  })
  const more = left.length > shown.length ? ', etc.' : ''
  const light = proven && left.every(({ kind }) => HARMLESS_BESIDE_A_PROOF.includes(kind))
  return [
    {
      code: 'lecture-partielle',
      severity: light ? 'info' : 'avertissement',
      message: light
        ? `Ces mots, à côté de la valeur, n’ont pas été lus : ${shown.join(', ')}${more}.`
        : `Ces mots, à côté de la valeur gardée, n’ont pas été compris : ${shown.join(', ')}${more}. À vérifier.`,
    },
  ]
}

/** The same words in what is expected, for a value refused because of them. */
export function sayLeft(left: readonly Left[]): string {
  return left
    .slice(0, 5)
    .map(({ words, kind }) => `« ${quote(words, 100)} »${NAMES[kind] === null ? '' : ` (${NAMES[kind]})`}`)
    .join(', ')
}
