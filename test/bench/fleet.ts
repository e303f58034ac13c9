/**
 * Figures of the fleet, on this machine, in one run: node test/bench/fleet.ts [--only shell|drain|recovery|memory]
 * What our job shell costs beside a bare BullMQ job; time to drain the same jobs with 1, 2, 4 workers; time until a killed
 * worker's job is under way again; memory of each kind of process at rest. Compare ratios, not milliseconds of two machines.
 */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue, QueueEvents, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { startPostgres } from '../servers/postgres.ts'
import { startRedis } from '../servers/redis.ts'

const [redis, postgres, sandbox] = await Promise.all([startRedis(), startPostgres(), startSandbox()])
const log = createLogger('silent')
const say = (line: string) => process.stdout.write(`${line}\n`)
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const at = process.argv.indexOf('--only')
const only = at === -1 ? null : process.argv[at + 1]
try {
  for (const part of [shell, drain, recovery, memory]) if (only === null || only === part.name) await part()
} finally {
  await Promise.all([redis.stop(), postgres.stop(), sandbox.close()])
}

/** The same empty jobs, one at a time to their end and then 500 at once. */
async function shell(): Promise<void> {
  const jobs = 500
  const bare = async (prefix: string) => {
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null })
    const listening = connection.duplicate()
    const queue = new Queue('bare', { connection, prefix }).setMaxListeners(0)
    const events = new QueueEvents('bare', { connection: listening, prefix })
    await events.waitUntilReady()
    const worker = new Worker('bare', async () => null, { connection, prefix, concurrency: 4 })
    const start = performance.now()
    const added = await Promise.all(Array.from({ length: jobs }, () => queue.add('nothing', {})))
    await Promise.all(added.map(job => job.waitUntilFinished(events)))
    const took = performance.now() - start
    await Promise.all([worker.close(), queue.close(), events.close()])
    for (const each of [connection, listening]) each.disconnect()
    return took
  }
  const ours = async (prefix: string) => {
    const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, prefix, concurrency: 4 })
    runner.define({ name: 'nothing', payload: z.strictObject({}), run: async () => null })
    await (await runner.enqueue('nothing', {})).result
    const start = performance.now()
    const added = await Promise.all(Array.from({ length: jobs }, () => runner.enqueue('nothing', {})))
    await Promise.all(added.map(job => job.result))
    const took = performance.now() - start
    await runner.close()
    return took
  }
  const times = { bare: [] as number[], ours: [] as number[] }
  for (let round = 0; round < 5; round += 1) {
    times.bare.push(await bare(`bare-${round}`))
    times.ours.push(await ours(`ours-${round}`))
  }
  const [a, b] = [median(times.bare) / jobs, median(times.ours) / jobs]
  say(
    `shell: bare BullMQ ${a.toFixed(2)} ms a job, ours ${b.toFixed(2)} ms a job, ratio ${(b / a).toFixed(2)} (${jobs} jobs, median of 5)`,
  )
}

/** 120 jobs that wait 100 ms under a lease in Postgres, two at a time in each process. */
async function drain(): Promise<void> {
  const jobs = 120
  let one = 0
  for (const count of [1, 2, 4]) {
    const fleet = await openFleet(`drain-${count}`, { STEPS: '1', STEP_MS: '100' }, count)
    const start = performance.now()
    for (let n = 0; n < jobs; n += 1) await fleet.runner.enqueue('work', { source: `s${n}` })
    await fleet.runner.idle()
    const took = performance.now() - start
    await fleet.close()
    if (count === 1) one = took
    say(
      `drain: ${jobs} jobs of 100 ms, ${count} worker(s): ${(took / 1000).toFixed(2)} s, ${(one / took).toFixed(2)} times as fast as one`,
    )
  }
}

/** From the kill to the first write of the worker that took over. */
async function recovery(): Promise<void> {
  for (const lockMs of [1000, 4000]) {
    const fleet = await openFleet(`recovery-${lockMs}`, { STEPS: '40', STEP_MS: '50', LOCK_MS: `${lockMs}` }, 1)
    await fleet.runner.enqueue('work', { source: 's' })
    while ((await fleet.ledger.events.list()).length === 0) await sleep(10)
    const [victim] = fleet.workers
    await fleet.more(1)
    await victim?.end('SIGKILL')
    const before = (await fleet.ledger.events.list()).length
    const start = performance.now()
    while ((await fleet.ledger.events.list()).length === before) await sleep(10)
    say(
      `recovery: ${((performance.now() - start) / 1000).toFixed(2)} s after kill -9, with a lock of ${lockMs / 1000} s`,
    )
    await fleet.close()
  }
}

/** Resident memory of the product's own processes, once ready and left alone for two seconds. */
async function memory(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-bench-'))
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: redis.url,
    DATABASE_URL: await postgres.database(),
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: folder,
    HEALTH_PORT: '0',
    PORT: '0',
  }
  const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
  for (const kind of ['worker', 'web', 'scheduler']) {
    const child = startChild(process.execPath, [command, kind], { env })
    await untilReady(child, async () => child.output().includes('"ready"'))
    await sleep(2000)
    const status = readFileSync(`/proc/${child.process.pid}/status`, 'utf8')
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    await child.end()
    say(`memory: ${kind} ${(kilobytes / 1024).toFixed(0)} MB at rest`)
  }
  await rm(folder, { recursive: true })
}

async function openFleet(prefix: string, settings: Record<string, string>, count: number) {
  const url = await postgres.database()
  const ledger = await openLedger({ url })
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, prefix, role: 'ask' })
  runner.define({ name: 'work', payload: z.object({ source: z.string() }), run: async () => null })
  const workers: Child[] = []
  const more = async (extra: number) => {
    const started = Array.from({ length: extra }, () =>
      startChild(process.execPath, [new URL('../fleet/worker-process.ts', import.meta.url).pathname], {
        env: {
          PATH: process.env.PATH,
          REDIS_URL: redis.url,
          DATABASE_URL: url,
          PREFIX: prefix,
          LOCK_MS: '30000',
          ...settings,
        },
      }),
    )
    workers.push(...started)
    await Promise.all(started.map(worker => untilReady(worker, async () => worker.output().includes('ready'))))
  }
  await more(count)
  return {
    ledger,
    runner,
    workers,
    more,
    async close() {
      await Promise.all(workers.map(worker => worker.end('SIGKILL')))
      await runner.close(0)
      await ledger.close()
    },
  }
}
