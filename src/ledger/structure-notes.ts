import { atKey } from '../common/at-key.ts'
import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

export type NoteKind = Tables['structure_notes']['kind']

/** What was done towards a structure of DORA, whoever follows it. */
export type StructureNote = Pick<Tables['structure_notes'], 'kind' | 'day' | 'note' | 'by'>

export function structureNotesOf({ db, clock, newId }: LedgerDeps) {
  return {
    /** @param structure slug in DORA */
    async add(structure: string, note: StructureNote): Promise<void> {
      await db
        .insertInto('structure_notes')
        .values({ id: newId('note'), structure, at: stamp(clock), ...note })
        .execute()
    },
    /** By slug of structure, the latest day first. @param structure absent: of all */
    async list(structure?: string): Promise<Map<string, StructureNote[]>> {
      let query = db.selectFrom('structure_notes').selectAll().orderBy('day', 'desc').orderBy('at', 'desc')
      if (structure !== undefined) query = query.where('structure', '=', structure)
      const notes = new Map<string, StructureNote[]>()
      for (const { structure: slug, kind, day, note, by } of await query.execute())
        atKey(notes, slug, () => []).push({ kind, day, note, by })
      return notes
    },
  }
}
