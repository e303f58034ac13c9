import type { Kysely } from 'kysely'
import { keptSince } from '../config/retention.ts'
import type { DocumentStore } from '../harvest/document-store.ts'
import { purgeRetired } from './purge-retired.ts'
import type { Tables } from './schema.ts'
import { unnameContacts } from './unname-contacts.ts'

/** What went, by kind. */
export type Purged = Record<string, number>

/**
 * Takes away what is past its time (`retention.ts`). What is still open – a doubt, a plan that waits, an inbox item, a link to DORA –
 * has no age and stays. May be stopped at any point and started again.
 */
export async function purge(ledger: { db: Kysely<Tables>; documents: DocumentStore }, now: Date): Promise<Purged> {
  const { db } = ledger
  const { bodies, addresses } = await ledger.documents.purge(keptSince('documents', now))
  const counted = async (query: { execute(): Promise<{ numDeletedRows?: bigint; numUpdatedRows?: bigint }[]> }) => {
    const [result] = await query.execute()
    return Number(result?.numDeletedRows ?? result?.numUpdatedRows ?? 0)
  }
  const runs = keptSince('runs', now)
  const history = keptSince('history', now)
  const links = keptSince('links', now)
  const removed = keptSince('removedContacts', now)
  const sessions = keptSince('sessions', now)
  const goneContacts = db.selectFrom('contacts').select('id').where('removed', '<', removed)
  return {
    bodies,
    addresses,
    runs: await counted(
      db
        .deleteFrom('runs')
        .where('ended', '<', runs)
        .where(e =>
          e(
            'started',
            '<',
            e
              .selectFrom('runs as other')
              .select(o => o.fn.max('other.started').as('latest'))
              .whereRef('other.source', '=', 'runs.source'),
          ),
        ),
    ),
    plans: await counted(
      db.deleteFrom('plans').where('created', '<', runs).where('state', 'not in', ['proposed', 'approved']),
    ),
    inbox: await counted(db.deleteFrom('inbox').where('closed', '<', keptSince('inbox', now))),
    operations: await counted(
      db.deleteFrom('operations').where('ended', '<', history).where('state', 'not in', ['intent', 'doubt']),
    ),
    events: await counted(db.deleteFrom('events').where('at', '<', history)),
    structure_notes: await counted(db.deleteFrom('structure_notes').where('at', '<', history)),
    census_states: await counted(db.deleteFrom('census_states').where('taken', '<', history)),
    other_states: await counted(db.deleteFrom('other_states').where('used', '<', history)),
    sessions: await counted(db.deleteFrom('sessions').where('expires', '<', sessions)),
    entry_tokens: await counted(db.deleteFrom('entry_tokens').where('expires', '<', sessions)),
    drafts: await counted(db.deleteFrom('drafts').where('at', '<', keptSince('drafts', now))),
    lessons: await counted(db.deleteFrom('lessons').where('at', '<', keptSince('lessons', now))),
    partner_links: await counted(
      db
        .deleteFrom('partner_links')
        .where(e => e.or([e('expires', '<', links), e('revoked', '<', links), e('contact', 'in', goneContacts)])),
    ),
    campaign_sends: await counted(db.deleteFrom('campaign_sends').where('contact', 'in', goneContacts)),
    contacts: await db.transaction().execute(async within => {
      const erased = await within.deleteFrom('contacts').where('removed', '<', removed).returning('email').execute()
      await unnameContacts(
        within,
        erased.flatMap(({ email }) => email ?? []),
      )
      return erased.length
    }),
    people: await counted(db.deleteFrom('people').where('disabled', '<', keptSince('closedAccounts', now))),
    saved_lists: await counted(
      db.deleteFrom('saved_lists').where('person', 'not in', db.selectFrom('people').select('id')),
    ),
    // What was accepted holds until it is taken back: an offer that was declared is nothing else. Of confirmations, the last word stays.
    statements: await counted(
      db
        .deleteFrom('statements')
        .where('decided', '<', keptSince('statements', now))
        .where(e =>
          e.or([
            e('state', '<>', 'accepted'),
            e('kind', '=', 'stop'),
            e.and([
              e('kind', '=', 'confirmation'),
              e.exists(
                e
                  .selectFrom('statements as later')
                  .select('later.id')
                  .whereRef('later.source', '=', 'statements.source')
                  .whereRef('later.key', '=', 'statements.key')
                  .where('later.state', '=', 'accepted')
                  .whereRef('later.at', '>', 'statements.at'),
              ),
            ]),
          ]),
        ),
    ),
    offers: await purgeRetired(db, keptSince('retiredOffers', now)),
  }
}
