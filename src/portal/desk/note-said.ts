import type { Shelves } from '../../ledger/ledger.ts'
import { alreadySaid } from '../../normalise/statements/already-said.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { sayInTurn } from './say-in-turn.ts'

/** Said of one offer, looked through for the same. */
const LOOKED_THROUGH = 200

/**
 * What the gestionnaire says of an offer for its partner, accepted as it is written down; what holds already is not written a second time.
 * Inside a transaction only.
 * @param look sees what was said of the offer before, the latest first; what it throws stops everything
 */
export async function noteSaid(
  shelves: Pick<Shelves, 'leases' | 'statements'>,
  said: Pick<Statement, 'partner' | 'title' | 'body' | 'by'> & { offer: { source: string; key: string } },
  look: (before: readonly Statement[]) => void = () => undefined,
): Promise<{ statement: Statement; again: boolean }> {
  await sayInTurn(shelves, said.partner)
  const { statements } = shelves
  const { partner, offer } = said
  const before = await statements.list({ partner, offer, limit: LOOKED_THROUGH })
  look(before)
  const known = alreadySaid(
    said,
    before.filter(({ state }) => state === 'accepted'),
  )
  return known ? { statement: known, again: true } : { statement: await statements.note(said), again: false }
}
