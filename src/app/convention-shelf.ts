import { YamlFileError } from '../config/yaml-file.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import { parseConvention } from '../convention/load.ts'
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
  return {
    all: () => known,
    async reload() {
      const byName = new Map(files.map(each => [each.id, each]))
      const seen = new Set<string>()
      for (const kept of await ledger.conventions.list()) {
        if (seen.has(kept.convention)) continue
        seen.add(kept.convention)
        try {
          const shown = `convention ${kept.convention}, version ${kept.version}`
          byName.set(kept.convention, { ...parseConvention(kept.body, shown), id: kept.convention })
        } catch (error) {
          if (!(error instanceof YamlFileError)) throw error
          told(error.message)
        }
      }
      known = [...byName.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}
