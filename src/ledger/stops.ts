import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** A partner asked that nothing of theirs is read any more. It holds for all their sources, those to come included. */
export type PartnerStop = Pick<Tables['stops'], 'partner' | 'since' | 'by' | 'reason'>

export function stopsOf({ db, clock }: LedgerDeps) {
  return {
    /** The stop that holds for that partner now, or null. */
    async standing(partner: string): Promise<PartnerStop | null> {
      const row = await db
        .selectFrom('stops')
        .select(['partner', 'since', 'by', 'reason'])
        .where('partner', '=', partner)
        .where('lifted', 'is', null)
        .executeTakeFirst()
      return row ?? null
    },
    /** Those that hold now. */
    async list(): Promise<PartnerStop[]> {
      return db.selectFrom('stops').select(['partner', 'since', 'by', 'reason']).where('lifted', 'is', null).execute()
    },
    /** One that holds already keeps its date. */
    async stop(partner: string, by: string, reason: string): Promise<void> {
      const row = { since: stamp(clock), by, reason, lifted: null, lifted_by: null, agreement: null }
      await db
        .insertInto('stops')
        .values({ partner, ...row })
        .onConflict(c => c.column('partner').doUpdateSet(row).where('stops.lifted', 'is not', null))
        .execute()
    },
    /** @param agreement what the partner agreed to, with whom and when, when it is not the partner who lifts it @returns false: none held */
    async lift(partner: string, by: string, agreement: string | null): Promise<boolean> {
      const done = await db
        .updateTable('stops')
        .set({ lifted: stamp(clock), lifted_by: by, agreement })
        .where('partner', '=', partner)
        .where('lifted', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
  }
}
