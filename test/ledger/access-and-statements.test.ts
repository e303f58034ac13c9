import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import type { LedgerPlace } from '../../src/ledger/connect.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { seedOffer } from '../portal/seed.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

const DAY = 86_400_000
let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

const places: [string, () => Promise<LedgerPlace>][] = [
  ['SQLite', async () => ({ path: ':memory:' })],
  ['Postgres', async () => ({ url: await postgres.database() })],
]

describe.each(places)('what the portal remembers, in %s', (_, place) => {
  let ledger: Ledger
  let clock: ManualClock
  beforeEach(async () => {
    clock = manualClock('2026-11-24T09:00:00Z')
    ledger = await openLedger(await place(), { clock, newId: sequentialIds() })
  })
  afterEach(() => ledger.close())
  const later = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()

  test('a secret is made once, also by two processes at the same moment', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map(value => ledger.keys.secret('cookies', () => value)))
    expect(new Set(made).size).toBe(1)
  })

  test('one account per address; disabling it ends its sessions and its links', async () => {
    const person = await ledger.people.addPerson({ email: 'a@b.fr', name: 'A', role: 'ddets', createdBy: 't' })
    expect(
      await ledger.people.addPerson({ email: 'a@b.fr', name: 'B', role: 'gestionnaire', createdBy: 't' }),
    ).toBeNull()
    const holder = { kind: 'person', id: person?.id ?? '' } as const
    await ledger.keys.openSession('s1', { holder, link: null, expires: later(DAY) })
    await ledger.keys.saveEntry('e1', holder, later(DAY), '/')
    await ledger.people.setDisabled(holder.id, true)
    expect(await ledger.keys.session('s1')).toBeNull()
    expect(await ledger.keys.takeEntry('e1')).toBeNull()
    await ledger.people.setDisabled(holder.id, false)
    expect((await ledger.people.personByEmail('a@b.fr'))?.disabled).toBeNull()
  })

  test('an entry token is taken once among ten who try together, and never after it expired', async () => {
    const holder = { kind: 'person', id: 'x' } as const
    await ledger.keys.saveEntry('once', holder, later(1000), '/offres')
    const taken = await Promise.all(Array.from({ length: 10 }, () => ledger.keys.takeEntry('once')))
    expect(taken.filter(Boolean)).toEqual([{ holder, next: '/offres' }])
    await ledger.keys.saveEntry('late', holder, later(1000), '/')
    clock.advance(1000)
    expect(await ledger.keys.takeEntry('late')).toBeNull()
  })

  test('a link that is revoked, expired, or whose contact was removed is no longer usable; its sessions die', async () => {
    const contact = await ledger.people.addContact({ partner: 'adie', email: 'c@d.fr', name: 'C', createdBy: 't' })
    expect((await ledger.people.addContact({ partner: 'adie', email: 'c@d.fr', name: 'C2', createdBy: 't' })).id).toBe(
      contact.id,
    )
    const holder = { kind: 'contact', id: contact.id } as const
    const first = await ledger.keys.addLink('h1', contact.id, later(DAY), 't')
    await ledger.keys.openSession('s1', { holder, link: first.id, expires: later(DAY) })
    await ledger.keys.openSession('s2', { holder, link: null, expires: later(DAY) })
    await ledger.keys.revokeLink(first.id)
    expect(await ledger.keys.usableLink('h1')).toBeNull()
    expect(await ledger.keys.session('s1')).toBeNull()
    expect(await ledger.keys.session('s2')).not.toBeNull()
    await ledger.keys.addLink('h2', contact.id, later(1000), 't')
    expect(await ledger.keys.usableLink('h2')).not.toBeNull()
    clock.advance(1000)
    expect(await ledger.keys.usableLink('h2')).toBeNull()
    const third = await ledger.keys.addLink('h3', contact.id, later(DAY), 't')
    await ledger.people.removeContact(contact.id)
    expect(await ledger.keys.usableLinkById(third.id)).toBeNull()
    expect(await ledger.keys.session('s2')).toBeNull()
    expect(await ledger.people.contacts({ partner: 'adie' })).toEqual([])
  })

  test('purge forgets what expired and nothing else', async () => {
    const holder = { kind: 'person', id: 'x' } as const
    await ledger.keys.saveEntry('e', holder, later(10), '/')
    await ledger.keys.openSession('old', { holder, link: null, expires: later(10) })
    await ledger.keys.openSession('new', { holder, link: null, expires: later(DAY) })
    clock.advance(10)
    expect(await ledger.keys.purge()).toBe(2)
    expect(await ledger.keys.session('new')).not.toBeNull()
  })

  test('a statement is decided once; a confirmation is accepted as it is said', async () => {
    const statements = ledger.statements
    const said = { partner: 'adie', offer: { source: 's', key: 'k' }, title: 'T', by: 'Ada' }
    const correction = await statements.add({ ...said, body: { kind: 'correction', fields: {}, comment: 'x' } })
    expect(await statements.countOpen()).toBe(1)
    const both = await Promise.all([
      statements.decide(correction.id, 'accepted', 'me', null),
      statements.decide(correction.id, 'refused', 'you', 'no'),
    ])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect((await statements.add({ ...said, body: { kind: 'confirmation' } })).state).toBe('accepted')
    clock.advance(DAY)
    await statements.add({ ...said, body: { kind: 'confirmation' } })
    expect([...(await statements.confirmations())]).toEqual([['s\nk', '2026-11-25']])
    const call = { day: '2026-11-26', person: 'Ada', note: '' }
    await statements.add({ ...said, body: { kind: 'confirmation', call } })
    expect([...(await statements.confirmations())]).toEqual([['s\nk', '2026-11-26']])
  })

  test('a campaign writes to a contact once and reminds once', async () => {
    const campaigns = ledger.campaigns
    const { id } = await campaigns.add({ title: 'T', message: 'M', createdBy: 'me', remindAfter: 7 })
    expect([await campaigns.noteSent(id, 'c'), await campaigns.noteSent(id, 'c')]).toEqual([true, false])
    expect([await campaigns.noteReminded(id, 'c'), await campaigns.noteReminded(id, 'c')]).toEqual([true, false])
    await campaigns.noteSent(id, 'd')
    await campaigns.noteAnswer('d')
    expect(await campaigns.noteReminded(id, 'd')).toBe(false)
  })

  test('a pause and a timetable of a source are kept apart', async () => {
    const settings = ledger.sourceSettings
    await settings.setSchedule('s', '0 5 * * *', 'me')
    await settings.pause('s', 'works', 'you')
    await settings.resume('s', 'me')
    expect(await settings.read('s')).toMatchObject({ schedule: '0 5 * * *', paused: null, pauseReason: null })
  })

  test('offers are searched without accents and listed by cursor', async () => {
    for (const [key, name] of [
      ['1', 'Éveil à l’œuvre'],
      ['2', 'ATELIER VÉLO'],
      ['3', 'Atelier velours'],
      ['4', 'Atelier velo'],
    ] as const)
      await seedOffer(ledger, { source: 's', key, name })
    const found = await ledger.offers.page({ words: 'vélo' })
    expect(found.lines.map(line => line.key).toSorted()).toEqual(['2', '3', '4'])
    const first = await ledger.offers.page({ size: 3 })
    const rest = await ledger.offers.page({ size: 3, after: first.next ?? '' })
    expect([...first.lines, ...rest.lines].map(line => line.key).toSorted()).toEqual(['1', '2', '3', '4'])
    expect(rest.next).toBeNull()
    expect((await ledger.offers.page({ after: 'nonsense' })).lines).toHaveLength(4)
  })
})
