import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import type { NewTaughtSource, TaughtSource } from '../ledger/taught-sources.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import { NOTHING_CHOSEN } from './choices.ts'
import { fileOfLesson, type Lesson } from './lesson.ts'

/** The two files of a source, by their path under the folder that holds `config/` and `mappings/`. */
export interface SourceFiles {
  config: { path: string; text: string }
  mapping: { path: string; text: string }
  /** Name of the file that the source is read from, which no text can carry; null: it is read at its address. */
  given: string | null
}

/** A taught version, as files say it. */
export function filesOfTaught({ source, config, mapping, lesson }: TaughtSource): SourceFiles {
  return {
    config: { path: `config/sources/${source}.yaml`, text: config },
    mapping: { path: `mappings/${source}/mapping.yaml`, text: mapping },
    given: fileOfLesson(lesson)?.name ?? null,
  }
}

/**
 * Two files as the next version of a taught source. What was chosen by pointing is kept only when the former version reads the same way;
 * otherwise the lesson begins anew, since no gesture stands behind the words of a file.
 * @param names of the two files, as told to people
 * @throws YamlFileError with the line of every problem
 */
export function taughtOfFiles(
  texts: { config: string; mapping: string },
  names: { config: string; mapping: string },
  by: string,
  known: { lexicon: Lexicon; partnerName(id: string): string; former: TaughtSource | null },
): NewTaughtSource {
  const config = parseYaml(texts.config, SourceConfig, names.config)
  parseMapping(texts.mapping, names.mapping, known.lexicon)
  const { former } = known
  const lesson: Lesson = {
    source: config.id,
    name: config.name,
    partner: config.partner,
    partnerName: known.partnerName(config.partner),
    action: null,
    structure: null,
    address: config.address ?? '',
    file: former === null ? null : fileOfLesson(former.lesson),
    pages: [],
    steps: [NOTHING_CHOSEN],
    at: 0,
    labels: {},
    because: null,
  }
  return {
    source: config.id,
    config: texts.config,
    mapping: texts.mapping,
    lesson: former?.mapping === texts.mapping ? former.lesson : JSON.stringify(lesson),
    state: 'taught',
    note: 'Importée de ses fichiers',
    by,
  }
}
