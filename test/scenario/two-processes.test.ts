import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SyncSummary } from '../../src/cli/sync-json.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { dora } from './cli.ts'

/** `start` runs, and somebody types `sync` in the same folder: the usual case, which the guides show. */
let data: string
let running: Child
let started: { dora: string }
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'two-processes-'))
  const bin = new URL('../../bin/dora-sync.js', import.meta.url).pathname
  const env = { PATH: process.env.PATH, DORA_SYNC_DATA: data, PORT: '0', HEALTH_PORT: '0', LOG_LEVEL: 'silent' }
  running = startChild(process.execPath, [bin, 'start', '--json'], { env })
  const line = () => /^\{.*\}$/m.exec(running.output())?.[0]
  await untilReady(running, async () => line() !== undefined, { withinMs: 170_000 })
  started = JSON.parse(line() ?? '') as { dora: string }
}, 180_000)
afterAll(async () => {
  await running.end('SIGKILL')
  rmSync(data, { recursive: true, force: true })
})

async function sync(): Promise<SyncSummary> {
  const ran = await dora(['sync', 'pems', '--json'], { DORA_SYNC_DATA: data })
  expect(ran.code, ran.stderr).toBe(0)
  return JSON.parse(ran.stdout) as SyncSummary
}

test('both work with one DORA, and what one wrote is unchanged for the other, also after a kill -9', async () => {
  const beside = await sync()
  expect(beside.dora).toMatchObject({ url: started.dora, sandbox: true, writes: 0 })
  expect(beside.totals.seen).toBeGreaterThan(0)
  expect([beside.totals.created, beside.totals.updated]).toEqual([0, 0])
  await running.end('SIGKILL')
  const after = await sync()
  expect(after.dora.url).not.toBe(started.dora)
  expect(after.totals).toEqual(beside.totals)
}, 180_000)
