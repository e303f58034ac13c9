import { atKey } from '../common/at-key.ts'
import { YamlFileError } from '../config/yaml-file.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import { parseConvention } from '../convention/load.ts'
import { type KeptConvention, WITHDRAWN } from '../ledger/conventions.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ConfigProblem } from './app.ts'

export interface ConventionShelf {
  /** By name: those of the files, and over them the last version that was imported and not withdrawn. */
  all(): readonly NamedConvention[]
  /** Versions that hold and cannot be used. */
  readonly problems: readonly ConfigProblem[]
  /** Reads again what was imported; a version that cannot be used any more is told and left out. */
  reload(): Promise<void>
}

export function conventionShelf(
  files: readonly NamedConvention[],
  ledger: Pick<Ledger, 'conventions'>,
): ConventionShelf {
  let known = files
  let problems: ConfigProblem[] = []
  /** Versions never change: each is read once. */
  const read = new Map<string, NamedConvention | ConfigProblem>()
  function parsed({ convention: id, version, body }: KeptConvention): NamedConvention | ConfigProblem {
    const shown = `Convention ${id}, version ${version}`
    const wrong = (message: string) => ({ file: 'convention importée', message, convention: { id, version } })
    if (body.split('\n').every(line => /^\s*(?:#|$)/.test(line))) return wrong(`${shown} : elle est vide.`)
    try {
      return { ...parseConvention(body, shown), id }
    } catch (error) {
      if (!(error instanceof YamlFileError)) throw error
      return wrong(error.message)
    }
  }
  return {
    all: () => known,
    get problems() {
      return problems
    },
    async reload() {
      const byName = new Map(files.map(each => [each.id, each]))
      const seen = new Set<string>()
      const found: ConfigProblem[] = []
      for (const kept of await ledger.conventions.list()) {
        if (seen.has(kept.convention)) continue
        seen.add(kept.convention)
        if (kept.body === WITHDRAWN) continue
        const one = atKey(read, `${kept.convention} ${kept.version}`, () => parsed(kept))
        if ('message' in one) found.push(one)
        else byName.set(kept.convention, one)
      }
      known = [...byName.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      problems = found
    },
  }
}
