import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import { ledgerOf } from '../../src/ledger/ledger.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { connect, type LedgerPlace } from '../../src/ledger/open.ts'
import { accessStoreOf } from '../../src/portal/access/sql-store.ts'
import type { AccessStore } from '../../src/portal/access/store.ts'
import { campaignStoreOf } from '../../src/portal/campaigns/store.ts'
import { offersPage } from '../../src/portal/desk/offers-page.ts'
import { sourceSettingsOf } from '../../src/portal/desk/source-settings.ts'
import { statementStoreOf } from '../../src/portal/statements/store.ts'
import type { StoreDeps } from '../../src/portal/store/deps.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { seedOffer } from './seed.ts'

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
  let deps: StoreDeps
  let clock: ManualClock
  let store: AccessStore
  beforeEach(async () => {
    clock = manualClock('2026-11-24T09:00:00Z')
    const db = connect(await place())
    await migrate(db)
    deps = { db: db.withTables(), clock, newId: sequentialIds() } as StoreDeps
    store = accessStoreOf(deps)
  })
  afterEach(() => deps.db.destroy())
  const later = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()

  test('a secret is made once, also by two processes at the same moment', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map(value => store.secret('cookies', () => value)))
    expect(new Set(made).size).toBe(1)
  })

  test('one account per address; disabling it ends its sessions and its links', async () => {
    const person = await store.addPerson({ email: 'a@b.fr', name: 'A', role: 'ddets', createdBy: 't' })
    expect(await store.addPerson({ email: 'a@b.fr', name: 'B', role: 'gestionnaire', createdBy: 't' })).toBeNull()
    const holder = { kind: 'person', id: person?.id ?? '' } as const
    await store.openSession('s1', { holder, link: null, expires: later(DAY) })
    await store.saveEntry('e1', holder, later(DAY), '/')
    await store.setDisabled(holder.id, true)
    expect(await store.session('s1')).toBeNull()
    expect(await store.takeEntry('e1')).toBeNull()
    await store.setDisabled(holder.id, false)
    expect((await store.personByEmail('a@b.fr'))?.disabled).toBeNull()
  })

  test('an entry token is taken once among ten who try together, and never after it expired', async () => {
    const holder = { kind: 'person', id: 'x' } as const
    await store.saveEntry('once', holder, later(1000), '/offres')
    const taken = await Promise.all(Array.from({ length: 10 }, () => store.takeEntry('once')))
    expect(taken.filter(Boolean)).toEqual([{ holder, next: '/offres' }])
    await store.saveEntry('late', holder, later(1000), '/')
    clock.advance(1000)
    expect(await store.takeEntry('late')).toBeNull()
  })

  test('a link that is revoked, expired, or whose contact was removed is no longer usable; its sessions die', async () => {
    const contact = await store.addContact({ partner: 'adie', email: 'c@d.fr', name: 'C', createdBy: 't' })
    expect((await store.addContact({ partner: 'adie', email: 'c@d.fr', name: 'C2', createdBy: 't' })).id).toBe(
      contact.id,
    )
    const holder = { kind: 'contact', id: contact.id } as const
    const first = await store.addLink('h1', contact.id, later(DAY), 't')
    await store.openSession('s1', { holder, link: first.id, expires: later(DAY) })
    await store.openSession('s2', { holder, link: null, expires: later(DAY) })
    await store.revokeLink(first.id)
    expect(await store.usableLink('h1')).toBeNull()
    expect(await store.session('s1')).toBeNull()
    expect(await store.session('s2')).not.toBeNull()
    await store.addLink('h2', contact.id, later(1000), 't')
    expect(await store.usableLink('h2')).not.toBeNull()
    clock.advance(1000)
    expect(await store.usableLink('h2')).toBeNull()
    const third = await store.addLink('h3', contact.id, later(DAY), 't')
    await store.removeContact(contact.id)
    expect(await store.usableLinkById(third.id)).toBeNull()
    expect(await store.session('s2')).toBeNull()
    expect(await store.contacts({ partner: 'adie' })).toEqual([])
  })

  test('purge forgets what expired and nothing else', async () => {
    const holder = { kind: 'person', id: 'x' } as const
    await store.saveEntry('e', holder, later(10), '/')
    await store.openSession('old', { holder, link: null, expires: later(10) })
    await store.openSession('new', { holder, link: null, expires: later(DAY) })
    clock.advance(10)
    expect(await store.purge()).toBe(2)
    expect(await store.session('new')).not.toBeNull()
  })

  test('a statement is decided once; a confirmation is accepted as it is said', async () => {
    const statements = statementStoreOf(deps)
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
    expect([...(await statements.confirmations())]).toEqual([['s\nk', '2026-11-25T09:00:00.000Z']])
  })

  test('a campaign writes to a contact once and reminds once', async () => {
    const campaigns = campaignStoreOf(deps)
    const { id } = await campaigns.add({ title: 'T', message: 'M', createdBy: 'me', remindAfter: 7 })
    expect([await campaigns.noteSent(id, 'c'), await campaigns.noteSent(id, 'c')]).toEqual([true, false])
    expect([await campaigns.noteReminded(id, 'c'), await campaigns.noteReminded(id, 'c')]).toEqual([true, false])
    await campaigns.noteSent(id, 'd')
    await campaigns.noteAnswer('d')
    expect(await campaigns.noteReminded(id, 'd')).toBe(false)
  })

  test('a pause and a timetable of a source are kept apart', async () => {
    const settings = sourceSettingsOf(deps)
    await settings.setSchedule('s', '0 5 * * *', 'me')
    await settings.pause('s', 'works', 'you')
    await settings.resume('s', 'me')
    expect(await settings.read('s')).toMatchObject({ schedule: '0 5 * * *', paused: null, pauseReason: null })
  })

  test('offers are searched without accents and listed by cursor', async () => {
    const ledger = ledgerOf(deps as never)
    for (const [key, name] of [
      ['1', 'Éveil à l’œuvre'],
      ['2', 'ATELIER VÉLO'],
      ['3', 'Atelier velours'],
      ['4', 'Atelier velo'],
    ] as const)
      await seedOffer(ledger, { source: 's', key, name })
    const found = await offersPage(deps, { words: 'vélo' })
    expect(found.lines.map(line => line.key).toSorted()).toEqual(['2', '3', '4'])
    const first = await offersPage(deps, { size: 3 })
    const rest = await offersPage(deps, { size: 3, after: first.next ?? '' })
    expect([...first.lines, ...rest.lines].map(line => line.key).toSorted()).toEqual(['1', '2', '3', '4'])
    expect(rest.next).toBeNull()
    expect((await offersPage(deps, { after: 'nonsense' })).lines).toHaveLength(4)
  })
})
