import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../../common/digest.ts'
import { remember } from '../../common/remember.ts'
import { parseYaml, YamlFileError } from '../../config/yaml-file.ts'
import { type Lexicon, lexiconOf, parseLexicon } from '../lexicon.ts'
import { MappingFile, SampleFacts } from './schema.ts'

/** A mapping ready to use: what the YAML says, the shared lexicon, and a fingerprint of both (a change of it is a fence: the next run plans only). */
export interface Mapping extends MappingFile {
  /** As shown to people: `mappings/<id>/mapping.yaml`. */
  file: string
  lexicon: Lexicon
  fingerprint: string
}

/**
 * Reads `mappings/<id>/mapping.yaml` and the `lexique.yaml` that stands beside the folders (optional).
 * @param sample the sample pages are read: `mappings/<id>/sample-facts.yaml` completes the structure
 * @throws YamlFileError with the line of every problem
 */
export function loadMapping(path: string, { sample = false }: { sample?: boolean } = {}): Mapping {
  const shown = `mappings/${basename(dirname(path))}/mapping.yaml`
  const lexiconPath = join(dirname(path), '..', 'lexique.yaml')
  if (!existsSync(path)) throw new YamlFileError(shown, [{ line: 1, path: '', message: 'fichier introuvable' }])
  const text = readFileSync(path, 'utf8')
  const words = existsSync(lexiconPath) ? readFileSync(lexiconPath, 'utf8') : null
  const mapping =
    words === null
      ? parseMapping(text, shown, lexiconOf({}))
      : parseMapping(text, shown, lexiconOnce(words), sha256(`${text}\n---\n${words}`))
  return sample ? withSampleFacts(mapping, join(dirname(path), 'sample-facts.yaml')) : mapping
}

/** All mappings share one lexicon: it is read for the first of them. */
const lexiconOnce = remember(text => parseLexicon(text, 'mappings/lexique.yaml'), 2, 1_000_000)

/** What the sample pages do not say and an example needs: invented, and never part of a mapping that reads the real address. */
export function withSampleFacts(mapping: Mapping, path: string): Mapping {
  if (!existsSync(path)) return mapping
  const text = readFileSync(path, 'utf8')
  const facts = parseYaml(text, SampleFacts, mapping.file.replace(/mapping\.yaml$/, 'sample-facts.yaml'))
  const { id, nom, ...rest } = mapping.structure
  return {
    ...mapping,
    structure: { ...(id && { id }), ...(nom && { nom }), ...facts.structure, ...withoutKeys(rest, facts.structure) },
    fingerprint: sha256(`${mapping.fingerprint}\n${text}`),
  }
}

const withoutKeys = <T>(record: Record<string, T>, keys: object): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !(key in keys)))

/**
 * Same as `loadMapping`, on a text already read.
 * @throws YamlFileError with the line of every problem
 */
export function parseMapping(text: string, shown: string, lexicon: Lexicon, fingerprint = sha256(text)): Mapping {
  return mappingOf(parseYaml(text, MappingFile, shown), shown, lexicon, fingerprint)
}

/** What a mapping says, read and found right, with what every mapping is used with. */
export function mappingOf(file: MappingFile, shown: string, lexicon: Lexicon, fingerprint: string): Mapping {
  const offers = file.offers.map(offer => ({ ...offer, fields: { ...file.common, ...offer.fields } }))
  return { ...file, offers, file: shown, lexicon, fingerprint }
}
