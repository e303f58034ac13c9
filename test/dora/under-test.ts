import { systemClock } from '../../src/common/clock.ts'
import { createQuota } from '../../src/dora/quota.ts'
import type { DoraClientOptions } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'

export interface DoraUnderTest {
  options: DoraClientOptions
  /** Tells apart the names of one run from those of a former one; always the same on a sandbox, which starts empty. */
  turn: string
  /** The one département it may write in. */
  department: string
  close(): Promise<void>
}

/** The DORA of `DORA_URL`, `DORA_TOKEN`, `DORA_DEPARTMENTS` and `DORA_QUOTA`; without them a sandbox of our own. @throws Error in French when one is missing */
export async function doraUnderTest(): Promise<DoraUnderTest> {
  const { DORA_URL: url, DORA_TOKEN: token, DORA_DEPARTMENTS: department = '', DORA_QUOTA: quota = '60' } = process.env
  if (url && !(token && /^\w{2,3}$/.test(department)))
    throw new Error(
      'Avec DORA_URL il faut DORA_TOKEN, et dans DORA_DEPARTMENTS un seul département, fait pour les essais.',
    )
  const clock = systemClock
  const paced = (perMinute: number) => ({ quota: createQuota({ perMinute, clock }), clock, random: Math.random })
  if (url && token)
    return {
      options: { url, token, ...paced(Number(quota)) },
      turn: `${Date.now()}`,
      department,
      close: () => Promise.resolve(),
    }
  const sandbox: Sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  return {
    options: { url: sandbox.url, token: sandbox.tokens.gestionnaire35, ...paced(10_000) },
    turn: 'sandbox',
    department: '35',
    close: () => sandbox.close(),
  }
}
