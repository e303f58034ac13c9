import { expect, test } from 'vitest'
import { sampleOffer, sampleStructure } from '../../test/dora/sample-offer.ts'
import { link, sighting, type WithLedger } from './samples.contract.ts'

/** What reports count of offers. */
export function alikeContract(withLedger: WithLedger): void {
  test(
    'offers that count alike for a report share what they count for, and no others do',
    withLedger(async ledger => {
      for (const key of ['k1', 'k2']) {
        const offer = sampleOffer({ id: key, nom: `Offre ${key}` })
        const record = { source: 's', key, address: '', service: offer, structure: sampleStructure() }
        await ledger.offers.saw(
          sighting({ key, record: { ...record, provenance: { nom: [] }, findings: [], score: 0.5, actions: [] } }),
        )
        await ledger.links.save(link({ key, slug: `slug-${key}`, modified: '2026-11-24T08:00:00.000Z' }))
      }
      const read = async () => {
        const [one, two] = await ledger.offerRows()
        return { shared: one?.like === two?.like, one, two }
      }
      const { shared, one, two } = await read()
      expect([shared, one?.key, one?.slug, two?.key, two?.slug]).toEqual([true, 'k1', 'slug-k1', 'k2', 'slug-k2'])
      const {
        source: _,
        key: __,
        ...facets
      } = await ledger.db.selectFrom('offers_facets').selectAll().where('key', '=', 'k2').executeTakeFirstOrThrow()
      const before = {
        offers: await ledger.db.selectFrom('offers').selectAll().where('key', '=', 'k2').executeTakeFirstOrThrow(),
        links: await ledger.db.selectFrom('links').selectAll().where('key', '=', 'k2').executeTakeFirstOrThrow(),
        offers_facets: facets,
      }
      const change = (table: keyof typeof before, values: object) =>
        ledger.db.updateTable(table).set(values).where('key', '=', 'k2').execute()
      const others: [keyof typeof before, object, object][] = [
        ['offers', { state: 'conflict' }, { state: 'conflict' }],
        ['offers', { reason: 'Autre' }, { reason: 'Autre' }],
        ['offers', { whose: 'dora' }, { whose: 'dora' }],
        ['offers', { first_seen: '2026-01-01T00:00:00.000Z' }, { firstSeen: '2026-01-01' }],
        ['links', { status: 'ARCHIVED' }, { status: 'ARCHIVED' }],
        ['links', { suspension: '2026-12-01' }, { suspension: '2026-12-01' }],
        ['links', { home: 'orphan' }, { home: 'orphan' }],
        ['offers', { first_seen: '2026-01-01T23:30:00.000Z' }, { firstSeen: '2026-01-02' }],
        ['links', { published: '2026-02-02T00:00:00.000Z' }, { publishedAt: '2026-02-02' }],
        ['links', { published: '2026-02-02T00:30:00+01:00' }, { publishedAt: '2026-02-02' }],
        ['links', { published: '2026-02-02T23:30:00.000Z' }, { publishedAt: '2026-02-03' }],
        ['links', { edited: '2026-03-03T12:00:00.000Z' }, { confirmedAt: '2026-03-03' }],
        ['links', { counted: '2[5,["99"]]' }, { shown: { zone_eligibilite: ['99'] } }],
        [
          'offers_facets',
          { counted: '2["Autre","35238",0.25,["x"],null]' },
          { offer: { score: 0.25, actions: ['x'] } },
        ],
      ]
      for (const [table, values, said] of others) {
        await change(table, values)
        const now = await read()
        expect([values, now.shared]).toEqual([values, false])
        expect(now.two?.like).toMatchObject(said)
        expect(now.one).toEqual(one)
        const kept = before[table] as Record<string, unknown>
        await change(table, Object.fromEntries(Object.keys(values).map(name => [name, kept[name]])))
        expect((await read()).shared).toBe(true)
      }
      // What is not counted may differ.
      await change('links', { modified: '2026-11-25T08:00:00.000Z' })
      await change('offers', { first_seen: `${before.offers.first_seen.slice(0, 10)}T11:59:59.000Z` })
      await change('offers_facets', { called: 'Autre nom' })
      expect(await read()).toMatchObject({ shared: true, two: { name: 'Autre nom' } })
      // Only their days are counted.
      for (const [key, hour] of [
        ['k1', '08'],
        ['k2', '15'],
      ] as const)
        await ledger.db
          .updateTable('links')
          .set({ edited: `2026-03-03T${hour}:00:00.000Z`, published: `2026-02-02T${hour}:00:00.000Z` })
          .where('key', '=', key)
          .execute()
      const days = { confirmedAt: '2026-03-03', publishedAt: '2026-02-02' }
      expect(await read()).toMatchObject({ shared: true, two: { like: days } })
      // What is not kept is made again, and counts alike.
      await change('offers_facets', { called: null, counted: null })
      expect(await read()).toMatchObject({ shared: true, two: { name: 'Offre k2' } })
      await ledger.links.remove('s', 'k2')
      expect(await read()).toMatchObject({ shared: false, two: { slug: null, like: { slug: null, shown: null } } })
    }),
  )
}
