import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** Columns for what only the journal knew: what was told of each subject, which plan is to be sent, why one was refused, answers kept until DORA is back, who asked for a pass. Filled from the journal. */
export async function states(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('subject', 'text', c => c.primaryKey())
    .addColumn('standing', 'text', c => c.notNull())
    .addColumn('message', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .execute()
  for (const [table, columns] of Object.entries({
    plans: ['asked', 'refusal'],
    inbox: ['kept_slug', 'kept_by', 'kept_at'],
    sources: ['asked_by', 'asked_at'],
  }))
    for (const column of columns) await db.schema.alterTable(table).addColumn(column, 'text').execute()
  await fromJournal(db as Kysely<Tables>)
}

const ASKED = ['passage-demande', 'simulation-demandee']
const KNOWN = ['alerte', 'plan-approuve', 'plan-refuse', 'reponse-a-verifier', ...ASKED]
/** Events read at once. */
const BATCH = 500

/** Oldest first, so that the last word stays. */
async function fromJournal(db: Kysely<Tables>): Promise<void> {
  let [at, id] = ['', '']
  for (;;) {
    const events = await db
      .selectFrom('events')
      .selectAll()
      .where('action', 'in', KNOWN)
      .where(e => e(e.refTuple('at', 'id'), '>', e.tuple(at, id)))
      .orderBy('at')
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const event of events) await keep(db, event)
    const last = events.at(-1)
    if (last === undefined || events.length < BATCH) return
    ;[at, id] = [last.at, last.id]
  }
}

async function keep(db: Kysely<Tables>, { action, actor, at, source, key, detail }: Tables['events']): Promise<void> {
  const said = (JSON.parse(detail) ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : '')
  if (action === 'alerte' && key !== null) {
    const row = { standing: text('standing'), message: text('message'), at: text('at') || at }
    await db
      .insertInto('alerts')
      .values({ subject: key, ...row })
      .onConflict(c => c.column('subject').doUpdateSet(row))
      .execute()
  } else if (action === 'plan-approuve')
    await db.updateTable('plans').set({ asked: at }).where('id', '=', text('plan')).execute()
  else if (action === 'plan-refuse')
    await db
      .updateTable('plans')
      .set({ refusal: text('reason') })
      .where('id', '=', text('plan'))
      .execute()
  else if (action === 'reponse-a-verifier')
    await db
      .updateTable('inbox')
      .set({ kept_slug: text('slug'), kept_by: actor, kept_at: at })
      .where('id', '=', text('item'))
      .execute()
  else if (ASKED.includes(action) && source !== null) {
    const row = { asked_by: actor, asked_at: at }
    await db
      .insertInto('sources')
      .values({ id: source, ...row })
      .onConflict(c => c.column('id').doUpdateSet(row))
      .execute()
  }
}
