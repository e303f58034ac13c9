import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { randomIds, sequentialIds } from '../common/ids.ts'
import type { DoraServiceLine } from '../dora/port.ts'
import { type InboxEntry, inboxOf } from './inbox.ts'
import { openLedger } from './open.ts'
import type { WithLedger } from './samples.contract.ts'

/** What stands beside offers: questions, choices, contacts, drafts, the census and other sources. */
export function besideContract(withLedger: WithLedger): void {
  test(
    'the inbox: one open item per subject; closed by a person it comes back only when it changed; swept when it is over',
    withLedger(async ledger => {
      const entry: InboxEntry = {
        kind: 'conflict',
        source: 's',
        key: 'a',
        subject: 'conflict:s:a',
        title: 'Conflit',
        detail: { slug: 'v1', fields: [] },
        run: null,
      }
      await ledger.inbox.put(entry)
      await ledger.inbox.put({ ...entry, detail: { slug: 'v2', fields: [] } })
      const [item] = await ledger.openInbox({ source: 's' })
      expect(item).toMatchObject({ detail: { slug: 'v2', fields: [] } })
      expect(await ledger.openInbox()).toHaveLength(1)
      expect(await ledger.inbox.decide(item?.id ?? '', { action: 'dismiss' }, 'Une personne')).toBe(true)
      expect(await ledger.inbox.decide(item?.id ?? '', { action: 'dismiss' }, 'Une autre')).toBe(false)
      await ledger.inbox.put({ ...entry, detail: { slug: 'v2', fields: [] } })
      expect(await ledger.openInbox()).toHaveLength(0)
      await ledger.inbox.put({ ...entry, detail: { slug: 'v3', fields: [] } })
      expect(await ledger.openInbox()).toHaveLength(1)
      await ledger.inbox.sweep('s', ['conflict'], new Set())
      expect(await ledger.openInbox()).toHaveLength(0)
      await ledger.inbox.put({ ...entry, detail: { slug: 'v3', fields: [] } })
      expect(await ledger.openInbox()).toHaveLength(1)
    }),
  )

  test(
    'a question that a person opened again is refreshed, though the same one came and went since: it is not asked twice',
    withLedger(async ({ inbox }) => {
      const asked = (slug: string): InboxEntry => ({
        kind: 'conflict',
        source: 's',
        key: 'a',
        subject: 'conflict:s:a',
        title: 'Conflit',
        detail: { slug, fields: [] },
        run: null,
      })
      await inbox.put(asked('v1'))
      const [first] = await inbox.open()
      await inbox.decide(first?.id ?? '', { action: 'dismiss' }, 'Une personne')
      await inbox.put(asked('v2'))
      await inbox.sweep('s', ['conflict'], new Set())
      expect(await inbox.reopen(first?.id ?? '')).toBe(true)
      await inbox.put(asked('v3'))
      expect(await inbox.open()).toMatchObject([{ id: first?.id, detail: { slug: 'v3' } }])
    }),
  )

  test(
    'a question answered while a pass refreshes it or closes it: the answer stays, and what it did not see is asked',
    withLedger(async (ledger, clock, place) => {
      const asked = (slug: string): InboxEntry => ({
        kind: 'conflict',
        source: 's',
        key: 'a',
        subject: 'conflict:s:a',
        title: 'Conflit',
        detail: { slug, fields: [] },
        run: null,
      })
      const portal = await openLedger(place, { clock, newId: sequentialIds() })
      /** The pass, whose first question is followed by what a person does on the portal. */
      const passBeside = (meanwhile: () => Promise<unknown>) => {
        const work = [meanwhile]
        const plugin: KyselyPlugin = {
          transformQuery: ({ node }) => node,
          async transformResult({ result }) {
            await work.pop()?.()
            return result
          },
        }
        return inboxOf({ db: ledger.db.withPlugin(plugin), clock, newId: randomIds })
      }
      try {
        await ledger.inbox.put(asked('v1'))
        const [first] = await ledger.inbox.open()
        const id = first?.id ?? ''
        const answer = { action: 'keep', side: 'theirs' } as const
        await passBeside(() => portal.inbox.decide(id, answer, 'Ada')).put(asked('v2'))
        expect(await ledger.inbox.read(id)).toMatchObject({ detail: { slug: 'v1' }, decision: answer })
        const [second, ...others] = await ledger.inbox.open()
        expect([second?.detail, others]).toEqual([{ slug: 'v2', fields: [] }, []])
        const again = second?.id ?? ''
        await passBeside(() => portal.inbox.decide(again, answer, 'Ada')).sweep('s', ['conflict'], new Set())
        expect(await ledger.inbox.read(again)).toMatchObject({ decision: answer, decidedBy: 'Ada' })
      } finally {
        await portal.close()
      }
    }),
  )

  test(
    'choices, events and snapshots come back as they were',
    withLedger(async ledger => {
      await ledger.choices.set(
        's',
        'a',
        { topic: 'field:name', value: { side: 'theirs', once: false } },
        'Une personne',
      )
      await ledger.choices.set(
        's',
        'a',
        { topic: 'field:name', value: { side: 'ours', theirs: 'x', once: true } },
        'Une autre',
      )
      expect(await ledger.choices.list('s')).toMatchObject([
        { value: { side: 'ours', theirs: 'x', once: true }, decidedBy: 'Une autre' },
      ])
      await ledger.choices.forget('s', 'a', 'field:name')
      expect(await ledger.choices.list('s')).toEqual([])
      await ledger.events.add({
        actor: 'Une personne',
        action: 'source-en-pause',
        source: 's',
        detail: { reason: 'Son site change.' },
      })
      expect(await ledger.events.list({ source: 's' })).toMatchObject([
        { actor: 'Une personne', key: null, detail: { reason: 'Son site change.' } },
      ])
      const bytes = new Uint8Array([0, 1, 255, 128])
      const id = await ledger.snapshots.save('2026-11-24', 'application/octet-stream', bytes)
      expect((await ledger.snapshots.read(id))?.bytes).toEqual(bytes)
      expect(await ledger.snapshots.list()).toHaveLength(1)
    }),
  )

  test(
    'a contact may have no address: one per name at a partner, beside those who have one',
    withLedger(async ({ people }) => {
      const alone = { partner: 'p', email: null, phone: '02 99 00 00 00', name: 'Zoé', createdBy: 'Ada' }
      const first = await people.addContact(alone)
      expect([first.email, first.phone]).toEqual([null, '02 99 00 00 00'])
      await people.removeContact(first.id)
      expect((await people.addContact(alone)).id).toBe(first.id)
      await people.addContact({ ...alone, name: 'Édith' })
      await people.addContact({ ...alone, name: 'Fanny', email: 'f@example.org' })
      expect((await people.contacts({ partner: 'p' })).map(contact => contact.name)).toEqual(['Édith', 'Fanny', 'Zoé'])
    }),
  )

  test(
    'a new personal link ends the former one and what it opened; the others of the partner stay',
    withLedger(async ({ keys }) => {
      const later = '2027-01-01T00:00:00.000Z'
      const former = await keys.addLink('h1', 'c1', later, 'Ada')
      await keys.addLink('h2', 'c2', later, 'Ada')
      await keys.openSession('s1', { holder: { kind: 'contact', id: 'c1' }, link: former.id, expires: later })
      const fresh = await keys.addLink('h3', 'c1', later, 'Ada')
      expect(await keys.revokeFormer('c1', fresh)).toBe(1)
      expect([await keys.usableLink('h1'), await keys.session('s1')]).toEqual([null, null])
      expect([(await keys.usableLink('h2'))?.contact, (await keys.usableLink('h3'))?.contact]).toEqual(['c2', 'c1'])
    }),
  )

  test(
    'two personal links made at the same time do not end each other: the later one stays',
    withLedger(async ({ keys }) => {
      const later = '2027-01-01T00:00:00.000Z'
      const one = await keys.addLink('h1', 'c1', later, 'Ada')
      const other = await keys.addLink('h2', 'c1', later, 'Ada')
      expect(await keys.revokeFormer('c1', other)).toBe(1)
      expect(await keys.revokeFormer('c1', { ...one, created: '2000-01-01T00:00:00.000Z' })).toBe(0)
      expect([await keys.usableLink('h1'), (await keys.usableLink('h2'))?.id]).toEqual([null, other.id])
    }),
  )

  test(
    'what was typed is kept per person and form, the last one, until it is dropped',
    withLedger(async ({ drafts }) => {
      const ada = { kind: 'person', id: 'a' } as const
      const draft = (value: string) => ({
        action: '/x',
        page: '/x?y=1',
        fields: [['nom', value] as [string, string]],
      })
      await drafts.keep(ada, draft('un'))
      await drafts.keep(ada, draft('deux'))
      await drafts.keep({ kind: 'contact', id: 'a' }, draft('autre'))
      expect(await drafts.of(ada)).toEqual([draft('deux')])
      await drafts.drop(ada, '/x')
      expect([await drafts.of(ada), (await drafts.of({ kind: 'contact', id: 'a' })).length]).toEqual([[], 1])
    }),
  )

  test(
    'other services: a reading takes the place of the former one, and each is remembered with its day',
    withLedger(async (ledger, clock) => {
      const counts = { read: 3, kept: 2, fromDora: 1, outside: 0, low: 0, unusable: 0 }
      const placed = {
        thematiques: ['a--b'],
        publics: null,
        modes_accueil: null,
        zone_eligibilite: null,
        code_insee: '35238',
      }
      const service = (id: string) => ({ id, structure: 's', placed, updated: null })
      const take = (ids: string[]) =>
        ledger.transaction(({ otherServices }) => otherServices.replace(ids.map(service), { place: 'f', counts }))
      await take(['b', 'a'])
      clock.advance(1000)
      await take(['c'])
      expect(await ledger.otherServices.all()).toEqual([service('c')])
      expect((await ledger.otherServices.files()).map(({ taken }) => taken)[0]).toBe(clock.now().toISOString())
      expect(await ledger.otherServices.files()).toHaveLength(2)
    }),
  )

  test(
    'places: an address is kept with its point or without, and told anew when it is asked anew',
    withLedger(async ({ places }, clock) => {
      expect(await places.read('35238|1 rue')).toBeNull()
      const asked = clock.now().toISOString()
      await places.keep('35238|1 rue', null)
      expect(await places.read('35238|1 rue')).toEqual({ point: null, asked })
      clock.advance(1000)
      const point = { longitude: -1.6731, latitude: 48.1033 }
      await places.keep('35238|1 rue', point)
      expect(await places.read('35238|1 rue')).toEqual({ point, asked: clock.now().toISOString() })
    }),
  )

  test(
    'census: what a whole list no more shows is gone, and what moved or was never read is read first',
    withLedger(async ({ census }, clock) => {
      const home = (slug: string, orphan: boolean | null) => ({
        slug,
        name: `Structure ${slug}`,
        siret: null,
        department: '35',
        modificationDate: '',
        typology: null,
        orphan,
        obsolete: orphan === null ? null : false,
      })
      const line = (slug: string, over: Partial<DoraServiceLine> = {}): DoraServiceLine => ({
        slug,
        name: `Service ${slug}`,
        status: 'PUBLISHED',
        modificationDate: '2026-11-20T10:00:00+01:00',
        structure: 'x',
        structureName: 'Structure x',
        department: '35',
        city: 'Rennes',
        postalCode: '35000',
        ...over,
      })
      const id = await census.begin(true)
      await census.structures('35', [home('x', false), home('y', true), home('z', null)])
      await census.services([line('a'), line('b', { status: 'DRAFT' }), line('c', { status: 'ARCHIVED' })], true)
      expect(await census.countStructures()).toEqual({ structures: 3, orphans: 1 })
      const week = '2026-11-01T00:00:00.000Z'
      expect(await census.toRead(week, 9)).toEqual(['a', 'b'])
      const { fields } = { fields: sampleFields() }
      await census.read('a', { fields, modificationDate: '2026-11-20T10:00:00+01:00' })
      await census.read('b', null)
      expect(await census.toRead(week, 9)).toEqual([])
      const all = await Array.fromAsync(census.standing())
      expect(all).toMatchObject([
        { slug: 'a', home: 'shown', structureName: 'Structure x', fields: { kind: fields.kind } },
      ])
      clock.advance(1000)
      await census.structures('35', [home('x', true)])
      await census.services([line('a', { modificationDate: '2026-11-21T10:00:00+01:00' })], false)
      expect(await census.countStructures()).toEqual({ structures: 1, orphans: 1 })
      expect(await census.toRead(week, 9)).toEqual(['a'])
      clock.advance(1000)
      await census.services([], true)
      expect(await Array.fromAsync(census.standing())).toEqual([])
      const counts = {
        structures: 1,
        orphans: 1,
        services: 0,
        published: 0,
        visible: 0,
        unknown: 0,
        upToDate: 0,
        read: 0,
      }
      await census.begin(false)
      await census.end(id, { newest: null, requests: 3, counts })
      expect(await census.list()).toMatchObject([{ id, whole: true, requests: 3, counts }])
    }),
  )
}
