/**
 * A worker as a real process, with one job whose effects can be counted: `work` takes the lease of its source in Postgres, then
 * writes one line per step under it, as the real jobs do.
 * Environment: REDIS_URL, DATABASE_URL, PREFIX, LOCK_MS, STEPS, STEP_MS.
 */
import { flushCompileCache } from 'node:module'
import { z } from 'zod'
import { systemClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { LeaseLost } from '../../src/ledger/leases.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { TryLater } from '../../src/queue/try-later.ts'

const { REDIS_URL = '', DATABASE_URL = '', PREFIX = '', LOCK_MS = '1000', STEPS = '3', STEP_MS = '50' } = process.env
const log = createLogger('info')
const ledger = await openLedger({ url: DATABASE_URL, silenceMs: 2000 })
const runner = bullmqRunner({
  redisUrl: REDIS_URL,
  newId: randomIds,
  log,
  prefix: PREFIX,
  lockMs: Number(LOCK_MS),
  silenceMs: 6000,
  concurrency: 2,
})

runner.define({
  name: 'work',
  payload: z.object({ source: z.string() }),
  async run({ source }, signal) {
    const lease = await ledger.leases.acquire(`source:${source}`, `process ${process.pid}`, Number(LOCK_MS))
    if (lease === null) throw new TryLater(`${source} is held`, 200)
    try {
      // What an earlier start already did is not done again.
      const done = (await ledger.events.list({ source, limit: 100 })).length
      for (let step = done; step < Number(STEPS); step += 1) {
        await systemClock.sleep(Number(STEP_MS), signal)
        await lease.hold()
        await write(source, step, lease.token)
      }
      return { source }
    } finally {
      await lease.release()
    }
  },
})

/** Under the lease's own row: on a starved machine, a lease of one second may end between the check and the write. */
async function write(source: string, step: number, token: number): Promise<void> {
  await ledger.db.transaction().execute(async db => {
    const held = await db
      .selectFrom('leases')
      .select('token')
      .where('name', '=', `source:${source}`)
      .where('token', '=', token)
      .forUpdate()
      .executeTakeFirst()
    if (held === undefined) throw new LeaseLost(`${source} was taken over`)
    const event = { id: randomIds('event'), at: new Date().toISOString(), actor: `${process.pid}`, key: null }
    await db
      .insertInto('events')
      .values({ ...event, action: `step-${step}`, source, detail: String(token) })
      .execute()
  })
}

process.on('SIGTERM', async () => {
  await runner.close(Number(process.env.GRACE_MS ?? 5000))
  await ledger.close()
  process.exit(0)
})
// Otherwise written at the end, which a process that is killed does not see.
flushCompileCache()
process.stdout.write('ready\n')
