import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'

/** Said by the pause that older versions wrote when a partner asked not to be read any more. */
const ASKED = /^à la demande du partenaire \((.+)\)$/

/** A partner's «do not read our site any more» is no pause: it has a place of its own, filled from the pauses that stood for it. */
export async function partnerStops(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('stops')
    .addColumn('partner', 'text', c => c.primaryKey())
    .addColumn('since', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('lifted', 'text')
    .addColumn('lifted_by', 'text')
    .addColumn('agreement', 'text')
    .execute()
  const tables = db as Kysely<Tables>
  const pauses = await tables.selectFrom('source_settings').selectAll().where('paused', 'is not', null).execute()
  for (const { source, paused, pause_reason, by } of pauses) {
    const id = ASKED.exec(pause_reason ?? '')?.[1]
    const said = await tables
      .selectFrom('statements')
      .select(['partner', 'detail'])
      .where('id', '=', id ?? '')
      .executeTakeFirst()
    // Without the statement the partner is not known: the pause stays, which is not read by the timetable either.
    if (said === undefined || paused === null) continue
    const reason = (JSON.parse(said.detail) as { reason?: unknown }).reason
    const row = { since: paused, by, reason: typeof reason === 'string' ? reason : '' }
    await tables
      .insertInto('stops')
      .values({ partner: said.partner, ...row, lifted: null, lifted_by: null, agreement: null })
      .onConflict(c => c.column('partner').doNothing())
      .execute()
    await tables
      .updateTable('source_settings')
      .set({ paused: sql`null`, pause_reason: sql`null` })
      .where('source', '=', source)
      .execute()
  }
}
