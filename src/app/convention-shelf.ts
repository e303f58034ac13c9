import { atKey } from '../common/at-key.ts'
import { YamlFileError } from '../config/yaml-file.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import { parseConvention } from '../convention/load.ts'
import type { KeptConvention } from '../ledger/conventions.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface ConventionShelf {
  /** By name: those of the files, and over them the last version that was imported. */
  all(): readonly NamedConvention[]
  /** Reads again what was imported; a version that cannot be used any more is told and left out. */
  reload(): Promise<void>
}

/** @param told of a version that cannot be used, in French */
export function conventionShelf(
  files: readonly NamedConvention[],
  ledger: Pick<Ledger, 'conventions'>,
  told: (message: string) => void,
): ConventionShelf {
  let known = files
  /** Versions never change: each is read once, and told once. */
  const read = new Map<string, NamedConvention | null>()
  function parsed({ convention: id, version, body }: KeptConvention): NamedConvention | null {
    const shown = `Convention ${id}, version ${version}`
    if (body.split('\n').every(line => /^\s*(?:#|$)/.test(line))) {
      told(`${shown} : elle est vide.`)
      return null
    }
    try {
      return { ...parseConvention(body, shown), id }
    } catch (error) {
      if (!(error instanceof YamlFileError)) throw error
      told(error.message)
      return null
    }
  }
  return {
    all: () => known,
    async reload() {
      const byName = new Map(files.map(each => [each.id, each]))
      const seen = new Set<string>()
      for (const kept of await ledger.conventions.list()) {
        if (seen.has(kept.convention)) continue
        seen.add(kept.convention)
        const found = atKey(read, `${kept.convention} ${kept.version}`, () => parsed(kept))
        if (found !== null) byName.set(kept.convention, found)
      }
      known = [...byName.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}
