import { systemClock } from '../../src/common/clock.ts'
import { createDoraReader } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import type { DoraClientOptions } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'

export interface DoraUnderTest {
  options: DoraClientOptions
  /** Tells apart the names of one run from those of a former one; always the same on a sandbox, which starts empty. */
  turn: string
  /** The one département it may write in. */
  department: string
  /** Token of an account that is neither gestionnaire nor member; null where there is none. */
  ofNothing: string | null
  close(): Promise<void>
}

/**
 * The DORA of `DORA_URL` and `DORA_TOKEN`, in the one département of that account (or in `DORA_DEPARTMENTS`, when it has several); without them a sandbox of our
 * own. `DORA_TOKEN_SANS_ROLE`: an account of nothing, if there is one there. `DORA_QUOTA`: requests a minute.
 * @throws Error in French when one is missing
 */
export async function doraUnderTest(): Promise<DoraUnderTest> {
  const { DORA_URL: url, DORA_TOKEN: token, DORA_TOKEN_SANS_ROLE: ofNothing, DORA_QUOTA: quota = '60' } = process.env
  if (url && !token)
    throw new Error('Avec DORA_URL il faut DORA_TOKEN, le jeton d’un gestionnaire fait pour les essais.')
  const clock = systemClock
  const paced = (perMinute: number) => ({ quota: createQuota({ perMinute, clock }), clock, random: Math.random })
  if (url && token) {
    const options = { url, token, ...paced(Number(quota)) }
    const own =
      process.env.DORA_DEPARTMENTS?.split(',') ?? (await createDoraReader(options).whoAmI())?.departments ?? []
    return {
      options,
      turn: `${Date.now()}`,
      department: onlyDepartment(own),
      ofNothing: ofNothing ?? null,
      close: () => Promise.resolve(),
    }
  }
  const sandbox: Sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  return {
    options: { url: sandbox.url, token: sandbox.tokens.gestionnaire35, ...paced(10_000) },
    turn: 'sandbox',
    department: '35',
    ofNothing: sandbox.tokens['data-inclusion'],
    close: () => sandbox.close(),
  }
}

function onlyDepartment(departments: readonly string[]): string {
  const [only, ...others] = departments
  if (only === undefined || others.length > 0 || !/^\w{2,3}$/.test(only))
    throw new Error(
      `Il faut un seul département, fait pour les essais : ce compte a ${departments.join(', ') || 'aucun département'}. Mettre celui des essais dans DORA_DEPARTMENTS.`,
    )
  return only
}
