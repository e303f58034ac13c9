import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** «Are your offers up to date?», asked of contacts at partners'. */
export interface Campaign {
  id: string
  title: string
  message: string
  created: string
  createdBy: string
  /** Days without an answer before the one reminder. */
  remindAfter: number
  closed: string | null
}

export type CampaignSend = Tables['campaign_sends']

export function campaignsOf({ db, clock, newId }: LedgerDeps) {
  return {
    async add(campaign: Pick<Campaign, 'title' | 'message' | 'createdBy' | 'remindAfter'>): Promise<Campaign> {
      const row = {
        id: newId('campaign'),
        title: campaign.title,
        message: campaign.message,
        created: stamp(clock),
        created_by: campaign.createdBy,
        remind_after: campaign.remindAfter,
        closed: null,
      }
      await db.insertInto('campaigns').values(row).execute()
      return { ...campaign, id: row.id, created: row.created, closed: null }
    },
    async list(): Promise<Campaign[]> {
      const rows = await db
        .selectFrom('campaigns')
        .selectAll()
        .orderBy('created', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.map(({ created_by, remind_after, ...rest }) => ({
        ...rest,
        createdBy: created_by,
        remindAfter: remind_after,
      }))
    },
    async close(id: string): Promise<void> {
      await db
        .updateTable('campaigns')
        .set({ closed: stamp(clock) })
        .where('id', '=', id)
        .where('closed', 'is', null)
        .execute()
    },
    /** Noted before the message leaves: a contact is never written to twice. @returns false when they were already */
    async noteSent(campaign: string, contact: string): Promise<boolean> {
      const done = await db
        .insertInto('campaign_sends')
        .values({ campaign, contact, sent: stamp(clock), reminded: null, answered: null })
        .onConflict(c => c.columns(['campaign', 'contact']).doNothing())
        .executeTakeFirst()
      return done.numInsertedOrUpdatedRows === 1n
    },
    /** The message did not leave after all: nobody was written to. */
    async takeBackSent(campaign: string, contact: string): Promise<void> {
      await db
        .deleteFrom('campaign_sends')
        .where('campaign', '=', campaign)
        .where('contact', '=', contact)
        .where('answered', 'is', null)
        .execute()
    },
    /** The reminder did not leave after all: it is due again. */
    async takeBackReminded(campaign: string, contact: string): Promise<void> {
      await db
        .updateTable('campaign_sends')
        .set({ reminded: null })
        .where('campaign', '=', campaign)
        .where('contact', '=', contact)
        .execute()
    },
    /** @returns false when the reminder was already noted, or an answer came */
    async noteReminded(campaign: string, contact: string): Promise<boolean> {
      const done = await db
        .updateTable('campaign_sends')
        .set({ reminded: stamp(clock) })
        .where('campaign', '=', campaign)
        .where('contact', '=', contact)
        .where('reminded', 'is', null)
        .where('answered', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** A contact said something: every open campaign that asked them has its answer. */
    async noteAnswer(contact: string): Promise<void> {
      await db
        .updateTable('campaign_sends')
        .set({ answered: stamp(clock) })
        .where('contact', '=', contact)
        .where('answered', 'is', null)
        .execute()
    },
    async sends(campaign: string): Promise<CampaignSend[]> {
      return db.selectFrom('campaign_sends').selectAll().where('campaign', '=', campaign).orderBy('contact').execute()
    },
  }
}
