import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../common/digest.ts'
import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { TaughtSource } from '../ledger/taught-sources.ts'
import { type Lexicon, lexiconOf, loadLexicon } from '../normalise/lexicon.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import type { GivenFile } from '../studio/given-file.ts'
import { fileOfLesson, nameOfLesson } from '../studio/lesson.ts'
import type { SourceEntry } from '../sync/ports.ts'
import type { ConfigProblem } from './app.ts'
import { sourceEntry } from './source-entry.ts'

export interface SourceShelf {
  /** Those of the files and those taught, by id: one that is taught is no longer read as its file says. The same list for ever, kept up to date in place. */
  readonly sources: SourceEntry[]
  /** What was taught and cannot be used. */
  readonly problems: readonly ConfigProblem[]
  /** The words that mappings share. */
  readonly lexicon: Lexicon
  /** Ids of the files, usable or not: nothing new may be taught under them. */
  readonly inFiles: ReadonlySet<string>
  /** The file a taught source is read from; null for one that is read at its address, `undefined` for one that is not taught. */
  fileOf(id: string): GivenFile | null | undefined
  /** Looks whether somebody taught, changed or withdrew a source since, in whatever process. */
  reload(): Promise<void>
}

/** @param files what `config/` and `mappings/` hold @param inFiles ids named there, usable or not */
export function sourceShelf(
  files: readonly SourceEntry[],
  inFiles: ReadonlySet<string>,
  { ledger, mappings }: { ledger: Pick<Ledger, 'taughtSources'>; mappings: string },
): SourceShelf {
  const sources = [...files]
  const problems: ConfigProblem[] = []
  const given = new Map<string, GivenFile | null>()
  const words = lexiconBeside(mappings)
  let mark: string | null = null

  function take(taught: TaughtSource): SourceEntry | null {
    const file = `source enseignée « ${taught.source} », version ${taught.version}`
    try {
      const config = parseYaml(taught.config, SourceConfig, file)
      const mapping = parseMapping(taught.mapping, file, words.lexicon, sha256(`${taught.mapping}\n---\n${words.text}`))
      const entry = sourceEntry(config, mapping)
      given.set(taught.source, fileOfLesson(taught.lesson))
      return entry
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      problems.push({
        file,
        message,
        source: { id: taught.source, name: nameOfLesson(taught.lesson) ?? taught.source },
      })
      return null
    }
  }

  return {
    sources,
    problems,
    lexicon: words.lexicon,
    inFiles,
    fileOf: id => given.get(id),
    async reload() {
      const now = await ledger.taughtSources.mark()
      if (now === mark) return
      const last = (await ledger.taughtSources.last()).filter(({ state }) => state === 'taught')
      given.clear()
      problems.length = 0
      const taught = last.flatMap(each => take(each) ?? [])
      // Taught and unusable, it is told and not read: its file takes no place that somebody took from it.
      const held = new Set(last.map(({ source }) => source))
      const all = [...files.filter(({ config }) => !held.has(config.id)), ...taught].sort((a, b) =>
        a.config.id < b.config.id ? -1 : 1,
      )
      sources.splice(0, sources.length, ...all)
      mark = now
    },
  }
}

function lexiconBeside(mappings: string): { lexicon: Lexicon; text: string } {
  const path = join(mappings, 'lexique.yaml')
  if (!existsSync(path)) return { lexicon: lexiconOf({}), text: '' }
  return { lexicon: loadLexicon(path, 'mappings/lexique.yaml'), text: readFileSync(path, 'utf8') }
}
