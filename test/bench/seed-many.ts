import type { App } from '../../src/app/app.ts'
import { fold } from '../../src/common/text.ts'
import { heldText } from '../../src/coverage/counted-text.ts'
import { keptRecord } from '../../src/ledger/kept-record.ts'
import { offerFacets } from '../../src/ledger/offer-facets.ts'
import { offer } from '../portal/seed.ts'

/** Writes offers into the ledger as passes leave them, four of five published: `k0`, `k1`, … spread over the sources. @returns ids of those sources, with their partners */
export async function seedMany(app: App, size: number): Promise<{ id: string; partner: string }[]> {
  const sources = app.sources.filter(({ config }) => config.role === 'offers').map(({ config }) => config)
  const at = '2026-11-20T03:15:00.000Z'
  const words = ['Atelier', 'Accompagnement', 'Équilibre', 'Mobilité', 'Numérique', 'Jardin', 'Cuisine', 'Permis']
  for (let begin = 0; begin < size; begin += 500) {
    const rows = Array.from({ length: Math.min(500, size - begin) }, (_, n) => {
      const i = begin + n
      const source = sources[i % sources.length]?.id ?? ''
      const name = `${words[i % words.length]} ${words[(i * 7) % words.length]} ${i}`
      return { source, key: `k${i}`, name, record: offer({ source, key: `k${i}`, name }), published: i % 5 !== 0 }
    })
    await app.ledger.db.transaction().execute(async db => {
      await db
        .insertInto('offers')
        .values(
          rows.map(row => ({
            source: row.source,
            key: row.key,
            name: row.name,
            sort: fold(row.name),
            first_seen: at,
            last_seen: at,
            misses: 0,
            version: at,
            fingerprint: 'f',
            ...keptRecord(row.record),
            rejection: null,
            refused: null,
            state: row.published ? 'unchanged' : 'waiting',
            reason: 'Rien n’a changé.',
            whose: null,
            run: 'run_1',
          })),
        )
        .execute()
      // The number in each name makes as many words as offers to look a mistyped one up in.
      const facets = rows.map(row => ({ source: row.source, key: row.key, ...offerFacets(row.name, row.record) }))
      await db.insertInto('offers_facets').values(facets).execute()
      await db
        .insertInto('offers_terms')
        .values([...new Set(facets.flatMap(each => each.words.split(' ')))].map(term => ({ term })))
        .onConflict(c => c.doNothing())
        .execute()
      const linked = rows.filter(row => row.published)
      await db
        .insertInto('links')
        .values(
          linked.map(row => ({
            source: row.source,
            key: row.key,
            slug: `${row.source}-${row.key}`,
            structure: 's',
            origin: 'created',
            base: '{}',
            sent: '{}',
            version: at,
            modified: at,
            settled: null,
            retired: null,
            status: 'PUBLISHED',
            published: at,
            since: at,
            counted: heldText({}, at),
          })),
        )
        .execute()
    })
  }
  return sources
}
