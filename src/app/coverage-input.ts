import type { CoverageInput } from '../coverage/contract.ts'
import { RUN_STATES } from '../portal/words.ts'
import type { App } from './app.ts'

/** What the report of `date` is computed from, read from the ledger as it stands. @param date `YYYY-MM-DD` */
export async function coverageInput(app: App, date: string): Promise<CoverageInput> {
  const [memories, offers, rejections] = await Promise.all([
    app.ledger.sources.list(),
    app.ledger.offerStates(),
    app.ledger.rejections(),
  ])
  const remembered = new Map(memories.map(memory => [memory.id, memory]))
  return {
    date,
    convention: app.convention,
    territory: app.territory,
    sources: app.sources.map(({ config }) => {
      const memory = remembered.get(config.id)
      const outcome = memory?.lastOutcome as keyof typeof RUN_STATES | null | undefined
      return {
        id: config.id,
        name: config.name,
        partner: config.partner,
        lastSuccess: memory?.lastSuccess ?? null,
        outcome: outcome ? RUN_STATES[outcome].word : null,
      }
    }),
    offers,
    rejections,
  }
}
