import type { Run } from '../ledger/runs.ts'
import { type PortalData, type RunDetail, runRow, type SourceRow } from '../portal/data.ts'
import { sourceState } from '../portal/desk/source-state.ts'
import { planToTell, toldCounts } from '../portal/desk/told-counts.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import { countsSentence } from '../portal/words.ts'
import { spreadMs } from '../queue/spread.ts'
import { readConditions } from '../schedule/read-conditions.ts'
import { scheduleOf } from '../schedule/schedule-of.ts'
import { sourceFacts } from '../schedule/source-facts.ts'
import { nextDates } from '../schedule/timetable.ts'
import { timingsIn } from '../schedule/timings-of.ts'
import type { App } from './app.ts'
import { conditionPorts } from './condition-ports.ts'
import { coverageView } from './coverage-view.ts'

/** The portal's view of the app: read models only. */
export function portalData(app: App): PortalData {
  const rowsOf = async (runs: readonly Run[]) => {
    // A source may be taught at any time.
    const names = new Map(app.sources.map(({ config }) => [config.id, config.name]))
    const told = await toldCounts(runs, app.ledger)
    return runs.map((run, at) => runRow(run, names.get(run.source) ?? run.source, told[at] ?? null))
  }
  function nextRunOf(timetable: string | null, key: string): Date | null {
    if (timetable === null) return null
    return nextDates(timetable, key, { after: app.clock.now(), count: 1, jitterMs: spreadMs(app.settings) })[0] ?? null
  }
  return {
    sandbox: app.dora.sandbox ? { url: app.dora.url } : null,
    async sources() {
      const configs = app.sources.map(({ config }) => config)
      const facts = await sourceFacts(app.ledger, configs)
      const counts = await app.ledger.whileStill('live offers of sources', () => app.ledger.offers.countLiveBySource())
      const timings = new Map(timingsIn(facts, configs).map(timing => [timing.source, timing]))
      const conditions = await readConditions(conditionPorts(app), app.clock.now())
      const standing = new Map(conditions.map(condition => [condition.source, condition]))
      const lasts = configs.flatMap(({ id }) => facts.runs.get(id)?.[0] ?? [])
      const toldOf = new Map((await toldCounts(lasts, app.ledger)).map((told, at) => [lasts[at], told]))
      return configs.map((config): SourceRow => {
        const condition = standing.get(config.id)
        const last = facts.runs.get(config.id)?.[0]
        const told = toldOf.get(last)
        return {
          id: config.id,
          name: config.name,
          partner: config.partner,
          address: config.address,
          state: condition ? sourceState(condition) : RUN_STATES.skipped,
          lastSuccess: condition?.lastSuccess ?? null,
          nextRun: nextRunOf(
            scheduleOf({ ...config, window: app.sites.window(config) }, timings.get(config.id) ?? null),
            config.id,
          ),
          lastOutcome: told ? countsSentence(told.counts, 'unknown', told.planned) : (last?.message ?? null),
          offers: counts.get(config.id) ?? 0,
        }
      })
    },
    runs: async limit => rowsOf(await app.ledger.listRuns({ limit })),
    async run(id): Promise<RunDetail | null> {
      const run = await app.ledger.runs.read(id)
      const [line] = run === null ? [] : await rowsOf([run])
      if (run === null || line === undefined) return null
      const plan = line.told?.planned ? planToTell(run) : null
      const outcomes = await Array.fromAsync(
        plan === null ? app.ledger.runs.lines(id) : app.ledger.plans.items(plan, 'outcomes'),
      )
      const inbox = run.plan === null ? [] : await Array.fromAsync(app.ledger.plans.items(run.plan, 'inbox'))
      const asked = inbox.flatMap(each => (each.kind === 'correction' ? each.detail : []))
      return {
        ...line,
        outcomes,
        rejections: [...outcomes.flatMap(outcome => outcome.rejection ?? []), ...asked],
        quarantine: run.report?.quarantine ?? null,
        shown: run.report?.shown ?? null,
      }
    },
    report: convention => coverageView(app, convention),
    async ready() {
      const reasons: string[] = []
      await app.ledger.listRuns({ limit: 1 }).catch(() => reasons.push('ledger'))
      return { ok: reasons.length === 0, reasons }
    },
  }
}
