import { z } from 'zod'
import { fold, nearest } from '../common/text.ts'
import { readYamlFile } from '../config/yaml-file.ts'
import { referentiels, valuesOf } from '../reference/referentiels.ts'
import type { Referential } from './mapping/schema.ts'
import { quote } from './quote.ts'

const CLOSED = [
  'publics',
  'thematiques',
  'types',
  'frais',
  'modes_accueil',
  'modes_mobilisation',
  'mobilisable_par',
  'reseaux_porteurs',
] as const

/** What `mappings/lexique.yaml` holds: per référentiel, words met on pages and the values they stand for; an empty list says that they carry none. */
const LexiconFile = z
  .partialRecord(z.enum([...CLOSED, 'zones']), z.record(z.string(), z.array(z.string())))
  .superRefine((file, context) => {
    for (const referential of CLOSED) {
      const known = valuesOf(referential)
      for (const [words, values] of Object.entries(file[referential] ?? {})) {
        for (const [index, value] of values.entries()) {
          if (known.includes(value)) continue
          const [near] = nearest(value, known)
          const hint = near ? ` ; vouliez-vous dire « ${near} » ?` : ''
          context.addIssue({
            code: 'custom',
            path: [referential, words, index],
            message: `« ${value} » n’est pas une valeur du référentiel${hint}`,
          })
        }
      }
    }
  })

/** Words (folded) → values, per référentiel; labels and values of the référentiels themselves are in. */
export interface Lexicon {
  entries: ReadonlyMap<Referential, ReadonlyMap<string, readonly string[]>>
  /** Words that persons explained, per référentiel, by folded word: for what the entries leave unknown. See `withWords`. */
  decided?: ReadonlyMap<string, ReadonlyMap<string, DecidedWord>>
}

/** «Ce mot veut dire…»: a person's answer about a word of a source. */
export interface DecidedWord {
  referential: string
  /** As it was shown to the person. */
  word: string
  /** Value of the référentiel. */
  value: string
  by: string
  /** ISO instant. */
  decided: string
}

/** What a phrase gave: values of the référentiel, and the pieces that nothing explains. */
export interface Found {
  values: string[]
  unknown: { words: string; nearest: string[] }[]
  /** What only a person's decision explains, beside `values`; absent when there is none. */
  decided?: DecidedWord[]
}

/** Words that carry no value by themselves and are not missed when the rest of a phrase is understood. */
const EMPTY_WORDS = new Set(
  `a à ans age agee agees ages au aux avec ayant besoin ce ces cet cette chez compris d dans de des dont du elle en entre et etre habitant habitants ils
  la le les leur leurs moins n ne non notamment ou par pas personne personnes plus pour prioritaire prioritaires prioritairement priorite public publics qui qu que s sans se
  situation ses son sur the tous tout toute toutes un une y l jusqu etant majeur majeure majeures majeurs adulte adultes resident residents residant
  domicilie domicilies domiciliee domiciliees eligible eligibles ou egalement aussi`.split(/\s+/),
)

/**
 * @throws YamlFileError when the file is wrong or names a value that the référentiel does not have
 */
export function loadLexicon(path: string, shown: string): Lexicon {
  return lexiconOf(readYamlFile(path, LexiconFile, shown))
}

/** The référentiels' own words, and those given. */
export function lexiconOf(file: z.infer<typeof LexiconFile>): Lexicon {
  const entries = new Map<Referential, Map<string, readonly string[]>>()
  for (const referential of CLOSED) {
    const words = new Map<string, readonly string[]>()
    for (const { value, label } of referentiels[referential]) {
      words.set(fold(value), [value])
      words.set(fold(label), [value])
    }
    entries.set(referential, words)
  }
  entries.set('zones', new Map())
  for (const [referential, given] of Object.entries(file) as [Referential, Record<string, string[]>][]) {
    const words = entries.get(referential)
    for (const [written, values] of Object.entries(given)) words?.set(fold(written), values)
  }
  return { entries }
}

/**
 * Looks a phrase up: whole, then piece by piece («Femmes, bénéficiaires du RSA et jeunes mères»), then by the known words inside a piece.
 * What nothing explains is unknown, never dropped.
 */
export function lookUp(phrase: string, referential: Referential, lexicon: Lexicon): Found {
  const words = lexicon.entries.get(referential) ?? new Map<string, readonly string[]>()
  const whole = words.get(fold(phrase))
  if (whole) return { values: [...whole], unknown: [] }
  const found: Found = { values: [], unknown: [] }
  for (const piece of phrase.split(/[\n,;•|/()+]+|\s(?:et|ou|et\/ou)\s/i)) {
    const folded = fold(piece)
    if (folded === '') continue
    const { values, rest } = consume(folded, words)
    found.values.push(...values)
    const left = rest.split(' ').filter(word => word !== '' && !EMPTY_WORDS.has(word) && !/^\d+$/.test(word))
    if (left.length === 0) continue
    const decision = decisionOn(piece, referential, lexicon)
    if (decision) found.decided = [...(found.decided ?? []), decision]
    else found.unknown.push({ words: piece.trim(), nearest: suggestions(piece, words) })
  }
  return { ...found, values: [...new Set(found.values)] }
}

/** The person saw the piece as `quote` shows it: shortened, names masked. */
function decisionOn(piece: string, referential: Referential, { decided }: Lexicon): DecidedWord | undefined {
  return decided?.get(referential)?.get(fold(quote(piece.trim())))
}

/** Takes the longest known words out of a piece, again and again. */
function consume(piece: string, words: ReadonlyMap<string, readonly string[]>): { values: string[]; rest: string } {
  const values: string[] = []
  let rest = ` ${piece} `
  for (const known of [...words.keys()]
    .filter(key => key !== '' && rest.includes(` ${key} `))
    .sort((a, b) => b.length - a.length)) {
    if (!rest.includes(` ${known} `)) continue
    values.push(...(words.get(known) ?? []))
    rest = rest.replaceAll(` ${known} `, '  ')
  }
  return { values, rest }
}

/** A longer piece is a sentence, that no word of a référentiel resembles. */
const LONGEST_SUGGESTED = 100

function suggestions(piece: string, words: ReadonlyMap<string, readonly string[]>): string[] {
  if (piece.length > LONGEST_SUGGESTED) return []
  const keys = nearest(piece, words.keys(), 0.55, 5)
  return [...new Set(keys.flatMap(key => words.get(key) ?? []))].slice(0, 3)
}
