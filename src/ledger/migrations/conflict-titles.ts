import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** A conflict's title no longer holds its fields, which its detail has: «Conflit sur « Atelier » : résumé» is kept as «Conflit sur « Atelier »». */
export async function conflictTitles(db: Kysely<unknown>): Promise<void> {
  const ledger = db as Kysely<Tables>
  const rows = await ledger.selectFrom('inbox').select(['id', 'title']).where('kind', '=', 'conflict').execute()
  for (const { id, title } of rows) {
    const end = title.lastIndexOf('»') + 1
    if (end > 0 && end < title.length)
      await ledger
        .updateTable('inbox')
        .set({ title: title.slice(0, end) })
        .where('id', '=', id)
        .execute()
  }
}
