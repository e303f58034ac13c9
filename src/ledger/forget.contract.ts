import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { forgetSource } from './forget.ts'
import type { Ledger } from './ledger.ts'

/** What forgetting a partner must take and must leave, whatever the database. */
export function forgetContract(name: string, open: (clock: ManualClock) => Promise<Ledger>): void {
  describe(name, () => {
    const clock = manualClock('2026-11-24T08:00:00Z')
    const newId = sequentialIds()
    let ledger: Ledger
    beforeEach(async () => {
      ledger = await open(clock)
    })
    afterEach(() => ledger.close())

    async function fill(source: string, page: string): Promise<string> {
      const at = clock.now().toISOString()
      const hash = await ledger.documents.put(new TextEncoder().encode(page), at)
      const address = `https://${source}.example.org/${hash.slice(0, 8)}`
      const validators = { etag: null, lastModified: null, headers: {} }
      await ledger.documents.remember({ source, address, finalAddress: address, hash, fetchedAt: at, ...validators })
      const fields = { ...sampleFields(), contactName: 'Camille Exemple', contactEmail: 'camille@example.org' }
      await ledger.links.save({
        source,
        key: '1',
        slug: `service-${source}`,
        structure: 'structure',
        origin: 'created',
        base: fields,
        sent: fields,
        version: at,
        modified: at,
        settled: null,
        retired: null,
        status: 'PUBLISHED',
        published: at,
        edited: null,
        suspension: null,
        home: null,
        shown: null,
        since: at,
      })
      return hash
    }

    test('pages, contacts and contact details go; the link with DORA and other sources stay', async () => {
      const gone = await fill('un', 'page du partenaire')
      const shared = await fill('deux', 'page commune')
      await fill('un', 'page commune')
      const store = ledger.people
      const contact = await store.addContact({ partner: 'p', email: 'c@example.org', name: 'Camille', createdBy: 'G' })
      const other = await store.addContact({ partner: 'q', email: 'd@example.org', name: 'Dominique', createdBy: 'G' })

      const forgotten = await forgetSource({ ledger, clock, newId }, { source: 'un', partner: 'p', by: 'Gestionnaire' })
      expect(forgotten).toMatchObject({ pages: 1, contacts: 1 })
      expect([await ledger.documents.has(gone), await ledger.documents.has(shared)]).toEqual([false, true])
      const link = await ledger.links.read('un', '1')
      expect(link?.slug).toBe('service-un')
      expect(JSON.stringify(link)).not.toMatch(/camille/i)
      expect(link?.base.name).toBe(sampleFields().name)
      expect((await ledger.links.read('deux', '1'))?.base.contactName).toBe('Camille Exemple')
      expect([await store.contact(contact.id), (await store.contact(other.id))?.name]).toEqual([null, 'Dominique'])
      expect(await ledger.events.list({ source: 'un' })).toEqual([
        expect.objectContaining({ actor: 'Gestionnaire', action: 'partenaire-oublie', detail: forgotten }),
      ])
    })

    test('what waiting offers were compared with belongs to one run, and goes', async () => {
      const asOf = { run: 'r1', newest: clock.now().toISOString(), whole: clock.now().toISOString() }
      const readings = [{ of: 'siret' as const, siret: '90000000100017', found: null }]
      for (const source of ['un', 'deux']) await ledger.sources.setAsOf(source, asOf, readings)
      expect(await ledger.sources.readings('un', 'r1')).toEqual(readings)
      expect(await ledger.sources.readings('un', 'r2')).toEqual([])
      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'Gestionnaire' })
      expect(await ledger.sources.readings('un', 'r1')).toEqual([])
      expect(await ledger.sources.readings('deux', 'r1')).toEqual(readings)
    })
  })
}
