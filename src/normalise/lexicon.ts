import { z } from 'zod'
import { fold, nearest } from '../common/text.ts'
import { nameYamlShape } from '../config/known-yaml.ts'
import { parseYaml, readYamlFile } from '../config/yaml-file.ts'
import { referentiels, valuesOf } from '../reference/referentiels.ts'
import type { Referential } from './mapping/schema.ts'

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
nameYamlShape(LexiconFile, 'lexicon')

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
  /** Sentences on publics that say more than values can: an age, adults only, who comes first. Absent when there is none. */
  beside?: string[]
}

/**
 * @throws YamlFileError when the file is wrong or names a value that the référentiel does not have
 */
export function loadLexicon(path: string, shown: string): Lexicon {
  return lexiconOf(readYamlFile(path, LexiconFile, shown))
}

/** Same as `loadLexicon`, on a text already read. */
export function parseLexicon(text: string, shown: string): Lexicon {
  return lexiconOf(parseYaml(text, LexiconFile, shown))
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
