import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import { eventsOf } from './events.ts'
import type { Ledger } from './ledger.ts'

/** Fields of a DORA service that say how to reach a person. */
const CONTACT = new Set(['contactName', 'contactEmail', 'contactPhone'])
/** Choices that keep such a value: one that was refused, the one that was shown when ours was chosen. */
const CONTACT_TOPICS = [...CONTACT].flatMap(name => [`field:${name}`, `refused:${name}`])

/** How many of each were erased. */
export interface Forgotten {
  pages: number
  offers: number
  plans: number
  writes: number
  statements: number
  contacts: number
}

/**
 * Erases what a partner gave us through one source: the pages as they were read, the records made of them, the plans, what it told us, its
 * contacts and their links. What stays is the proof of what the robot wrote to DORA (offer, date, reason, who approved), without contact
 * details, and the link with the DORA service, without which the offer would be created a second time.
 * @param asked.partner partner whose contacts go too, or null when it has other sources
 */
export async function forgetSource(
  deps: { ledger: Pick<Ledger, 'db'>; clock: Clock; newId: NewId },
  asked: { source: string; partner: string | null; by: string },
): Promise<Forgotten> {
  const { source, partner, by } = asked
  return deps.ledger.db.transaction().execute(async db => {
    const gone = async (query: { execute(): Promise<{ numDeletedRows?: bigint; numUpdatedRows?: bigint }[]> }) => {
      const [result] = await query.execute()
      return Number(result?.numDeletedRows ?? result?.numUpdatedRows ?? 0)
    }
    const elsewhere = db.selectFrom('documents').select('hash').where('source', '<>', source)
    const own = db.selectFrom('documents').select('hash').where('source', '=', source)
    const lessons = await learntFrom(db, source)
    const pages = await gone(
      db
        .deleteFrom('bodies')
        .where(e => e.or([e('hash', 'in', own), ...lessons.hashes.map(hash => e('hash', '=', hash))]))
        .where('hash', 'not in', elsewhere),
    )
    await db.deleteFrom('documents').where('source', '=', source).execute()
    for (const id of lessons.underWay) await db.deleteFrom('lessons').where('id', '=', id).execute()
    const offers = await gone(
      db.updateTable('offers').set({ record: null, provenance: null, rejection: null }).where('source', '=', source),
    )
    await db.updateTable('sources').set({ kept: null }).where('id', '=', source).execute()
    await db.deleteFrom('offers_facets').where('source', '=', source).execute()
    const plans = await gone(db.deleteFrom('plans').where('source', '=', source))
    const runs = db.selectFrom('runs').select('id').where('source', '=', source)
    await db.deleteFrom('runs_lines').where('run', 'in', runs).execute()
    await db.updateTable('runs').set({ report: null, outcome: null }).where('source', '=', source).execute()
    await db.deleteFrom('inbox').where('source', '=', source).execute()
    const writes = await db
      .selectFrom('operations')
      .select(['id', 'before', 'after', 'lookup'])
      .where('source', '=', source)
      .execute()
    for (const { id, before, after, lookup } of writes)
      await db
        .updateTable('operations')
        .set({
          before: before === null ? null : withoutContact(before),
          after: withoutContact(after),
          lookup: withoutMemories(lookup),
        })
        .where('id', '=', id)
        .execute()
    const links = await db
      .selectFrom('links')
      .select(['key', 'base', 'sent', 'shown'])
      .where('source', '=', source)
      .execute()
    for (const { key, base, sent, shown } of links)
      await db
        .updateTable('links')
        .set({
          base: withoutContact(base),
          sent: withoutContact(sent),
          shown: shown === null ? null : withoutContact(shown),
          counted: null,
        })
        .where('source', '=', source)
        .where('key', '=', key)
        .execute()
    await db.deleteFrom('choices').where('source', '=', source).where('topic', 'in', CONTACT_TOPICS).execute()
    const statements = await gone(
      db
        .deleteFrom('statements')
        .where(e => e.or([e('source', '=', source), ...(partner === null ? [] : [e('partner', '=', partner)])])),
    )
    let contacts = 0
    if (partner !== null) {
      const people = db.selectFrom('contacts').select('id').where('partner', '=', partner)
      await db.deleteFrom('partner_links').where('contact', 'in', people).execute()
      await db.deleteFrom('campaign_sends').where('contact', 'in', people).execute()
      await db.deleteFrom('entry_tokens').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      await db.deleteFrom('drafts').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      await db.deleteFrom('sessions').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      contacts = await gone(db.deleteFrom('contacts').where('partner', '=', partner))
    }
    const forgotten = { pages, offers, plans, writes: writes.length, statements, contacts }
    const journal = eventsOf({ db, clock: deps.clock, newId: deps.newId })
    await journal.add({ actor: by, action: 'partenaire-oublie', source, detail: forgotten })
    return forgotten
  })
}

/** Bodies that this source alone was learnt from, a file that somebody gave or pages of a look, and what is being taught of it now. */
async function learntFrom(db: Ledger['db'], source: string): Promise<{ hashes: string[]; underWay: string[] }> {
  const kept = await db.selectFrom('taught_sources').select(['source', 'lesson']).execute()
  const open = (await db.selectFrom('lessons').select(['id', 'body']).execute()).map(({ id, body }) => ({
    id,
    ...lessonIn(body),
  }))
  const [own, others] = [new Set<string>(), new Set<string>()]
  for (const each of [...kept.map(({ lesson, ...of }) => ({ ...lessonIn(lesson), ...of })), ...open])
    for (const { hash } of [...(each.file ? [each.file] : []), ...(each.pages ?? [])])
      (each.source === source ? own : others).add(hash)
  const underWay = open.filter(each => each.source === source).map(({ id }) => id)
  return { hashes: [...own.difference(others)], underWay }
}

/** What is read here of the JSON of a lesson. */
function lessonIn(json: string) {
  return JSON.parse(json) as {
    source?: string | null
    file?: { hash: string } | null
    pages?: { hash: string }[]
  }
}

function withoutContact(json: string): string {
  const fields = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name]) => !CONTACT.has(name))))
}

/** What a write's look-up kept of the values before it is only good for taking the write back. */
function withoutMemories(json: string | null): string | null {
  if (json === null) return null
  const { was: _was, undo: _undo, ...rest } = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify(rest)
}
