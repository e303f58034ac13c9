import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { offer } from '../../test/portal/seed.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { forgetSource } from './forget.ts'
import type { Ledger } from './ledger.ts'
import { TEACHING } from './lessons.ts'
import { rejection, sighting } from './samples.contract.ts'

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

    test('a source of many offers is forgotten part by part, to the last of its lines', async () => {
      await fill('un', 'page')
      await fill('deux', 'page')
      const link = await ledger.db.selectFrom('links').selectAll().where('source', '=', 'un').executeTakeFirstOrThrow()
      const op = { plan: 'p', run: 'r', kind: 'update', source: 'un', slug: 's', structure: null } as const
      const said = { before: { contactEmail: 'c@example.org' }, after: {}, lookup: null, reason: 'r', approvedBy: 'G' }
      await ledger.operations.intend({ ...op, ...said, key: '1' })
      const written = await ledger.db.selectFrom('operations').selectAll().executeTakeFirstOrThrow()
      for (let at = 0; at < 1100; at += 100) {
        const keys = Array.from({ length: 100 }, (_, n) => `k${at + n}`)
        await ledger.db
          .insertInto('links')
          .values(keys.map(key => ({ ...link, key, slug: `service-${key}` })))
          .execute()
        await ledger.db
          .insertInto('operations')
          .values(keys.map(key => ({ ...written, id: `op-${key}`, key })))
          .execute()
      }
      const { writes } = await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })
      expect(writes).toBe(1101)
      const left = JSON.stringify([
        await ledger.db.selectFrom('operations').select(['before', 'after']).execute(),
        await ledger.db.selectFrom('links').select(['base', 'sent', 'shown']).where('source', '=', 'un').execute(),
      ])
      expect(left).not.toContain('example.org')
      expect((await ledger.links.read('deux', '1'))?.base).toMatchObject({ contactEmail: 'camille@example.org' })
    })

    test('the journal says what was done, and no more who the contact was nor how to reach them', async () => {
      const { people, events, statements, stops, operations } = ledger
      const camille = 'Camille Exemple <camille@example.org>'
      const contact = { partner: 'p', email: 'camille@example.org', name: 'Camille Exemple', createdBy: 'G' }
      const other = { partner: 'q', email: 'dominique@example.org', name: 'Dominique', createdBy: 'G' }
      const byPhone = { partner: 'p', email: null, name: 'Claude Sansadresse', phone: '0299000000', createdBy: 'G' }
      for (const { createdBy, ...each } of [contact, other, byPhone]) {
        await people.addContact({ ...each, createdBy })
        await events.add({ actor: createdBy, action: 'contact-ajoute', detail: { phone: null, ...each } })
      }
      const { partner, email } = contact
      await events.add({
        actor: 'G',
        action: 'lien-partenaire-cree',
        detail: { partner, email, expires: '2027-01-01' },
      })
      await events.add({ actor: camille, action: 'connexion', detail: { role: 'partenaire', lien: null } })
      const place = { source: 'un', key: '1' }
      await events.add({ actor: camille, action: 'partenaire-confirmation', ...place, detail: { statement: 's1' } })
      const call = { statement: 's2', day: '2026-11-20', person: 'Camille Exemple', note: 'rappeler Camille' }
      await events.add({ actor: 'G', action: 'appel-note', ...place, detail: call })
      await events.add({ actor: 'G', action: 'arret-leve', detail: { partner, agreement: 'vu avec Camille' } })
      await events.add({ actor: 'Dominique <dominique@example.org>', action: 'deconnexion' })
      await stops.stop('p', camille, 'Camille ne veut plus')
      const gone = { slug: null, structure: null, before: null, lookup: null }
      const op = {
        plan: 'confirmation',
        run: 'confirmation',
        kind: 'update',
        after: {},
        reason: 'r',
        ...place,
        ...gone,
      }
      const written = await operations.intend({ ...op, kind: 'update', approvedBy: camille })
      await operations.end(written, 'refused', { message: 'contactEmail : reçu « camille@example.org ».' })
      await statements.add({ partner: 'q', offer: null, title: 't', body: { kind: 'stop', reason: '' }, by: camille })

      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: 'p', by: 'G' })
      const all = JSON.stringify([
        await events.list(),
        await statements.list(),
        await stops.list(),
        await operations.list(),
      ])
      expect(all).not.toMatch(/camille|claude|0299/i)
      expect(await stops.standing('p')).toMatchObject({ by: 'contact effacé', reason: '' })
      const kept = (await events.list()).map(({ actor, action, detail }) => [actor, action, detail])
      expect(kept).toContainEqual(['contact effacé', 'partenaire-confirmation', { statement: 's1' }])
      expect(kept).toContainEqual(['G', 'appel-note', { statement: 's2', day: '2026-11-20' }])
      expect(kept).toContainEqual(['G', 'lien-partenaire-cree', { partner: 'p', expires: '2027-01-01' }])
      expect(kept).toContainEqual(['Dominique <dominique@example.org>', 'deconnexion', {}])
      expect(kept).toContainEqual([
        'G',
        'contact-ajoute',
        { partner: 'q', email: other.email, name: 'Dominique', phone: null },
      ])
    })

    test('who is still a contact of another partner stays named', async () => {
      for (const partner of ['p', 'q'])
        await ledger.people.addContact({ partner, email: 'c@example.org', name: 'Camille', createdBy: 'G' })
      await ledger.events.add({ actor: 'Camille <c@example.org>', action: 'deconnexion' })
      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: 'p', by: 'G' })
      expect((await ledger.events.list({ action: 'deconnexion' }))[0]?.actor).toBe('Camille <c@example.org>')
    })

    test('no word that only its offers had is left, nor a published catalogue, nor why an offer was refused', async () => {
      const { offers, feeds } = ledger
      for (const source of ['un', 'deux']) {
        const record = offer({
          source,
          key: '1',
          name: `Atelier de ${source}`,
          service: { contact_nom_prenom: `Nomde${source}` },
        })
        await offers.saw(sighting({ source, key: '1', name: `Atelier de ${source}`, record }))
        await offers.saw(
          sighting({
            source,
            key: '2',
            name: 'Refusée',
            rejection: { ...rejection('2'), message: 'reçu « camille »' },
          }),
        )
        await offers.settle(
          source,
          { key: '2', name: '', slug: null, state: 'rejected', reason: 'reçu « camille »', rejection: rejection('2') },
          null,
        )
      }
      const next = feeds.begin('sans-dora')
      await next.write('services.json', 'Nomdeun')
      const basis = await feeds.basis()
      await next.publish({ builtAt: clock.now().toISOString(), basis, services: 2, files: await next.close() })

      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })
      const terms = (await ledger.db.selectFrom('offers_terms').select('term').execute()).map(({ term }) => term)
      expect(terms).toEqual(expect.arrayContaining(['atelier', 'nomdedeux']))
      expect(terms).not.toContain('nomdeun')
      expect([await feeds.last('sans-dora'), await ledger.db.selectFrom('feed_parts').select('n').execute()]).toEqual([
        null,
        [],
      ])
      expect(await feeds.basis()).not.toBe(basis)
      expect([(await offers.read('un', '2'))?.reason, (await offers.read('deux', '2'))?.reason]).toEqual([
        '',
        'reçu « camille »',
      ])
    })

    test('a page that was looked at while it was taught goes; one that another source was taught from stays', async () => {
      const at = clock.now().toISOString()
      const put = (text: string) => ledger.documents.put(new TextEncoder().encode(text), at)
      const [looked, read, needed] = [await put('vue'), await put('lue'), await put('apprise aussi')]
      const validators = { etag: null, lastModified: null, headers: {}, fetchedAt: at }
      const remember = (source: string, hash: string) =>
        ledger.documents.remember({
          source,
          address: `https://x.example/${hash}`,
          finalAddress: '',
          hash,
          ...validators,
        })
      await remember(TEACHING, looked)
      for (const hash of [read, needed]) await remember('un', hash)
      const taught = { config: 'c', mapping: 'm', state: 'taught', note: '', by: 'G' } as const
      await ledger.taughtSources.add({
        ...taught,
        source: 'un',
        lesson: JSON.stringify({ file: null, pages: [{ hash: looked }] }),
      })
      await ledger.taughtSources.add({ ...taught, source: 'deux', lesson: JSON.stringify({ file: { hash: needed } }) })
      expect(await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })).toMatchObject({
        pages: 2,
      })
      expect(await Promise.all([looked, read, needed].map(hash => ledger.documents.has(hash)))).toEqual([
        false,
        false,
        true,
      ])
      expect(await ledger.documents.lastSeen(TEACHING, `https://x.example/${looked}`)).toBeNull()
    })

    test('phones and addresses typed while a source was taught go, how it is read stays; those of others too', async () => {
      const answer = (value: string) => ({ kind: 'constant', value })
      const steps = [
        {
          fields: { courriel: answer('camille@example.org'), frais: answer('gratuit'), telephone: { kind: 'silent' } },
          offers: { Vélo: { telephone: answer('02 99 00 11 22') } },
        },
      ]
      const mapping = [
        'offers:',
        '  - fields:',
        '      courriel: { const: camille@example.org }',
        '      telephone: [{ const: 02 99 00 11 22, when: { read: nom, match: Vélo } }, { read: telephone }]',
        '      frais: { const: gratuit }',
        '',
      ].join('\n')
      for (const source of ['un', 'deux'])
        for (const text of [mapping, 'offers: [', 'm']) {
          const lesson = JSON.stringify({ source, steps })
          await ledger.taughtSources.add({
            source,
            config: 'c',
            mapping: text,
            lesson,
            state: 'withdrawn',
            note: '',
            by: 'G',
          })
        }
      const before = await ledger.taughtSources.versions('deux')
      await forgetSource({ ledger, clock, newId }, { source: 'un', partner: null, by: 'G' })
      const after = await ledger.taughtSources.versions('un')
      const first = after.at(-1)
      expect(JSON.stringify(after)).not.toMatch(/camille@|02 99/)
      expect(after.map(each => each.mapping).slice(0, 2)).toEqual(['m', 'offers: ['])
      expect(first?.mapping).toBe(
        'offers:\n  - fields:\n      telephone:\n        - read: telephone\n      frais:\n        const: gratuit\n',
      )
      expect(JSON.parse(first?.lesson ?? '').steps).toEqual([
        { fields: { frais: answer('gratuit'), telephone: { kind: 'silent' } }, offers: { Vélo: {} } },
      ])
      expect(await ledger.taughtSources.versions('deux')).toEqual(before)
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
