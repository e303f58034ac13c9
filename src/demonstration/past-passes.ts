import type { NewId } from '../common/ids.ts'
import type { Random } from '../common/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { ledgerOf } from '../ledger/ledger.ts'
import { type Counts, NO_COUNTS } from '../ledger/plan.ts'
import { type DemoSource, joinedMonthsAgo, LATE_WEEKS, lateSource, mondays, monthEnd } from './calendar.ts'

/** Mondays looked back on. */
const WEEKS = 48
const AWAY = 'Le site du partenaire n’a pas répondu à temps ; rien n’a été changé, le passage suivant réessaie.'

/** How many offers each source has, by its id. */
export type OffersOf = ReadonlyMap<string, number>

/**
 * The passes of a year, one a week a source since it is read, as a ledger would hold them; some failed. The late source answers no more: its last
 * success, and all that it said, are moved back to before. When an offer was first seen is left as it is: the stand-in DORA published it today, and
 * the delay between both would be an invented one.
 */
export async function pastPasses(
  { db, newId, random, now }: { db: Ledger['db']; newId: NewId; random: Random; now: Date },
  sources: readonly DemoSource[],
  offers: OffersOf,
): Promise<void> {
  const joined = joinedMonthsAgo(sources)
  const late = lateSource(sources)
  const weeks = mondays(now, WEEKS)
  const lost = weeks[LATE_WEEKS]
  await db.transaction().execute(async trx => {
    let at = now
    const past = ledgerOf({ db: trx, clock: { now: () => at, sleep: async () => undefined }, newId })
    for (const source of sources) {
      const before = await past.sources.read(source.id)
      const began = monthEnd(now, joined.get(source.id) ?? 0)
      const seen = offers.get(source.id) ?? 0
      if (source.id === late?.id && lost) {
        const gone = lost.toISOString()
        await trx.updateTable('runs').set({ started: gone, ended: gone }).where('source', '=', source.id).execute()
        await trx.updateTable('offers').set({ last_seen: gone }).where('source', '=', source.id).execute()
      }
      for (const week of weeks.toReversed()) {
        if (week.toISOString().slice(0, 10) < began) continue
        at = new Date(week.getTime() + Math.floor(random() * 600_000))
        const down = source.id === late?.id && lost !== undefined && week > lost
        const failed = down || random() < 0.02
        const run = await past.runs.begin(source.id, 'horaire')
        at = new Date(at.getTime() + 20_000)
        const changed = random() < 0.15 ? 1 : 0
        const counts: Counts = {
          ...NO_COUNTS,
          seen,
          updated: Math.min(seen, changed),
          unchanged: Math.max(0, seen - changed),
        }
        await past.runs.finish(run, {
          state: failed ? 'failed' : 'succeeded',
          outcome: null,
          report: failed
            ? null
            : {
                run,
                source: source.id,
                plan: null,
                counts,
                writes: { created: 0, changed: counts.updated, structures: 0 },
                stale: 0,
                doubts: 0,
                quarantine: null,
              },
          plan: null,
          message: failed ? AWAY : null,
        })
      }
      // What the first pass of today left stands, but for the source that is late.
      if (source.id !== late?.id)
        await trx
          .updateTable('sources')
          .set({ last_success: before.lastSuccess, last_outcome: before.lastOutcome })
          .where('id', '=', source.id)
          .execute()
    }
  })
}
