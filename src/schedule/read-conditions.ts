import { breathing } from '../common/breathe.ts'
import type { SourceConfig } from '../config/source.ts'
import { outsideHours } from '../harvest/outside-hours.ts'
import { conditionOf, type SourceCondition } from './condition.ts'
import { isPass } from './is-pass.ts'
import { isPaused, scheduleOf } from './schedule-of.ts'
import { type FactsLedger, sourceFacts } from './source-facts.ts'
import { timingsIn } from './timings-of.ts'

export interface ConditionPorts {
  ledger: FactsLedger
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
  const facts = await sourceFacts(ports.ledger, ports.sources)
  const memory = new Map(facts.memories.map(each => [each.id, each]))
  const timing = new Map(timingsIn(facts, ports.sources).map(each => [each.source, each]))
  const kept = new Map(facts.told.map(({ subject, standing, at }) => [subject, standing === 'good' ? at : EVER]))
  const breath = breathing(MOST_MS)
  const conditions: SourceCondition[] = []
  for (const config of ports.sources) {
    await breath()
    const set = timing.get(config.id) ?? null
    const window = ports.windowOf(config)
    const runs = facts.runs.get(config.id) ?? []
    const lastRun = runs.find(run => !outsideHours(run.outcome))
    // What was sent or simulated since hides no pass that did not happen.
    const lastPass = runs.find(isPass) ?? lastRun
    // Of a source that never ran, the dates count from when the watch met it.
    const met = lastRun ? EVER : (kept.get(subjectOf(config.id)) ?? now.toISOString())
    conditions.push(
      conditionOf(
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
      ),
    )
  }
  return conditions
}

/** The dates of a source that nobody asked for yet take some milliseconds. */
const MOST_MS = 10

const EVER = new Date(0).toISOString()
