import { parisDay } from '../../common/paris-day.ts'
import type { Desk } from './desk.ts'

/**
 * What is made of the last census, kept until another census ended, somebody was invited, a pass ended or the day changed.
 * @param make given the day `YYYY-MM-DD`
 */
export function sinceCensus<T>(
  { ledger, clock }: Pick<Desk, 'ledger' | 'clock'>,
  make: (today: string) => Promise<T>,
): () => Promise<T> {
  let kept: { stamp: string; value: Promise<T> } | null = null
  return async () => {
    const today = parisDay(clock.now())
    const [[census], { structures, orphans }, [run]] = await Promise.all([
      ledger.census.list(1),
      ledger.census.countStructures(),
      ledger.listRuns({ limit: 1 }),
    ])
    const stamp = [today, census?.id, structures, orphans, run?.id, run?.ended].join(' ')
    if (kept?.stamp !== stamp) kept = { stamp, value: make(today) }
    const { value } = kept
    try {
      return await value
    } catch (error) {
      kept = null
      throw error
    }
  }
}
