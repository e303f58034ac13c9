import { expect, test } from 'vitest'
import { manualClock } from '../../common/clock.ts'
import { sequentialIds } from '../../common/ids.ts'
import { createLogger } from '../../common/logger.ts'
import { openLedger } from '../../ledger/open.ts'
import { startWithoutLedger } from './start-without-ledger.ts'

test('a start without the ledger is told once it lasts, and noted when the ledger is there', async () => {
  const clock = manualClock('2026-11-24T12:00:00Z')
  const subjects: string[] = []
  let refuse = true
  const tell = async ({ subject }: { subject: string }) => {
    if (refuse) throw new Error('no server')
    subjects.push(subject)
  }
  const deps = { clock, log: createLogger('silent'), portal: 'https://exemple.fr' }
  const start = startWithoutLedger({ ...deps, tellers: [{ name: 'courriel', tell }] })
  for (let n = 0; n < 120; n += 1) {
    await start.away()
    // The mail server comes after two minutes and a half.
    refuse = n < 75
    if (n < 60) expect(subjects).toEqual([])
    clock.advance(2000)
  }
  expect(subjects).toEqual(['dora-sync – Base de données (Postgres) : ne répond plus'])
  const ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
  await start.there(ledger)
  const [event] = await ledger.events.list({ action: 'alerte', key: 'postgres' })
  expect(event?.detail).toMatchObject({ standing: 'away' })
  await startWithoutLedger({ ...deps, tellers: [] }).there(ledger)
  expect(await ledger.events.list({ action: 'alerte' })).toHaveLength(1)
  await ledger.close()
})
