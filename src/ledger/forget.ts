import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import { CONTACT_TOPICS, withoutContact } from './contact-fields.ts'
import { dropUnusedTerms } from './drop-unused-terms.ts'
import { eventsOf } from './events.ts'
import type { Ledger } from './ledger.ts'
import { TEACHING } from './lessons.ts'
import { unnameContacts } from './unname-contacts.ts'
import { withoutTypedContacts } from './without-typed-contacts.ts'

/** Hashes in one question, rows in one part: under the parameters of both dialects. */
const AT_ONCE = 500

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
 * Erases what a partner gave us through one source: the pages as they were read, the records made of them, the catalogues that published
 * them, the plans, what it told us, its contacts and their links. What stays is the proof of what the robot wrote to DORA (offer, date, reason,
 * who approved) and the journal, without contact details, and the link with the DORA service, without which the offer would be created a
 * second time.
 * @param asked.partner partner whose contacts go too, or null when it has other sources
 */
export async function forgetSource(
  deps: { ledger: Pick<Ledger, 'db'>; clock: Clock; newId: NewId },
  asked: { source: string; partner: string | null; by: string },
): Promise<Forgotten> {
  const { source, partner, by } = asked
  const { ledger } = deps
  // What there is most of goes first, part by part: others write in between, and what was cut short is begun again.
  const writes = await eachPart(
    ledger.db,
    (db, after, most) =>
      db
        .selectFrom('operations')
        .select(['id', 'before', 'after', 'lookup'])
        .where('source', '=', source)
        .where('id', '>', after)
        .orderBy('id')
        .limit(most)
        .execute(),
    ({ id }) => id,
    (db, { id, before, after, lookup }) =>
      db
        .updateTable('operations')
        .set({
          before: before === null ? null : withoutContact(before),
          after: withoutContact(after),
          lookup: withoutMemories(lookup),
          message: null,
        })
        .where('id', '=', id)
        .execute(),
  )
  await eachPart(
    ledger.db,
    (db, after, most) =>
      db
        .selectFrom('links')
        .select(['key', 'base', 'sent', 'shown'])
        .where('source', '=', source)
        .where('key', '>', after)
        .orderBy('key')
        .limit(most)
        .execute(),
    ({ key }) => key,
    (db, { key, base, sent, shown }) =>
      db
        .updateTable('links')
        .set({
          base: withoutContact(base),
          sent: withoutContact(sent),
          shown: shown === null ? null : withoutContact(shown),
          counted: null,
        })
        .where('source', '=', source)
        .where('key', '=', key)
        .execute(),
  )
  await forgetFacets(ledger.db, source)
  return ledger.db.transaction().execute(async db => {
    const gone = async (query: { execute(): Promise<{ numDeletedRows?: bigint; numUpdatedRows?: bigint }[]> }) => {
      const [result] = await query.execute()
      return Number(result?.numDeletedRows ?? result?.numUpdatedRows ?? 0)
    }
    const lessons = await learntFrom(db, source)
    const pages = await forgetPages(db, source, lessons)
    for (const id of lessons.underWay) await db.deleteFrom('lessons').where('id', '=', id).execute()
    const taught = await db.selectFrom('taught_sources').selectAll().where('source', '=', source).execute()
    for (const { version, lesson, mapping } of taught)
      await db
        .updateTable('taught_sources')
        .set(withoutTypedContacts({ lesson, mapping }))
        .where('source', '=', source)
        .where('version', '=', version)
        .execute()
    const offers = await gone(
      db
        .updateTable('offers')
        .set(e => ({
          record: null,
          provenance: null,
          rejection: null,
          // Why it was refused repeats what was read.
          reason: e.case().when('rejection', 'is', null).then(e.ref('reason')).else('').end(),
        }))
        .where('source', '=', source),
    )
    await db.updateTable('sources').set({ kept: null }).where('id', '=', source).execute()
    // The catalogues that hold them are built again: what is published is not waited for, and no absence is doubted. One that is being built
    // read them before, and is not published: whoever builds it no longer holds its lease.
    for (const table of ['feeds', 'feed_parts', 'feed_losses'] as const) await db.deleteFrom(table).execute()
    await db.deleteFrom('leases').where('name', 'like', 'feed-%').execute()
    const plans = await gone(db.deleteFrom('plans').where('source', '=', source))
    const runs = db.selectFrom('runs').select('id').where('source', '=', source)
    await db.deleteFrom('runs_lines').where('run', 'in', runs).execute()
    await db.updateTable('runs').set({ report: null, outcome: null }).where('source', '=', source).execute()
    await db.deleteFrom('inbox').where('source', '=', source).execute()
    await db.deleteFrom('choices').where('source', '=', source).where('topic', 'in', CONTACT_TOPICS).execute()
    const statements = await gone(
      db
        .deleteFrom('statements')
        .where(e => e.or([e('source', '=', source), ...(partner === null ? [] : [e('partner', '=', partner)])])),
    )
    await forgetCalls(db, source)
    let contacts = 0
    if (partner !== null) {
      const people = db.selectFrom('contacts').select('id').where('partner', '=', partner)
      await db.deleteFrom('partner_links').where('contact', 'in', people).execute()
      await db.deleteFrom('campaign_sends').where('contact', 'in', people).execute()
      await db.deleteFrom('entry_tokens').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      await db.deleteFrom('drafts').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      await db.deleteFrom('sessions').where('holder_kind', '=', 'contact').where('holder', 'in', people).execute()
      const erased = await db.deleteFrom('contacts').where('partner', '=', partner).returning('email').execute()
      contacts = erased.length
      await unnameContacts(
        db,
        erased.flatMap(({ email }) => email ?? []),
      )
      await forgetAgreements(db, partner)
    }
    const forgotten = { pages, offers, plans, writes, statements, contacts }
    const journal = eventsOf({ db, clock: deps.clock, newId: deps.newId })
    await journal.add({ actor: by, action: 'partenaire-oublie', source, detail: forgotten })
    return forgotten
  })
}

