import { within } from '../../queue/within.ts'
import type { App } from '../app.ts'
import type { DependencyStanding } from './dependency.ts'
import type { Probe } from './dependency-watch.ts'

/** What does not answer within this is away, milliseconds. */
const ANSWER_MS = 5000
/** One request in five minutes leaves DORA's quota (120 a minute) to the runs. */
const DORA_EVERY_MS = 300_000

/** The dependencies of this installation: no Redis, no Postgres and no real DORA means nothing to ask. */
export function probesOf(app: Pick<App, 'settings' | 'ledger' | 'dora'>, queue: () => Promise<unknown>): Probe[] {
  const { settings, ledger, dora } = app
  const probes: Probe[] = []
  if (settings.DATABASE_URL !== undefined)
    probes.push({ id: 'postgres', everyMs: 0, ask: () => answers(() => ledger.sources.list()) })
  if (settings.REDIS_URL !== undefined) probes.push({ id: 'redis', everyMs: 0, ask: () => answers(queue) })
  if (dora.sandbox === null) probes.push({ id: 'dora', everyMs: DORA_EVERY_MS, ask: () => dora.standing() })
  return probes
}

async function answers(work: () => Promise<unknown>): Promise<DependencyStanding> {
  const inTime = await within(ANSWER_MS, work()).catch(() => false)
  return inTime ? 'good' : 'away'
}
