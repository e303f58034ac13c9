import type { SourceConfig } from '../config/source.ts'
import { outsideHours } from '../harvest/outside-hours.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { conditionOf, type SourceCondition } from './condition.ts'
import { isPass } from './is-pass.ts'
import { isPaused, scheduleOf } from './schedule-of.ts'
import { timingsOf } from './timings-of.ts'

export interface ConditionPorts {
  ledger: Pick<Ledger, 'alerts' | 'listRuns' | 'sources' | 'sourceSettings' | 'stops'>
  sources: readonly SourceConfig[]
  /** Hours that really hold: sample sites are read at any. */
  windowOf(source: SourceConfig): string | null
  hasAddress(source: SourceConfig): boolean
  /** Longest delay that the queue adds to a schedule, milliseconds. */
  spreadMs: number
}

/** Under which the watch remembers what it told of a source. */
export const subjectOf = (source: string): string => `source:${source}`

/** How each source stands now: the one answer of the letter, the pages and the metrics. */
export async function readConditions(ports: ConditionPorts, now: Date): Promise<SourceCondition[]> {
  const { ledger } = ports
  const [memories, timings, told] = await Promise.all([
    ledger.sources.list(),
    timingsOf(ledger, ports.sources),
    ledger.alerts.list(),
  ])
  const memory = new Map(memories.map(each => [each.id, each]))
  const timing = new Map(timings.map(each => [each.source, each]))
  const kept = new Map(told.map(({ subject, standing, at }) => [subject, standing === 'good' ? at : EVER]))
  return Promise.all(
    ports.sources.map(async config => {
      const set = timing.get(config.id) ?? null
      const window = ports.windowOf(config)
      const runs = await ledger.listRuns({ source: config.id, limit: 10 })
      const lastRun = runs.find(run => !outsideHours(run.outcome))
      // What was sent or simulated since hides no pass that did not happen.
      const lastPass = runs.find(isPass) ?? lastRun
      // Of a source that never ran, the dates count from when the watch met it.
      const met = lastRun ? EVER : (kept.get(subjectOf(config.id)) ?? now.toISOString())
      return conditionOf(
        {
          source: config.id,
          name: config.name,
          timetable: scheduleOf({ ...config, window }, set),
          rests: set?.stopped ? 'stopped' : isPaused(config, set) ? 'paused' : null,
          hasAddress: ports.hasAddress(config),
          window,
          spreadMs: ports.spreadMs,
          since: new Date(Math.max(Date.parse(met), Date.parse(set?.at ?? EVER))),
          lastRun:
            lastRun && lastPass ? { started: lastPass.started, state: lastRun.state, message: lastRun.message } : null,
          lastSuccess: memory.get(config.id)?.lastSuccess ?? null,
        },
        now,
      )
    }),
  )
}

const EVER = new Date(0).toISOString()
