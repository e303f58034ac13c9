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
        shown: fields,
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

    test('a choice goes that keeps a way to reach somebody; what else was decided stays', async () => {
      const refused = { ours: 'camille@example.org', how: 'never', plan: null, reason: '' } as const
      for (const source of ['un', 'deux']) {
        await ledger.choices.set(source, '1', { topic: 'refused:contactEmail', value: refused }, 'G')
        const shown = { side: 'ours', theirs: 'Camille', once: true } as const
        await ledger.choices.set(source, '1', { topic: 'field:contactName', value: shown }, 'G')
        await ledger.choices.set(source, '1', { topic: 'match', value: { create: true } }, 'G')
      }
      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })
      expect((await ledger.choices.list('un')).map(({ topic }) => topic)).toEqual(['match'])
      expect(await ledger.choices.list('deux')).toHaveLength(3)
    })

    test('the file that a source was taught from goes, and what is being taught of it; those of others stay', async () => {
      const at = clock.now().toISOString()
      const put = (text: string) => ledger.documents.put(new TextEncoder().encode(text), at)
      const both = await put('fichier commun')
      const files: Record<string, string> = { both }
      for (const source of ['un', 'deux']) {
        const hash = await put(`fichier de ${source}`)
        files[source] = hash
        const lesson = JSON.stringify({ source, file: { hash, name: 'offres.xlsx' }, pages: [] })
        const taught = { config: 'c', mapping: 'm', lesson, state: 'withdrawn', note: '', by: 'G' } as const
        await ledger.taughtSources.add({ source, ...taught })
        const shared = { ...taught, lesson: JSON.stringify({ file: { hash: both, name: 'offres.xlsx' } }) }
        await ledger.taughtSources.add({ source, ...shared })
        const page = await put(`page de ${source}`)
        files[`${source}, under way`] = page
        await ledger.lessons.save(source, JSON.stringify({ source, file: null, pages: [{ hash: page }] }), 'G')
      }
      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })
      const left = await Promise.all(
        Object.entries(files).map(async ([of, hash]) => [of, await ledger.documents.has(hash)]),
      )
      expect(Object.fromEntries(left)).toEqual({
        both: true,
        un: false,
        'un, under way': false,
        deux: true,
        'deux, under way': true,
      })
      expect([await ledger.lessons.read('un'), (await ledger.lessons.read('deux'))?.id]).toEqual([null, 'deux'])
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
