import { expect, test } from 'vitest'
import type { OfferOutcome } from '../ledger/plan.ts'
import { Tally } from '../sync/counts.ts'
import type { PassReport } from '../sync/pass.ts'
import { summaryJson } from './sync-json.ts'

const LINES: OfferOutcome[] = Array.from({ length: 1001 }, (_, n) => ({
  key: `k${n}`,
  name: `Offre ${n}`,
  slug: null,
  state: 'unchanged',
  reason: 'Rien n’a changé.',
}))

function report(source: string, run: string | null): PassReport {
  const counts = new Tally().counts
  const written = { created: 0, changed: 0, structures: 0 }
  return {
    source,
    name: source,
    run,
    plan: null,
    state: run === null ? 'failed' : 'succeeded',
    outcome: null,
    report:
      run === null ? null : { run, source, plan: null, counts, writes: written, stale: 0, doubts: 0, quarantine: null },
    rejections: [],
    message: null,
  }
}

test('the pieces are one JSON text, each report with all of its lines', async () => {
  const summary = {
    startedAt: 'a',
    endedAt: 'b',
    dora: { url: 'u', sandbox: true, requests: 0, writes: 0 },
    failed: 1,
    totals: new Tally().counts,
    sources: [report('one', 'r1'), report('two', null), report('three', 'r3')],
    problems: [],
  }
  const runs = {
    async *lines(run: string) {
      if (run === 'r1') yield* LINES
    },
  }
  const pieces = await Array.fromAsync(summaryJson(summary, { runs }))
  const { sources, ...head } = JSON.parse(pieces.join('')) as typeof summary
  expect({ ...head, sources: [] }).toEqual({ ...summary, sources: [] })
  expect(sources.map(({ source, report: read }) => [source, read === null ? null : Object.keys(read).at(-1)])).toEqual([
    ['one', 'outcomes'],
    ['two', null],
    ['three', 'outcomes'],
  ])
  expect(sources[0]?.report).toEqual({ ...summary.sources[0]?.report, outcomes: LINES })
  expect(sources[2]?.report).toEqual({ ...summary.sources[2]?.report, outcomes: [] })
})
