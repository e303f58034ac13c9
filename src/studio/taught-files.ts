import type { SourceConfig } from '../config/source.ts'
import type { NewTaughtSource, TaughtSource } from '../ledger/taught-sources.ts'
import { NOTHING_CHOSEN } from './choices.ts'
import { givenAddress } from './given-file.ts'
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
 * @param config what the first text says @param texts of the two files, both checked
 */
export function taughtOfFiles(
  config: SourceConfig,
  texts: { config: string; mapping: string },
  by: string,
  { partnerName, former }: { partnerName: string; former: TaughtSource | null },
): NewTaughtSource {
  const { address } = config
  const file = former === null || address !== null ? null : fileOfLesson(former.lesson)
  const place = address === null ? (file === null ? '' : givenAddress(file)) : address
  const lesson: Lesson = {
    source: config.id,
    name: config.name,
    partner: config.partner,
    partnerName,
    action: null,
    structure: null,
    address: place,
    file,
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
    lesson: former?.mapping === texts.mapping ? withConfig(former.lesson, lesson) : JSON.stringify(lesson),
    state: 'taught',
    note: 'Importée de ses fichiers',
    by,
  }
}

/** What was chosen by pointing, of the source as its file now names it and says where it is read. */
function withConfig(former: string, { name, address, file }: Lesson): string {
  const kept = JSON.parse(former) as Lesson
  const moved = kept.address !== address
  return JSON.stringify({ ...kept, name, address, file, ...(moved && { pages: [] }) })
}
