import { DoraError } from '../dora/port.ts'
import { LeaseLost } from '../ledger/leases.ts'
import type { Ledger, Shelves } from '../ledger/ledger.ts'
import type { OfferOutcome } from '../ledger/plan.ts'
import { DoraAway } from './patient-dora.ts'
import { type Reported, reportLines } from './report.ts'

type End = Parameters<Shelves['runs']['finish']>[1]

/** Closes a run with its report and the line of each offer: all or nothing. */
export async function closeRun(ledger: Ledger, run: string, end: End, from: Reported | null): Promise<void> {
  await ledger.transaction(async shelves => {
    if (from !== null) await shelves.runs.keepLines(run, asJson(reportLines(from, shelves)))
    await shelves.runs.finish(run, end)
  })
}

async function* asJson(lines: AsyncIterable<OfferOutcome>): AsyncGenerator<string, void> {
  for await (const line of lines) yield JSON.stringify(line)
}

/**
 * Closes a run that broke. One whose lease is lost is left open: the next holder closes it as interrupted when it begins its own.
 * @returns how it ended and what people are told, when it is DORA that could not be read, or went away
 * @throws `error` when it is anything else
 */
export async function closeBroken(
  ledger: Ledger,
  run: string,
  end: Pick<End, 'outcome' | 'plan'>,
  error: unknown,
): Promise<{ state: 'interrupted' | 'failed'; message: string }> {
  if (error instanceof LeaseLost) throw error
  const dora = error instanceof DoraError
  const away = error instanceof DoraAway
  const read = dora && !away ? `DORA n’a pas pu être lu : ${error.message}` : null
  const message = away ? error.message : (read ?? 'Erreur du robot : voir le journal.')
  const state = away ? 'interrupted' : 'failed'
  await ledger.runs.finish(run, { ...end, state, report: null, message })
  if (!dora) throw error
  return { state, message }
}
