import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../../common/digest.ts'
import { readYamlFile } from '../../config/yaml-file.ts'
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
  const file = readYamlFile(path, MappingFile, shown)
  const lexiconPath = join(dirname(path), '..', 'lexique.yaml')
  const shared = existsSync(lexiconPath)
  const lexicon = shared ? loadLexicon(lexiconPath, 'mappings/lexique.yaml') : lexiconOf({})
  const fingerprint = sha256(`${readFileSync(path, 'utf8')}\n---\n${shared ? readFileSync(lexiconPath, 'utf8') : ''}`)
  const offers = file.offers.map(offer => ({ ...offer, fields: { ...file.common, ...offer.fields } }))
  return { ...file, offers, file: shown, lexicon, fingerprint }
}
