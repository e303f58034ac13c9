import type { DoraServiceLine, DoraStructureSummary, ListedStatus } from '../dora/port.ts'
import { type HomeStanding, homeStanding } from '../dora/visibility.ts'
import type { Census, CensusService, CensusStructure } from './census-records.ts'
import { fromJson, type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** Rows written in one statement: under the parameters of both dialects. */
const AT_ONCE = 200

export function censusOf({ db, clock, newId }: LedgerDeps) {
  return {
    async begin(whole: boolean): Promise<string> {
      const id = newId('census')
      await db
        .insertInto('censuses')
        .values({
          id,
          started: stamp(clock),
          ended: null,
          whole: whole ? 1 : 0,
          newest: null,
          requests: 0,
          counts: null,
        })
        .execute()
      return id
    },
    async end(id: string, done: Pick<Census, 'newest' | 'requests' | 'counts'>): Promise<void> {
      const { newest, requests, counts } = done
      await db
        .updateTable('censuses')
        .set({ ended: stamp(clock), newest, requests, counts: JSON.stringify(counts) })
        .where('id', '=', id)
        .execute()
    },
    /** Those that came to their end, the latest first. */
    async list(limit = 100): Promise<Census[]> {
      const rows = await db
        .selectFrom('censuses')
        .selectAll()
        .where('ended', 'is not', null)
        .orderBy('started', 'desc')
        .limit(limit)
        .execute()
      return rows.map(row => ({ ...row, whole: row.whole === 1, counts: fromJson(row.counts) }))
    },
    /** The whole list of a département's structures: one that is not in it is gone. */
    async structures(department: string, all: readonly DoraStructureSummary[]): Promise<void> {
      const seen = stamp(clock)
      for (let at = 0; at < all.length; at += AT_ONCE)
        await db
          .insertInto('census_structures')
          .values(
            all.slice(at, at + AT_ONCE).map(each => ({
              slug: each.slug,
              department,
              name: each.name,
              siret: each.siret,
              typology: each.typology,
              home: homeStanding(each),
              seen,
              gone: null,
            })),
          )
          .onConflict(c =>
            c.column('slug').doUpdateSet(e => ({
              department: e.ref('excluded.department'),
              name: e.ref('excluded.name'),
              siret: e.ref('excluded.siret'),
              typology: e.ref('excluded.typology'),
              home: e.ref('excluded.home'),
              seen: e.ref('excluded.seen'),
              gone: null,
            })),
          )
          .execute()
      await db
        .updateTable('census_structures')
        .set({ gone: seen })
        .where('department', '=', department)
        .where('seen', '<', seen)
        .where('gone', 'is', null)
        .execute()
    },
    /** Services as the national list shows them. @param whole what is not among them is gone */
    async services(lines: readonly DoraServiceLine[], whole: boolean): Promise<void> {
      const seen = stamp(clock)
      for (let at = 0; at < lines.length; at += AT_ONCE)
        await db
          .insertInto('census_services')
          .values(
            lines.slice(at, at + AT_ONCE).map(line => ({
              slug: line.slug,
              department: line.department,
              structure: line.structure,
              name: line.name,
              status: line.status,
              modified: line.modificationDate,
              city: line.city,
              postal_code: line.postalCode,
              fields: null,
              fields_of: null,
              looked: null,
              seen,
              gone: null,
            })),
          )
          .onConflict(c =>
            c.column('slug').doUpdateSet(e => ({
              department: e.ref('excluded.department'),
              structure: e.ref('excluded.structure'),
              name: e.ref('excluded.name'),
              status: e.ref('excluded.status'),
              modified: e.ref('excluded.modified'),
              city: e.ref('excluded.city'),
              postal_code: e.ref('excluded.postal_code'),
              seen: e.ref('excluded.seen'),
              gone: null,
            })),
          )
          .execute()
      if (!whole) return
      await db
        .updateTable('census_services')
        .set({ gone: seen })
        .where('seen', '<', seen)
        .where('gone', 'is', null)
        .execute()
    },
    /** Slugs whose fields were never read, moved since, or were last looked at before that instant; the published first. */
    async toRead(before: string, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom('census_services')
        .select(['slug', 'status'])
        .where('gone', 'is', null)
        .where('status', '<>', 'ARCHIVED')
        .where(e =>
          e.or([e('fields_of', 'is', null), e('fields_of', '<>', e.ref('modified')), e('looked', '<', before)]),
        )
        .orderBy(e => e.case().when('status', '=', 'PUBLISHED').then(0).else(1).end())
        .orderBy('slug')
        .limit(limit)
        .execute()
      return rows.map(row => row.slug)
    },
    /** One service as read whole; null: it is no longer there. */
    async read(
      slug: string,
      service: { fields: NonNullable<CensusService['fields']>; modificationDate: string } | null,
    ): Promise<void> {
      const now = stamp(clock)
      const row =
        service === null
          ? { gone: now }
          : {
              fields: JSON.stringify(service.fields),
              fields_of: service.modificationDate,
              modified: service.modificationDate,
              looked: now,
            }
      await db.updateTable('census_services').set(row).where('slug', '=', slug).execute()
    },
    /** Every service that is there, archived ones apart, page by page in the order of their slugs. */
    async *standing(): AsyncGenerator<CensusService, void> {
      for (let after = ''; ; ) {
        const rows = await db
          .selectFrom('census_services as s')
          .leftJoin('census_structures as h', 'h.slug', 's.structure')
          .selectAll('s')
          .select(['h.name as structure_name', 'h.home'])
          .where('s.gone', 'is', null)
          .where('s.status', '<>', 'ARCHIVED')
          .where('s.slug', '>', after)
          .orderBy('s.slug')
          .limit(AT_ONCE)
          .execute()
        for (const row of rows) yield toService(row)
        const last = rows.at(-1)
        if (last === undefined || rows.length < AT_ONCE) return
        after = last.slug
      }
    },
    /** What tells the services that are there from each other, archived ones too. */
    async names(): Promise<Omit<CensusService, 'fields' | 'home' | 'modified'>[]> {
      const rows = await db
        .selectFrom('census_services as s')
        .leftJoin('census_structures as h', 'h.slug', 's.structure')
        .select(['s.slug', 's.department', 's.structure', 's.name', 's.status', 's.city', 's.postal_code'])
        .select('h.name as home_name')
        .where('s.gone', 'is', null)
        .orderBy('s.slug')
        .execute()
      return rows.map(({ postal_code, home_name, status, ...row }) => ({
        ...row,
        status: status as ListedStatus,
        structureName: home_name ?? row.structure,
        postalCode: postal_code,
      }))
    },
    /** Structures that are there. */
    async homes(): Promise<CensusStructure[]> {
      const rows = await db
        .selectFrom('census_structures')
        .select(['slug', 'name', 'siret', 'typology', 'home'])
        .where('gone', 'is', null)
        .orderBy('slug')
        .execute()
      return rows.map(row => ({ ...row, home: row.home as HomeStanding | null }))
    },
    /** Somebody was invited into a structure: it lets its services be seen. */
    async hasSomebody(slug: string): Promise<void> {
      const home: HomeStanding = 'shown'
      await db
        .updateTable('census_structures')
        .set({ home })
        .where('slug', '=', slug)
        .where('home', '=', 'orphan')
        .execute()
    },
    /** Structures that are there, and how many of them have nobody. */
    async countStructures(): Promise<{ structures: number; orphans: number }> {
      const rows = await db
        .selectFrom('census_structures')
        .select(['home', e => e.fn.countAll().as('n')])
        .where('gone', 'is', null)
        .groupBy('home')
        .execute()
      const count = (home: string) => Number(rows.find(row => row.home === home)?.n ?? 0)
      return { structures: rows.reduce((sum, row) => sum + Number(row.n), 0), orphans: count('orphan') }
    },
  }
}

function toService(
  row: Tables['census_services'] & { structure_name: string | null; home: string | null },
): CensusService {
  return {
    slug: row.slug,
    department: row.department,
    structure: row.structure,
    structureName: row.structure_name ?? row.structure,
    name: row.name,
    status: row.status as ListedStatus,
    modified: row.modified,
    city: row.city,
    postalCode: row.postal_code,
    fields: fromJson<CensusService['fields']>(row.fields),
    home: row.home as HomeStanding | null,
  }
}
