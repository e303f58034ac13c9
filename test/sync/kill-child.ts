import { flushCompileCache } from 'node:module'
import { systemClock } from '../../src/common/clock.ts'
import { fingerprint } from '../../src/common/digest.ts'
import { randomIds } from '../../src/common/ids.ts'
import { Policy } from '../../src/config/source.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { openLedger } from '../../src/ledger/open.ts'
import type { Desired } from '../../src/ledger/plan.ts'
import { planAndApply } from '../../src/sync/pass.ts'
import { withSourceLease } from '../../src/sync/source-lease.ts'
import { killOffers } from './kill-offers.ts'
import { gather } from './make.ts'

/**
 * One pass, as a process that may be killed at any moment. Arguments: ledger file, address of DORA, token, round.
 * Each round is ten minutes later than the one before: leases of the dead are over. Says `ready` when the pass begins, `done` when it ended.
 */
const [file = '', url = '', token = '', word = '0'] = process.argv.slice(2)
const round = Number(word)
const clock = { now: () => new Date(Date.now() + round * 600_000), sleep: systemClock.sleep }
const ledger = await openLedger({ path: file }, { clock, newId: randomIds })
const client = {
  url,
  token,
  quota: createQuota({ perMinute: 100_000, clock }),
  clock,
  random: Math.random,
  timeoutMs: 5000,
}
const reader = createDoraReader(client)
// The référentiels are read before the start is given: what is to be killed is the pass.
await reader.options()
// Otherwise written at the end, which a process that is killed does not see.
flushCompileCache()
process.stdout.write('ready\n')
const held = await withSourceLease(ledger, 'pem-s', `round ${round}`, async lease => {
  const run = await ledger.runs.begin('pem-s', 'test', 'c1')
  const version = clock.now().toISOString()
  const offers: Desired[] = killOffers(round).map(offer => ({
    ...offer,
    version,
    fingerprint: fingerprint(offer.fields),
  }))
  const incoming = gather(offers)
  return planAndApply({
    run,
    source: 'pem-s',
    policy: Policy.parse({ guard: { retireShare: 1, minimum: 100, changeShare: 1 } }),
    outcome: { state: 'complete', documents: 1 },
    incoming,
    configuration: 'c1',
    departments: ['35'],
    ledger,
    reader,
    writer: createDoraWriter({ ...client, departments: ['35'] }),
    clock,
    newId: randomIds,
    lease,
  }).finally(() => incoming.close())
})
await ledger.close()
process.stdout.write(`done ${held.busy ? 'busy' : `${held.result.state} ${held.result.plan?.sizes.operations ?? 0}`}\n`)
