import { readCensus } from './census.ts'
import { DoraError, PAUSE_ASKED } from './port.ts'
import { LONGEST_IN_LINE_MS } from './quota.ts'
import { createSafeTransport, type DoraClientOptions, type TryNote } from './transport.ts'

/** How DORA stands for us: `away` no answer · `refused` it refuses our token · `down` it answers that it is out of order (5xx) · `paused` it asked that nothing be sent for a long while. */
export type DoraStanding = 'good' | 'away' | 'refused' | 'down' | 'paused'

/** No retry: who asks comes back in some minutes. */
const ONCE = { tries: 1, baseMs: 0, capMs: 0, budgetMs: 0 }
const ANSWER_MS = 10_000
/** Quota and answer together. */
const PATIENCE_MS = 20_000

/**
 * Asks DORA what a pass asks first, the structures of the départements, once and within the quota: a DORA that only answers small questions is
 * of no use to a pass.
 * @returns null when it could not be asked (no place in the quota in time, or whoever keeps the quota is away), which says nothing about DORA
 */
export async function askStanding(
  options: Omit<DoraClientOptions, 'retry' | 'signal'> & { departments: readonly string[] },
): Promise<DoraStanding | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const transport = createSafeTransport({ timeoutMs: ANSWER_MS, ...options, retry: ONCE, signal })
    for (const department of options.departments) await readCensus(transport, department)
    return 'good'
  } catch (error) {
    return error instanceof DoraError ? standingOf(error) : null
  }
}

/** What one request of a run says about DORA itself; null: nothing. A write that DORA cannot take may answer 500 while all else works. */
export function standingOfTry({ method, status }: Pick<TryNote, 'method' | 'status'>): DoraStanding | null {
  if (method !== 'GET') return null
  if (status === null) return 'away'
  if (status === 401) return 'refused'
  return status >= 500 ? 'down' : 'good'
}

/** 429 and the like are answers of a DORA that works. */
function standingOf({ code, status, retryAfterMs }: DoraError): DoraStanding {
  if (code === PAUSE_ASKED || (status === 429 && (retryAfterMs ?? 0) > LONGEST_IN_LINE_MS)) return 'paused'
  if (code === 'jeton-refuse' || code === 'droits-insuffisants') return 'refused'
  if (status !== null && status >= 500) return 'down'
  if (status === 429) return 'good'
  // No answer, another site at that address, a page that is none of DORA's.
  return 'away'
}
