import { type LedgerDeps, stamp } from './deps.ts'
import { eventsOf } from './events.ts'
import type { Tables } from './schema.ts'

/** What the watch told last of one subject (a source, a dependency, the queue). */
export type ToldAlert = Tables['alerts']

export function alertsOf(deps: LedgerDeps) {
  const { db, clock } = deps
  return {
    /** One per subject of which something was ever told. */
    list: (): Promise<ToldAlert[]> => db.selectFrom('alerts').selectAll().orderBy('subject').execute(),
    /** The watch keeps these from now on: all well until told otherwise. Those that it keeps already stay as they are. */
    async meet(subjects: readonly string[]): Promise<void> {
      const at = stamp(clock)
      for (const subject of subjects)
        await db
          .insertInto('alerts')
          .values({ subject, standing: 'good', message: '', at })
          .onConflict(c => c.column('subject').doNothing())
          .execute()
    },
    /** It was told: from now on this is how the subject stands, and the journal has a line. @param at ISO instant at which it was told, when that is not now */
    async tell({ subject, standing, message }: Omit<ToldAlert, 'at'>, at?: string): Promise<void> {
      const row = { standing, message, at: at ?? stamp(clock) }
      await db
        .insertInto('alerts')
        .values({ subject, ...row })
        .onConflict(c => c.column('subject').doUpdateSet(row))
        .execute()
      const detail = { standing, message, ...(at !== undefined && { at }) }
      await eventsOf(deps).add({ actor: 'robot', action: 'alerte', source: null, key: subject, detail })
    },
  }
}
