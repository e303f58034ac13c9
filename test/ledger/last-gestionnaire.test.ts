import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import type { LedgerPlace } from '../../src/ledger/connect.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import type { Role } from '../../src/ledger/people.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

const places: [string, () => Promise<LedgerPlace>][] = [
  ['SQLite', async () => ({ path: ':memory:' })],
  ['Postgres', async () => ({ url: await postgres.database() })],
]

describe.each(places)('accounts closed, in %s', (_, place) => {
  let ledger: Ledger
  beforeEach(async () => {
    ledger = await openLedger(await place(), { clock: manualClock('2026-11-24T09:00:00Z'), newId: sequentialIds() })
  })
  afterEach(() => ledger.close())
  const open = async (name: string, role: Role = 'gestionnaire') => {
    const person = await ledger.people.addPerson({ email: `${name}@gip.example`, name, role, createdBy: 'test' })
    return person?.id ?? ''
  }
  const close = (id: string, by: string) => ledger.transaction(({ people }) => people.close(id, by))
  const inside = async () => (await ledger.people.people()).filter(({ disabled }) => disabled === null).map(p => p.name)

  test('two gestionnaires who close each other at the same moment: one stays', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [ada, bo] = [await open(`ada${round}`), await open(`bo${round}`)]
      const done = await Promise.all([close(bo, ada), close(ada, bo)])
      expect(done.toSorted()).toEqual(['closed', 'not-yours'])
      const [left] = await inside()
      expect(await inside()).toHaveLength(1)
      const stays = left?.startsWith('ada') ? ada : bo
      await ledger.db.deleteFrom('people').where('id', '=', stays).execute()
    }
  })

  test('the last gestionnaire is never closed, whoever asks', async () => {
    const [ada, dana] = [await open('ada'), await open('dana', 'ddets')]
    expect(await close(ada, dana)).toBe('not-yours')
    expect(await close(ada, ada)).toBe('not-yours')
    expect(await inside()).toEqual(['ada', 'dana'])
    expect(await close(dana, ada)).toBe('closed')
    expect(await inside()).toEqual(['ada'])
  })

  test('who is closed ends nobody any more, though three were there', async () => {
    const [ada, bo, cleo] = [await open('ada'), await open('bo'), await open('cleo')]
    expect(await close(bo, ada)).toBe('closed')
    expect(await close(ada, bo)).toBe('not-yours')
    expect(await close(bo, cleo)).toBe('closed')
    expect(await inside()).toEqual(['ada', 'cleo'])
  })
})
