import { type Kysely, sql } from 'kysely'
import { fillOfferFacets } from './fill-offer-facets.ts'
import type { Tables } from './schema.ts'

/** Rows carried at once: a document's body may weigh a megabyte. */
const BATCH = 100

/** The target already remembers something: moving there would mix two histories. */
export class LedgerNotEmpty extends Error {
  override readonly name = 'LedgerNotEmpty'
  readonly code = 'registre-non-vide'
  readonly table: string
  constructor(table: string) {
    super(`the target ledger already holds rows in ${table}`)
    this.table = table
  }
}

/**
 * Carries every row of a SQLite ledger to an empty one of the same shape (both migrated first). All or nothing: the target is
 * filled in one transaction, and each table is counted on both sides before it is committed. Nobody writes to the origin meanwhile.
 * @returns rows by table
 * @throws LedgerNotEmpty
 */
export async function moveLedger<T>(
  from: Kysely<T>,
  to: Kysely<T>,
  onTable: (table: string, rows: number) => void = () => undefined,
): Promise<Record<string, number>> {
  const tables = await tablesOf(from)
  return from.transaction().execute(origin =>
    to.transaction().execute(async target => {
      for (const table of tables) if ((await count(target, table)) > 0) throw new LedgerNotEmpty(table)
      const moved: Record<string, number> = {}
      for (const table of tables) {
        await copy(origin, target, table)
        const [left, arrived] = [await count(origin, table), await count(target, table)]
        if (left !== arrived) throw new Error(`${table}: ${left} rows left, ${arrived} arrived; nothing was moved`)
        moved[table] = arrived
        onTable(table, arrived)
      }
      await fillOfferFacets(target as unknown as Kysely<Tables>)
      return moved
    }),
  )
}

/** What is made of the offers, and each dialect in its own way. */
const MADE_AGAIN = /^offers_(?:facets|fts|terms)/

/** Whatever the migrations made, without Kysely's own book of them. */
async function tablesOf<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables
    .filter(table => !table.isView && !MADE_AGAIN.test(table.name))
    .map(table => table.name)
    .sort()
}

async function count<T>(db: Kysely<T>, table: string): Promise<number> {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

async function copy<T>(origin: Kysely<T>, target: Kysely<T>, table: string): Promise<void> {
  let last = 0
  for (;;) {
    const { rows } = await sql<Record<string, unknown> & { rowid_: number }>`
      select rowid as rowid_, * from ${sql.table(table)} where rowid > ${last} order by rowid limit ${BATCH}`.execute(
      origin,
    )
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.rowid_
    const values = rows.map(({ rowid_: _, ...row }) => row)
    const columns = Object.keys(values[0] ?? {})
    const lines = values.map(row => sql`(${sql.join(columns.map(column => row[column]))})`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))}) values ${sql.join(lines)}`.execute(
      target,
    )
  }
}
