import { within } from '../../queue/within.ts'
import type { App } from '../app.ts'
import type { DependencyId } from './dependency.ts'
import type { Probe } from './dependency-watch.ts'
import type { DependencyStanding } from './standing.ts'

/** What does not answer within this is away, milliseconds. */
const ANSWER_MS = 5000
/** One request in five minutes leaves DORA's quota (120 a minute) to the runs. */
const DORA_EVERY_MS = 300_000

type Parts = Pick<App, 'settings' | 'ledger' | 'dora'>

/** The dependencies of this installation: no Redis, no Postgres and no real DORA means nothing to ask. */
export function dependenciesOf({ settings, dora }: Pick<App, 'settings' | 'dora'>): DependencyId[] {
  return [
    ...(settings.DATABASE_URL === undefined ? [] : (['postgres'] as const)),
    ...(settings.REDIS_URL === undefined ? [] : (['redis'] as const)),
    ...(dora.sandbox === null ? (['dora'] as const) : []),
  ]
}

/** How they are asked. @param queue anything that only a Redis which is there can answer */
export function probesOf(app: Parts, queue: () => Promise<unknown>): Probe[] {
  const probes: Record<DependencyId, Omit<Probe, 'id'>> = {
    postgres: { everyMs: 0, ask: () => answers(() => app.ledger.sources.list()) },
    redis: { everyMs: 0, ask: () => answers(queue) },
    dora: { everyMs: DORA_EVERY_MS, ask: () => app.dora.standing() },
  }
  return dependenciesOf(app).map(id => ({ id, ...probes[id] }))
}

/** The same without a request more to DORA than the runs and the watch make: for figures that are read at each scrape. */
export function standingsOf(app: Parts, queue: () => Promise<unknown>) {
  return probesOf(app, queue).map(({ id, ask }) => ({
    id,
    standing: id === 'dora' ? async () => app.dora.lastSeen() : ask,
  }))
}

async function answers(work: () => Promise<unknown>): Promise<DependencyStanding> {
  const inTime = await within(ANSWER_MS, work()).catch(() => false)
  return inTime ? 'good' : 'away'
}
