import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type LedgerPlace } from '../../src/ledger/connect.ts'
import { inboxTitle } from '../../src/ledger/inbox-title.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

/** The last migration of the version that kept these states in its journal only. */
const BEFORE = '0005-run-lines'
const at = (minute: number) => `2026-11-24T09:${String(minute).padStart(2, '0')}:00.000Z`

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

const places: [string, (folder: string) => Promise<LedgerPlace>][] = [
  ['SQLite', async folder => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
]

describe.each(places)('a ledger whose journal alone knew how things stand, in %s', (_, placeIn) => {
  let folder: string
  let place: LedgerPlace
  let ledger: Ledger | null
  beforeEach(async () => {
    ledger = null
    folder = await mkdtemp(join(tmpdir(), 'older-states-'))
    place = await placeIn(folder)
    const db = connect(place)
    await migrate(db, BEFORE)
    const plan = (id: string, state: string) =>
      db
        .insertInto('plans')
        .values({ id, run: 'r', source: 's', created: at(0), state, approved_by: 'Ada', approved: at(1), body: '{}' })
        .execute()
    await plan('sent', 'approved')
    await plan('kept', 'approved')
    await plan('no', 'refused')
    const item = (id: string, kind: string, detail: object) =>
      db
        .insertInto('inbox')
        .values({
          id,
          kind,
          source: 's',
          key: 'k',
          subject: id,
          title: kind === 'conflict' ? 'Conflit sur « Atelier » : résumé et nom' : id,
          detail: JSON.stringify(detail),
          run: null,
          opened: at(0),
          closed: null,
          decision: null,
          decided_by: null,
        })
        .execute()
    await item('match', 'match', { slug: 'un', score: 0.7 })
    await item('structure', 'structure', { structureKey: 'x', candidates: ['une-structure'] })
    await item('conflict', 'conflict', { slug: 'un', fields: [{ field: 'name' }, { field: 'gone-since' }] })
    await item('word', 'unknown-value', { code: 'valeur-inconnue', received: 'mot', key: 'k', where: 'ici' })
    await item('nothing', 'rejection', {})
    let minute = 10
    const event = (action: string, detail: object | null, more: { source?: string; key?: string } = {}) => {
      minute += 1
      const row = { id: `e${minute}`, at: at(minute), actor: 'Ada', action, source: null, key: null, ...more }
      return db
        .insertInto('events')
        .values({ ...row, detail: JSON.stringify(detail) })
        .execute()
    }
    const setting = { schedule: null, by: 'Ada', at: at(2) }
    const pause = (source: string, pause_reason: string) =>
      db
        .insertInto('source_settings')
        .values({ source, paused: at(2), pause_reason, ...setting })
        .execute()
    await pause('s', 'à la demande du partenaire (said)')
    await pause('t', 'site refait')
    await db
      .insertInto('statements')
      .values({
        id: 'said',
        at: at(2),
        partner: 'p',
        source: null,
        key: null,
        kind: 'stop',
        title: 'T',
        detail: JSON.stringify({ kind: 'stop', reason: 'assez' }),
        by: 'Ada',
        state: 'open',
        decided: null,
        decided_by: null,
        reason: null,
      })
      .execute()
    await event('alerte', { standing: 'away', message: 'Redis ne répond pas.' }, { key: 'redis' })
    await event('alerte', { standing: 'late', message: 'En retard.' }, { key: 'source:s' })
    await event('alerte', { standing: 'good', message: 'Redis répond.' }, { key: 'redis' })
    await event('plan-approuve', { plan: 'sent', note: null }, { source: 's' })
    await event('plan-refuse', { plan: 'no', reason: 'Site en travaux.' }, { source: 's' })
    await event('reponse-a-verifier', { item: 'match', slug: 'premier' }, { source: 's', key: 'k' })
    await event('reponse-a-verifier', { item: 'match', slug: 'second' }, { source: 's', key: 'k' })
    await event('passage-demande', null, { source: 's' })
    await event('simulation-demandee', null, { source: 's' })
    await db.destroy()
    ledger = await openLedger(place)
  })
  afterEach(async () => {
    await ledger?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const open = (): Ledger => {
    if (ledger === null) throw new Error('not opened')
    return ledger
  }

  test('the last word of the journal on each is in its column', async () => {
    const { alerts, inbox, plans, sources } = open()
    expect(await alerts.list()).toEqual([
      { subject: 'redis', standing: 'good', message: 'Redis répond.', at: at(13) },
      { subject: 'source:s', standing: 'late', message: 'En retard.', at: at(12) },
    ])
    expect((await plans.toSend(10)).map(({ id, by }) => [id, by])).toEqual([['sent', 'Ada']])
    expect([await plans.refusal('no'), await plans.refusal('kept')]).toEqual(['Site en travaux.', null])
    expect((await inbox.read('match'))?.kept).toEqual({ slug: 'second', by: 'Ada', at: at(17) })
    expect((await inbox.read('conflict'))?.kept).toBeNull()
    expect((await sources.read('s')).asked).toEqual({ by: 'Ada', at: at(19) })
  })

  test('a pause that stood for a partner who asked to stop is a stop; another pause stays one', async () => {
    const { stops, sourceSettings } = open()
    expect(await stops.list()).toEqual([{ partner: 'p', since: at(2), by: 'Ada', reason: 'assez' }])
    expect((await sourceSettings.list()).map(({ source, paused }) => [source, paused]).toSorted()).toEqual([
      ['s', null],
      ['t', at(2)],
    ])
  })

  test('the title of a conflict names the fields of its detail, whatever its words were', async () => {
    const item = await open().inbox.read('conflict')
    expect(item === null ? null : inboxTitle(item)).toBe('Conflit sur « Atelier » : nom')
  })

  test('questions that lack something or have an older shape are read, and nothing breaks', async () => {
    const details = new Map((await open().openInbox()).map(item => [item.id, item.detail]))
    expect(details.get('match')).toEqual({ slug: 'un', score: 0.7, reasons: [], structure: '' })
    expect(details.get('structure')).toMatchObject({
      siret: null,
      candidates: [{ slug: 'une-structure', name: 'une-structure' }],
    })
    expect(details.get('conflict')).toMatchObject({ fields: [{ field: 'name' }] })
    expect(details.get('word')).toMatchObject({ value: 'mot', referential: '', offers: ['k'], address: 'ici' })
    expect(details.get('nothing')).toMatchObject({ message: '', whose: 'gestionnaire' })
  })
})
