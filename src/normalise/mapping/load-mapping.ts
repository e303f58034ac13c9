import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../../common/digest.ts'
import { parseYaml, YamlFileError } from '../../config/yaml-file.ts'
import { type Lexicon, lexiconOf, loadLexicon } from '../lexicon.ts'
import { MappingFile } from './schema.ts'

/** A mapping ready to use: what the YAML says, the shared lexicon, and a fingerprint of both (a change of it is a fence: the next run plans only). */
export interface Mapping extends MappingFile {
  /** As shown to people: `mappings/<id>/mapping.yaml`. */
  file: string
  lexicon: Lexicon
  fingerprint: string
}

/**
 * Reads `mappings/<id>/mapping.yaml` and the `lexique.yaml` that stands beside the folders (optional).
 * @throws YamlFileError with the line of every problem
 */
export function loadMapping(path: string): Mapping {
  const shown = `mappings/${basename(dirname(path))}/mapping.yaml`
  const lexiconPath = join(dirname(path), '..', 'lexique.yaml')
  if (!existsSync(path)) throw new YamlFileError(shown, [{ line: 1, path: '', message: 'fichier introuvable' }])
  const text = readFileSync(path, 'utf8')
  if (!existsSync(lexiconPath)) return parseMapping(text, shown, lexiconOf({}))
  const lexicon = loadLexicon(lexiconPath, 'mappings/lexique.yaml')
  return parseMapping(text, shown, lexicon, sha256(`${text}\n---\n${readFileSync(lexiconPath, 'utf8')}`))
}

/**
 * Same as `loadMapping`, on a text already read.
 * @throws YamlFileError with the line of every problem
 */
export function parseMapping(text: string, shown: string, lexicon: Lexicon, fingerprint = sha256(text)): Mapping {
  const file = parseYaml(text, MappingFile, shown)
  const offers = file.offers.map(offer => ({ ...offer, fields: { ...file.common, ...offer.fields } }))
  return { ...file, offers, file: shown, lexicon, fingerprint }
}
