import type { Ledger } from '../ledger/ledger.ts'
import type { Counts, OfferOutcome } from '../ledger/plan.ts'
import type { RunReport } from '../ledger/run-report.ts'
import type { PassReport } from '../sync/pass.ts'

/** What one `sync` did. */
export interface PassSummary {
  startedAt: string
  endedAt: string
  /** `requests`: that this command made, answered or not; `writes`: that its stand-in carried out, null towards a real DORA. */
  dora: { url: string; sandbox: boolean; requests: number; writes: number | null }
  /** Sources whose pass failed. */
  failed: number
  totals: Counts
  sources: PassReport[]
  /** Files under `config/` or `mappings/` that could not be used. */
  problems: { file: string; message: string }[]
}

/** The same for machines, as `--json` prints it: with the line of each offer. */
export interface SyncSummary extends Omit<PassSummary, 'sources'> {
  sources: (Omit<PassReport, 'report'> & { report: (RunReport & { outcomes: OfferOutcome[] }) | null })[]
}

/** Lines written at once. */
const AT_ONCE = 500

/** The summary as JSON in pieces, with the line of each offer from the ledger: one text of it all may be longer than any program can hold. */
export async function* summaryJson(
  { sources, ...head }: PassSummary,
  { runs }: { runs: Pick<Ledger['runs'], 'lines'> },
): AsyncGenerator<string, void> {
  yield `${JSON.stringify(head).slice(0, -1)},"sources":[`
  for (const [at, { report, ...source }] of sources.entries()) {
    yield `${at === 0 ? '' : ','}${JSON.stringify(source).slice(0, -1)},"report":`
    if (report === null) yield 'null}'
    else {
      yield `${JSON.stringify(report).slice(0, -1)},"outcomes":[`
      yield* joined(runs.lines(report.run))
      yield ']}}'
    }
  }
  yield ']}\n'
}

async function* joined(lines: AsyncIterable<OfferOutcome>): AsyncGenerator<string, void> {
  let texts: string[] = []
  let before = ''
  for await (const line of lines) {
    texts.push(JSON.stringify(line))
    if (texts.length < AT_ONCE) continue
    yield before + texts.join(',')
    before = ','
    texts = []
  }
  if (texts.length > 0) yield before + texts.join(',')
}
