import type { Shelves } from '../../ledger/ledger.ts'

/** Inside a transaction only: what is said of one partner, or of one structure, is kept one at a time, so that a form sent twice finds what its first press said. */
export function sayInTurn({ leases }: Pick<Shelves, 'leases'>, whom: string): Promise<void> {
  return leases.turn(`said ${whom}`)
}
