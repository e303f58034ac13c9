/**
 * A worker as a real process, with one job whose effects can be counted: `work` takes the lease of its source in Postgres, then
 * writes one line per step under it, as the real jobs do.
 * Environment: REDIS_URL, DATABASE_URL, PREFIX, LOCK_MS, STEPS, STEP_MS.
 */
import { z } from 'zod'
import { systemClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
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
        await ledger.events.add({
          actor: `${process.pid}`,
          action: `step-${step}`,
          source,
          key: null,
          detail: lease.token,
        })
      }
      return { source }
    } finally {
      await lease.release()
    }
  },
})

process.on('SIGTERM', async () => {
  await runner.close(Number(process.env.GRACE_MS ?? 5000))
  await ledger.close()
  process.exit(0)
})
process.stdout.write('ready\n')
