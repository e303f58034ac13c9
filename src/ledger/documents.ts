import { sha256 } from '../common/digest.ts'
import { type DocumentStore, type LastSeen, pack, unpack } from '../harvest/document-store.ts'
import type { LedgerDeps } from './deps.ts'

/** The harvest's document store, kept in the ledger: bodies once each by hash, and the last state of each address. */
export function documentsOf({ db }: LedgerDeps): DocumentStore {
  async function touch(hash: string, at: string): Promise<void> {
    await db.updateTable('bodies').set({ stored: at }).where('hash', '=', hash).where('stored', '<', at).execute()
  }
  return {
    async put(body, keptAt) {
      const hash = sha256(body)
      const bytes = await pack(body)
      await db
        .insertInto('bodies')
        .values({ hash, bytes, size: body.length, stored: keptAt })
        // In one step: a purge between two would take what was just kept.
        .onConflict(c => c.column('hash').doUpdateSet({ stored: keptAt }).where('bodies.stored', '<', keptAt))
        .execute()
      return hash
    },
    async get(hash) {
      const row = await db.selectFrom('bodies').select('bytes').where('hash', '=', hash).executeTakeFirst()
      return row === undefined ? null : unpack(row.bytes)
    },
    async has(hash) {
      return (await db.selectFrom('bodies').select('hash').where('hash', '=', hash).executeTakeFirst()) !== undefined
    },
    async lastSeen(source, address) {
      const row = await db
        .selectFrom('documents')
        .select('detail')
        .where('source', '=', source)
        .where('address', '=', address)
        .executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.detail) as LastSeen)
    },
    async remember(state) {
      const row = { hash: state.hash, fetched: state.fetchedAt, detail: JSON.stringify(state) }
      await db
        .insertInto('documents')
        .values({ source: state.source, address: state.address, ...row })
        .onConflict(c => c.columns(['source', 'address']).doUpdateSet(row))
        .execute()
      await touch(state.hash, state.fetchedAt)
    },
    async purge(before) {
      const addresses = await db.deleteFrom('documents').where('fetched', '<', before).executeTakeFirst()
      const bodies = await db.deleteFrom('bodies').where('stored', '<', before).executeTakeFirst()
      return { bodies: Number(bodies.numDeletedRows), addresses: Number(addresses.numDeletedRows) }
    },
  }
}
