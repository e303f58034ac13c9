import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { manualClock } from '../src/common/clock.ts'
import { sequentialIds } from '../src/common/ids.ts'
import { createLogger } from '../src/common/logger.ts'
import { SourceConfig } from '../src/config/source.ts'
import type { DoraStanding } from '../src/dora/standing.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { openLedger } from '../src/ledger/open.ts'
import type { FinalState } from '../src/ledger/runs.ts'
import { inProcessRunner } from '../src/queue/in-process.ts'
import { afterOutageJob } from './after-outage.ts'

let ledger: Ledger
let asked: unknown[]
let standing: DoraStanding | null

beforeEach(async () => {
  ledger = await openLedger(
    { path: ':memory:' },
    { clock: manualClock('2026-11-24T08:00:00Z'), newId: sequentialIds() },
  )
  asked = []
  standing = 'good'
})
afterEach(() => ledger.close())

const config = (id: string): SourceConfig =>
  SourceConfig.parse({ id, name: `Source ${id}`, partner: id, address: 'https://exemple.fr' })

async function ended(source: string, ...states: FinalState[]): Promise<void> {
  for (const state of states) {
    const run = await ledger.runs.begin(source, 'horaire', 'c')
    await ledger.runs.finish(run, { state, message: null, outcome: null, report: null, plan: null })
  }
}

async function look(): Promise<string[]> {
  const runner = inProcessRunner({
    newId: sequentialIds(),
    log: createLogger('silent'),
    clock: manualClock('2026-11-24T08:00:00Z'),
  })
  runner.define({ name: 'sync-source', payload: z.looseObject({}), run: async payload => void asked.push(payload) })
  const job = afterOutageJob(
    {
      sources: ['a', 'b', 'c'].map(id => ({ config: config(id) })),
      ledger,
      dora: { standing: async () => standing },
      log: createLogger('silent'),
    },
    runner,
  )
  const { asked: sources } = await job.run({}, AbortSignal.any([]))
  await runner.idle()
  await runner.close(0)
  return sources
}

test('the passes that an outage cut short are made again once DORA answers, and no other', async () => {
  await ended('a', 'succeeded', 'interrupted')
  await ended('b', 'interrupted', 'succeeded')
  await ended('c', 'failed')
  for (const still of ['away', 'down', null] as const) {
    standing = still
    expect(await look()).toEqual([])
  }
  standing = 'good'
  expect(await look()).toEqual(['a'])
  expect(asked).toEqual([{ source: 'a', trigger: 'horaire' }])
})

test('a source cut short again and again is left to its next date; a paused one is left alone', async () => {
  await ended('a', 'interrupted', 'interrupted', 'interrupted', 'interrupted', 'interrupted')
  await ended('b', 'interrupted')
  await ledger.sourceSettings.pause('b', 'essai', 'Camille')
  expect(await look()).toEqual([])
})
