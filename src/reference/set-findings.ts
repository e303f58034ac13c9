import { textSet } from '../common/text-set.ts'
import { type Finding, finding, type RecordKind } from './finding.ts'
import { shown } from './messages.ts'

/** Checks that need the other records of the same set: ids given twice, services whose structure is not there. */
export interface SetFindings {
  /** Says which structures exist, before or between the records. */
  know(structureId: string): void
  /** Findings on the next record. */
  next(kind: RecordKind, record: unknown): Finding[]
  /** Structures that services asked for and that never came, with how many services asked; empty when the set holds no structure at all. */
  missing(): ReadonlyMap<string, number>
}

/**
 * @param complete true when every structure is known before the first service (a file read twice): then a service without its structure is told
 * at once, unless there is no structure at all. Otherwise only `missing()` tells, at the end.
 */
export function startSetFindings({ complete }: { complete: boolean }): SetFindings {
  const structures = new Set<string>()
  const seen = { service: textSet(), structure: textSet() } satisfies Record<RecordKind, unknown>
  const asked = new Map<string, number>()
  return {
    know: id => structures.add(id),
    next(kind, record) {
      if (typeof record !== 'object' || record === null) return []
      const { id, structure_id } = record as Record<string, unknown>
      const found: Finding[] = []
      if (typeof id === 'string' && id !== '') {
        if (!seen[kind].add(id)) {
          found.push(
            finding(
              'identifiant-en-double',
              ['id'],
              `cet identifiant a déjà servi plus haut. Reçu : ${shown(id)}. Chaque fiche doit avoir le sien.`,
            ),
          )
        }
        if (kind === 'structure') structures.add(id)
      }
      if (
        kind === 'service' &&
        !(complete && structures.size === 0) &&
        typeof structure_id === 'string' &&
        structure_id !== '' &&
        !structures.has(structure_id)
      ) {
        asked.set(structure_id, (asked.get(structure_id) ?? 0) + 1)
        if (complete) {
          found.push(
            finding(
              'structure-inconnue',
              ['structure_id'],
              `aucune structure n’a cet identifiant ici ; le service serait écarté. Reçu : ${shown(structure_id)}.`,
            ),
          )
        }
      }
      return found
    },
    missing: () => (structures.size === 0 ? new Map() : new Map([...asked].filter(([id]) => !structures.has(id)))),
  }
}
