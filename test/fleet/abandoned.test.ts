import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { startChild } from '../servers/child.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let redis: RedisServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-abandoned-'))
  redis = await startRedis()
})
afterAll(async () => {
  await redis.stop()
  await rm(folder, { recursive: true })
})

test('the command shows what the fleet gave up, starts it again once, puts it away, and writes down who said so', async () => {
  const path = join(folder, 'ledger.sqlite')
  // As in any fleet: the first command would say that it made one.
  await (await openLedger({ path })).close()
  const env = { PATH: process.env.PATH, REDIS_URL: redis.url, DORA_SYNC_DATA: folder, LOG_LEVEL: 'silent' }
  const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
  const jobs = async (...words: string[]) => {
    const child = startChild(process.execPath, [command, 'jobs', ...words], { env })
    const code = await child.ended
    return { code, said: child.output() }
  }
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent') })
  let mended = false
  const ran: string[] = []
  runner.define({
    name: 'sync-source',
    payload: z.object({ source: z.string(), trigger: z.string() }),
    run: async ({ source }) => {
      if (!mended) throw new Error('La page du partenaire n’a plus de titre.')
      ran.push(source)
    },
  })
  try {
    for (const source of ['pems', 'osee', 'osee'])
      await (await runner.enqueue('sync-source', { source, trigger: 'horaire' })).result.catch(() => undefined)
    const shown = JSON.parse((await jobs('--json')).said) as { id: string; what: string; why: string; source: string }[]
    expect(shown.map(job => [job.source, job.why])).toEqual([
      ['osee', 'La page du partenaire n’a plus de titre.'],
      ['pems', 'La page du partenaire n’a plus de titre.'],
    ])
    mended = true
    const [osee, pems] = shown.map(job => job.id)
    const twice = await Promise.all([1, 2].map(() => jobs('--retry', osee ?? '', '--by', 'Camille')))
    expect(twice.map(({ code }) => code).sort()).toEqual([0, 1])
    expect(twice.map(({ said }) => said).join('')).toContain('n’est plus dans la liste')
    expect((await jobs('--drop', pems ?? '', '--by', 'Camille')).code).toBe(0)
    await runner.idle()
    expect(ran).toEqual(['osee'])
    expect(await runner.deadLetters()).toEqual([])
    const ledger = await openLedger({ path })
    const actions = (await ledger.events.list()).map(event => `${event.actor} ${event.action} ${event.source}`)
    await ledger.close()
    expect(actions.sort()).toEqual(['Camille travail-classe pems', 'Camille travail-relance osee'])
  } finally {
    await runner.close(0)
  }
})
