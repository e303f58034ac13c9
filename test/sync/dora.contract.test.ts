import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { doraContract } from './dora.contract.ts'
import { FakeDora, type FakeFault } from './fake-dora.ts'

doraContract('the double in memory', async () => {
  const dora = new FakeDora()
  const arm = (method: string, fault: FakeFault, times: number) => {
    let left = times
    dora.options.fault = call => {
      if (call.method !== method || left === 0) return null
      left -= 1
      return fault
    }
  }
  return {
    reader: dora,
    writer: dora,
    loseNextAnswer: method => arm(method, 'lost-answer', 1),
    failNext: (method, times) => arm(method, 'server-error', times),
    close: async () => {},
  }
})

doraContract('the real client on the sandbox, over HTTP', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 6000 })
  const client = {
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 6000, clock }),
    clock,
    random: () => 0.5,
    timeoutMs: 2000,
  }
  return {
    reader: createDoraReader(client),
    writer: createDoraWriter({ ...client, departments: ['35'], mayCreateStructures: true }),
    loseNextAnswer: method => sandbox.faults.add({ method, fault: { kind: 'reset-after' } }),
    failNext: (method, times) => sandbox.faults.add({ method, times, fault: { kind: 'status', status: 500 } }),
    close: () => sandbox.close(),
  }
})
