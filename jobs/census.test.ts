import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { manualClock } from '../src/common/clock.ts'
import { openLedger } from '../src/ledger/open.ts'
import { censusJob } from './census.ts'

const DAY = 24 * 3_600_000

test('the file of other sources is read with the first census, then each week; one that cannot be used leaves the census and the former reading', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'census-'))
  const place = join(folder, 'services.json')
  const clock = manualClock('2026-11-24T01:10:00.000Z')
  const ledger = await openLedger({ path: ':memory:' }, { clock })
  const reader = {
    boardOf: async () => [],
    serviceList: async () => ({ lines: new Map(), requests: 1, newest: null, whole: true }),
    readService: async () => null,
  }
  const job = censusJob({
    ledger,
    clock,
    dora: { departments: ['35'], quota: 120, reader },
    log: pino({ level: 'silent' }),
    others: { place, department: '35' },
  })
  const night = () => job.run({}, new AbortController().signal)
  const readings = async () => (await ledger.otherServices.files()).length
  try {
    writeFileSync(place, JSON.stringify([{ id: 'autre--1', code_insee: '35238' }]))
    await night()
    expect(await readings()).toBe(1)
    clock.advance(DAY)
    await night()
    expect(await readings()).toBe(1)
    clock.advance(6 * DAY)
    await night()
    expect(await readings()).toBe(2)
    clock.advance(7 * DAY)
    writeFileSync(place, '[{"id": ')
    expect(await night()).toMatchObject({ left: 0 })
    expect([await readings(), (await ledger.otherServices.all()).length]).toEqual([2, 1])
  } finally {
    await ledger.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
