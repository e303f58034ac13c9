import { takeCensus } from '../../src/census/take-census.ts'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { startSandbox } from '../../src/sandbox/index.ts'

/**
 * A first census of a département at DORA's own pace, and an unchanged night: requests and minutes of the clock, told by DORA's own log.
 * `node test/bench/census.ts [structures of the département] [services each] [structures elsewhere]`
 */
const [inDepartment = 1200, servicesEach = 2.5, elsewhere = 2000] = process.argv.slice(2).map(Number)
const PER_MINUTE = 120
const DAY_MS = 24 * 3_600_000
const clock = manualClock('2026-11-24T02:00:00.000Z')
const sandbox = await startSandbox({
  seed: 'empty',
  clock,
  quotaPerMinute: PER_MINUTE,
  logLimit: 1_000_000,
  crowd: { structures: inDepartment + elsewhere, inDepartment, servicesEach, seed: 35 },
})
const ledger = await openLedger({ path: ':memory:' }, { clock })
const quota = createQuota({ perMinute: PER_MINUTE, clock })
const client = { url: sandbox.url, token: sandbox.tokens.gestionnaire35, quota, clock, random: () => 0.5 }
const ports = { ledger, clock, dora: { departments: ['35'], quota: PER_MINUTE, reader: createDoraReader(client) } }

async function measured(name: string): Promise<number> {
  const began = clock.now().getTime()
  const before = sandbox.log().length
  let told = ''
  const { counts, left, census } = await takeCensus(ports, {
    read: Number.MAX_SAFE_INTEGER,
    share: 1,
    onRead(done, total) {
      if (done === 1) told = `, told before: ${total} to read, ${Math.ceil(total / PER_MINUTE)} min at most`
    },
  })
  const log = sandbox.log().slice(before)
  const minutes = ((clock.now().getTime() - began) / 60_000).toFixed(1)
  const slow = log.filter(({ status }) => status === 429).length
  const writes = log.filter(({ write }) => write).length
  process.stdout.write(
    `${name}: ${log.length} requests (${census.requests} counted), ${minutes} min${told}; ${counts.structures} structures, ${counts.services} services, ${left} left, ${slow} times 429, ${writes} writes\n`,
  )
  return log.length
}

const first = await measured('first census')
clock.advance(DAY_MS)
const night = await measured('unchanged night')
process.stdout.write(`unchanged night: ${((100 * night) / first).toFixed(2)} % of the first\n`)
await ledger.close()
await sandbox.close()