type Db = Ledger['db']

/** Rows looked at one after the other, a part of them in memory and in a transaction at a time. @returns how many there were */
async function eachPart<Row>(
  whole: Db,
  read: (db: Db, after: string, most: number) => Promise<Row[]>,
  keyOf: (row: Row) => string,
  work: (db: Db, row: Row) => Promise<unknown>,
): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const rows = await whole.transaction().execute(async db => {
      const some = await read(db, after, AT_ONCE)
      for (const row of some) await work(db, row)
      return some
    })
    count += rows.length
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return count
    after = keyOf(last)
  }
}

/** The search lines of a source, and the words that no other has. */
async function forgetFacets(whole: Db, source: string): Promise<void> {
  for (let left = true; left; )
    left = await whole.transaction().execute(async db => {
      const some = await db
        .selectFrom('offers_facets')
        .select(['key', 'words'])
        .where('source', '=', source)
        .orderBy('key')
        .limit(AT_ONCE)
        .execute()
      if (some.length === 0) return false
      const keys = some.map(({ key }) => key)
      await db.deleteFrom('offers_facets').where('source', '=', source).where('key', 'in', keys).execute()
      await dropUnusedTerms(
        db,
        some.map(({ words }) => words),
      )
      return true
    })
}

/** What a source was taught from. */
interface Learnt {
  /** Of the file that somebody gave, and of the pages of a look. */
  hashes: ReadonlySet<string>
  /** The same of other sources, which need them still. */
  others: ReadonlySet<string>
  /** Lessons of it that nobody has kept yet. */
  underWay: string[]
}

async function learntFrom(db: Ledger['db'], source: string): Promise<Learnt> {
  const kept = await db.selectFrom('taught_sources').select(['source', 'lesson']).execute()
  const open = (await db.selectFrom('lessons').select(['id', 'body']).execute()).map(({ id, body }) => ({
    id,
    ...lessonIn(body),
  }))
  const [hashes, others] = [new Set<string>(), new Set<string>()]
  for (const each of [...kept.map(({ lesson, ...of }) => ({ ...lessonIn(lesson), ...of })), ...open])
    for (const { hash } of [...(each.file ? [each.file] : []), ...(each.pages ?? [])])
      (each.source === source ? hashes : others).add(hash)
  return { hashes, others, underWay: open.filter(each => each.source === source).map(({ id }) => id) }
}

/** Bodies that this source alone was read from, or learnt from; and where they were read. @returns how many bodies went */
async function forgetPages(db: Ledger['db'], source: string, { hashes, others }: Learnt): Promise<number> {
  const read = await db.selectFrom('documents').select('hash').where('source', '=', source).execute()
  const own = [...new Set([...hashes, ...read.map(({ hash }) => hash)])].filter(hash => !others.has(hash))
  await db.deleteFrom('documents').where('source', '=', source).execute()
  let pages = 0
  for (let at = 0; at < own.length; at += AT_ONCE) {
    const some = own.slice(at, at + AT_ONCE)
    const known = await db.selectFrom('documents').select(['source', 'hash']).where('hash', 'in', some).execute()
    const needed = new Set(known.filter(each => each.source !== TEACHING).map(({ hash }) => hash))
    const gone = some.filter(hash => !needed.has(hash))
    if (gone.length === 0) continue
    await db.deleteFrom('documents').where('hash', 'in', gone).execute()
    const bodies = await db.deleteFrom('bodies').where('hash', 'in', gone).executeTakeFirst()
    pages += Number(bodies.numDeletedRows)
  }
  return pages
}

/** With whom somebody spoke on the telephone, and what was noted of it. That there was a call stays. */
async function forgetCalls(db: Ledger['db'], source: string): Promise<void> {
  const calls = await db
    .selectFrom('events')
    .select(['id', 'detail'])
    .where('source', '=', source)
    .where('action', 'in', ['appel-note', 'offre-declaree-au-telephone'])
    .execute()
  for (const { id, detail } of calls) {
    const { person: _, note: __, ...rest } = (JSON.parse(detail) ?? {}) as Record<string, unknown>
    await db
      .updateTable('events')
      .set({ detail: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
  }
}

/** Why the partner asked not to be read, and with whom it was agreed to read again. That it asked stays, and holds. */
async function forgetAgreements(db: Ledger['db'], partner: string): Promise<void> {
  await db.updateTable('stops').set({ reason: '', agreement: null }).where('partner', '=', partner).execute()
  const lifted = await db.selectFrom('events').select(['id', 'detail']).where('action', '=', 'arret-leve').execute()
  for (const { id, detail } of lifted) {
    const { agreement: _, ...rest } = (JSON.parse(detail) ?? {}) as Record<string, unknown>
    if (rest.partner !== partner) continue
    await db
      .updateTable('events')
      .set({ detail: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
  }
}

/** What is read here of the JSON of a lesson. */
function lessonIn(json: string) {
  return JSON.parse(json) as {
    source?: string | null
    file?: { hash: string } | null
    pages?: { hash: string }[]
  }
}

/** What a write's look-up kept of the values before it is only good for taking the write back. */
function withoutMemories(json: string | null): string | null {
  if (json === null) return null
  const { was: _was, undo: _undo, ...rest } = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify(rest)
}
