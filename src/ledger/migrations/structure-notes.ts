import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

const KINDS = ['appel', 'lettre-mise-a-jour', 'lettre-prise-en-main'] as const

/** Calls and letters noted of a structure of DORA have a place of their own; older versions read them back from the journal. */
export async function structureNotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('structure_notes')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('structure', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('day', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('note', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('structure_notes_structure').on('structure_notes').columns(['structure', 'day']).execute()
  const tables = db as Kysely<Tables>
  const events = await tables.selectFrom('events').selectAll().where('action', '=', 'structure-note').execute()
  for (const { id, at, actor, key, detail } of events) {
    const said = JSON.parse(detail) as Partial<Record<'kind' | 'day' | 'note', unknown>> | null
    const kind = KINDS.find(each => each === said?.kind)
    if (key === null || kind === undefined || typeof said?.day !== 'string') continue
    const note = typeof said.note === 'string' ? said.note : ''
    await tables
      .insertInto('structure_notes')
      .values({ id, structure: key, at, day: said.day, kind, note, by: actor })
      .execute()
  }
}
