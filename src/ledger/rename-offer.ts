import type { LedgerDeps } from './deps.ts'

/**
 * The same offer under a new key of its source: its service, what persons and its partner said of it, and its history follow.
 * Call it in a transaction.
 */
export async function renameOffer(
  { db }: Pick<LedgerDeps, 'db'>,
  source: string,
  from: string,
  to: string,
): Promise<void> {
  for (const table of ['offers', 'links', 'choices'] as const)
    await db.deleteFrom(table).where('source', '=', source).where('key', '=', to).execute()
  for (const table of ['offers', 'links', 'choices', 'operations', 'inbox', 'statements', 'events'] as const)
    await db.updateTable(table).set({ key: to }).where('source', '=', source).where('key', '=', from).execute()
}
