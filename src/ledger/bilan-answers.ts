import type { BilanAnswer } from '../coverage/bilan/bilan-contract.ts'
import { type LedgerDeps, stamp } from './deps.ts'

/** What persons said for the final account of each convention; nothing is ever written over. */
export function bilanAnswersOf({ db, clock, newId }: LedgerDeps) {
  return {
    async add(convention: string, answers: readonly Pick<BilanAnswer, 'box' | 'value' | 'by'>[]): Promise<void> {
      if (answers.length === 0) return
      const at = stamp(clock)
      await db
        .insertInto('bilan_answers')
        .values(answers.map(answer => ({ ...answer, id: newId('answer'), convention, at })))
        .execute()
    },
    /** Oldest first. */
    async list(convention: string): Promise<BilanAnswer[]> {
      return db
        .selectFrom('bilan_answers')
        .select(['box', 'value', 'by', 'at'])
        .where('convention', '=', convention)
        .orderBy('at')
        .orderBy('id')
        .execute()
    },
  }
}
