import { heldText } from '../coverage/counted-text.ts'
import type { DoraServiceFields, DoraStatus } from '../dora/port.ts'
import type { HomeStanding, Standing } from '../dora/visibility.ts'
import { fromJson, type LedgerDeps } from './deps.ts'
import type { Tables } from './schema.ts'

/**
 * Offer ↔ DORA service. For each field, two memories:
 * `base`, what DORA returned when we last wrote (or agreed on) that field, tells whether a person moved DORA;
 * `sent`, what the source said then, tells whether the source moved. DORA may store another form than what it was sent,
 * and a field that a person keeps must not be mistaken for ours: hence both, field by field.
 */
export interface Link {
  source: string
  key: string
  slug: string
  structure: string
  origin: 'created' | 'adopted'
  base: Partial<DoraServiceFields>
  sent: Partial<DoraServiceFields>
  version: string
  /** DORA's modification date right after our last write, or at adoption. */
  modified: string
  /** The last merge that had nothing left to do: what the source said and DORA's modification date then. */
  settled: { fingerprint: string; modified: string } | null
  /** Since when its offer is gone. `status`: what it was when the bot archived it, and becomes again; null when the bot did not archive it. */
  retired: { at: string; status: DoraStatus | null } | null
  status: DoraStatus | null
  published: string | null
  /** ISO instant of the last save of the service in DORA that was not ours, as far as it was seen. */
  edited: string | null
  /** Last day DORA shows it, `YYYY-MM-DD`, as last read. */
  suspension: string | null
  /** Whether its structure lets it be seen, as of the last pass; null: not told. */
  home: HomeStanding | null
  since: string
  /** Every field that could be read of it, as DORA last held it; null: not seen since that is kept. */
  shown: Partial<DoraServiceFields> | null
}

/** Values in one `in (…)`: under the limit of both dialects. */
const CHUNK = 500

export function linksOf({ db }: LedgerDeps) {
  return {
    async list(source?: string): Promise<Link[]> {
      let query = db.selectFrom('links').selectAll().orderBy('source').orderBy('key')
      if (source !== undefined) query = query.where('source', '=', source)
      return (await query.execute()).map(toLink)
    },
    /** How many are published in DORA, for every source that has any. */
    async countPublishedBySource(): Promise<Map<string, number>> {
      const rows = await db
        .selectFrom('links')
        .select(e => ['source', e.fn.countAll().as('n')] as const)
        .where('status', '=', 'PUBLISHED')
        .groupBy('source')
        .execute()
      return new Map(rows.map(row => [row.source, Number(row.n)]))
    },
    async read(source: string, key: string): Promise<Link | null> {
      const row = await db
        .selectFrom('links')
        .selectAll()
        .where('source', '=', source)
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? null : toLink(row)
    },
    /** Those of these offers of a source that have one. */
    async byKeys(source: string, keys: readonly string[]): Promise<Link[]> {
      if (keys.length === 0) return []
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where('source', '=', source)
        .where('key', 'in', keys)
        .execute()
      return rows.map(toLink)
    },
    async bySlug(slug: string): Promise<Link | null> {
      const row = await db.selectFrom('links').selectAll().where('slug', '=', slug).executeTakeFirst()
      return row === undefined ? null : toLink(row)
    },
    /** Whoever holds these services, whatever the source. */
    async bySlugs(slugs: readonly string[]): Promise<Link[]> {
      const found: Link[] = []
      for (let at = 0; at < slugs.length; at += CHUNK) {
        const rows = await db
          .selectFrom('links')
          .selectAll()
          .where('slug', 'in', slugs.slice(at, at + CHUNK))
          .execute()
        found.push(...rows.map(toLink))
      }
      return found
    },
    /** The same service under a new key of its source; what is remembered of it stays. */
    async move(source: string, from: string, to: string): Promise<void> {
      await db
        .updateTable('links')
        .set({ key: to, settled: null })
        .where('source', '=', source)
        .where('key', '=', from)
        .execute()
    },
    /** The offer lets its service go. */
    async remove(source: string, key: string): Promise<void> {
      await db.deleteFrom('links').where('source', '=', source).where('key', '=', key).execute()
    },
    /** Slugs that an offer holds: one that was taken away holds no more what DORA still publishes. */
    async heldSlugs(): Promise<string[]> {
      const rows = await db
        .selectFrom('links')
        .select('slug')
        .where(e => e.or([e('retired', 'is', null), e('status', 'is', null), e('status', '<>', 'PUBLISHED')]))
        .orderBy('slug')
        .execute()
      return rows.map(row => row.slug)
    },
    /** Structures that hold services of a source. */
    async structures(source: string): Promise<string[]> {
      const rows = await db.selectFrom('links').select('structure').distinct().where('source', '=', source).execute()
      return rows.map(row => row.structure)
    },
    /** What DORA says today of one of them. */
    async seeHome(source: string, structure: string, home: HomeStanding | null): Promise<void> {
      await db
        .updateTable('links')
        .set({ home })
        .where('source', '=', source)
        .where('structure', '=', structure)
        .execute()
    },
    /** How the services of a source stand for the public, and how many stand so; what was retired is left out. */
    async standings(source: string): Promise<(Standing & { links: number })[]> {
      const rows = await db
        .selectFrom('links')
        .select(['status', 'suspension', 'home', e => e.fn.countAll().as('links')])
        .where('source', '=', source)
        .where('retired', 'is', null)
        .groupBy(['status', 'suspension', 'home'])
        .execute()
      return rows.map(row => ({ ...row, home: row.home as HomeStanding | null, links: Number(row.links) }))
    },
    /** Replaces the link of (source, key). @throws when the slug belongs to another offer */
    async save(link: Link): Promise<void> {
      const row = {
        slug: link.slug,
        structure: link.structure,
        origin: link.origin,
        base: JSON.stringify(link.base),
        sent: JSON.stringify(link.sent),
        version: link.version,
        modified: link.modified,
        settled: link.settled === null ? null : JSON.stringify(link.settled),
        retired: link.retired === null ? null : JSON.stringify(link.retired),
        status: link.status,
        published: link.published,
        edited: link.edited,
        suspension: link.suspension,
        home: link.home,
        shown: link.shown === null ? null : JSON.stringify(link.shown),
        counted: heldText(link.shown ?? link.base, link.modified),
      }
      await db
        .insertInto('links')
        .values({ source: link.source, key: link.key, since: link.since, ...row })
        .onConflict(c => c.columns(['source', 'key']).doUpdateSet(row))
        .execute()
    },
  }
}

function toLink({ counted: _, ...row }: Tables['links']): Link {
  return {
    ...row,
    origin: row.origin as Link['origin'],
    base: JSON.parse(row.base) as Partial<DoraServiceFields>,
    sent: JSON.parse(row.sent) as Partial<DoraServiceFields>,
    settled: fromJson(row.settled),
    retired: fromJson(row.retired),
    shown: fromJson(row.shown),
    status: row.status as DoraStatus | null,
    home: row.home as HomeStanding | null,
  }
}
