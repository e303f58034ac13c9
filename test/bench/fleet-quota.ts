/**
 * DORA's quota over real minutes: node test/bench/fleet-quota.ts [seconds, default 150] [quota, default 60]
 * Three workers of the product ask as fast as they may; one is killed and Redis restarted on the way. The sandbox throttles as DORA
 * does: it would answer 429. Prints the busiest 60 s window of its log, the 429s, and how much of the quota was used.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { SyncPayload } from '../../jobs/sync-source.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { busiestWindow } from '../fleet/rate.ts'
import { startChild, untilReady } from '../servers/child.ts'
import { startPostgres } from '../servers/postgres.ts'
import { startRedis } from '../servers/redis.ts'

const [seconds = 150, quota = 60] = process.argv.slice(2).map(Number)
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const folder = await mkdtemp(join(tmpdir(), 'dora-sync-quota-'))
const [redis, postgres, sandbox] = await Promise.all([
  startRedis(),
  startPostgres(),
  startSandbox({ quotaPerMinute: quota }),
])
const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent'), role: 'ask' })
runner.define({ name: 'sync-source', payload: SyncPayload, run: async () => null })
const env = {
  PATH: process.env.PATH,
  REDIS_URL: redis.url,
  DATABASE_URL: await postgres.database(),
  DORA_URL: sandbox.url,
  DORA_TOKEN: sandbox.tokens.gestionnaire35,
  DORA_QUOTA: `${quota}`,
  DORA_SYNC_SITES: 'samples',
  DORA_SYNC_DATA: folder,
  HEALTH_PORT: '0',
}
const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
const start = () => startChild(process.execPath, [command, 'worker'], { env })
const workers = [start(), start(), start()]
try {
  await Promise.all(workers.map(worker => untilReady(worker, async () => worker.output().includes('"ready"'))))
  const files = await readdir(new URL('../../config/sources', import.meta.url))
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const accidents = [
    {
      at: seconds * 0.3,
      name: 'worker killed and replaced',
      do: async () => {
        await workers[0]?.end('SIGKILL')
        workers.push(start())
      },
    },
    { at: seconds * 0.5, name: 'Redis crashed and came back', do: () => redis.restart('SIGKILL') },
  ]
  while (elapsed() < seconds) {
    for (const file of files) {
      const source = basename(file, '.yaml')
      await runner
        .enqueue('sync-source', { source, trigger: 'bench' }, { id: `bench-${source}` })
        .catch(() => undefined)
    }
    await sleep(1000)
    const [next] = accidents
    if (next !== undefined && elapsed() >= next.at) {
      accidents.shift()
      await next.do()
      process.stdout.write(`${elapsed().toFixed(0)} s: ${next.name}\n`)
    }
  }
  const log = sandbox.log()
  const busiest = busiestWindow(
    log.map(entry => Date.parse(entry.at)),
    60_000,
  )
  const refused = log.filter(entry => entry.status === 429).length
  const used = log.length / ((quota * elapsed()) / 61 + quota)
  process.stdout.write(
    `${log.length} requests in ${elapsed().toFixed(0)} s; quota ${quota} a minute; busiest 60 s window ${busiest}; 429: ${refused}; ${(used * 100).toFixed(0)} % of what the quota allows\n`,
  )
  process.exitCode = busiest <= quota && refused === 0 ? 0 : 1
} finally {
  await Promise.all(workers.map(worker => worker.end('SIGKILL')))
  await runner.close(0)
  await Promise.all([redis.stop(), postgres.stop(), sandbox.close()])
  await rm(folder, { recursive: true })
}
