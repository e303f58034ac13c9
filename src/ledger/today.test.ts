import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'
import { MIGRATION_NAMES } from './migration-names.ts'
import { openLedger } from './open.ts'

const KEPT = new URL('./today.sql', import.meta.url)
interface Thing {
  type: string
  name: string
  sql: string | null
}

/** Made by SQLite itself with the table that it searches. */
const isShadow = ({ type, name }: Pick<Thing, 'type' | 'name'>) =>
  type === 'table' && /^offers_fts_|^sqlite_/.test(name)

/** All that stands in a file, in the order it was made, and its rows by table. */
function dump(path: string) {
  const database = new DatabaseSync(path)
  const things = database
    .prepare('select type, name, sql from sqlite_master order by rowid')
    .all() as unknown as Thing[]
  const rows = Object.fromEntries(
    things
      .filter(({ type, name }) => type === 'table' && !isShadow({ type, name }))
      .map(({ name }) => [
        name,
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map(row => ({ ...row })),
      ]),
  )
  database.close()
  return { things, rows }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'today-'))
  await work(folder).finally(() => rm(folder, { recursive: true }))
}

async function throughItsPast(path: string) {
  const db = connect({ path })
  await migrate(db)
  await db.destroy()
  return dump(path)
}

test('a new ledger is what the migrations make of an empty one, to the letter (UPDATE_GOLDENS=1 writes today.sql)', () =>
  inFolder(async folder => {
    const past = await throughItsPast(join(folder, 'past.db'))
    const names = past.rows.kysely_migration?.map(({ name }) => name)
    expect(names).toEqual([...MIGRATION_NAMES])
    const text = [
      ...past.things.filter(thing => thing.sql !== null && !isShadow(thing)).map(({ sql }) => `${sql};`),
      `insert into kysely_migration (name, timestamp) values\n${MIGRATION_NAMES.map(name => `  ('${name}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`).join(',\n')};`,
      `insert into kysely_migration_lock (id, is_locked) values ('migration_lock', 0);`,
    ].join('\n')
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(KEPT, `${text}\n`)
    expect(readFileSync(KEPT, 'utf8')).toBe(`${text}\n`)
    const path = join(folder, 'today.db')
    await (await openLedger({ path })).close()
    const made = dump(path)
    const bySort = ({ things }: { things: Thing[] }) =>
      things.map(({ type, name, sql }) => `${type} ${name} ${sql}`).sort()
    expect(bySort(made)).toEqual(bySort(past))
    const untimed = (rows: typeof made.rows) => ({
      ...rows,
      kysely_migration: rows.kysely_migration?.map(({ name }) => name),
    })
    expect(untimed(made.rows)).toEqual(untimed(past.rows))
    expect(Number.isNaN(Date.parse(String(made.rows.kysely_migration?.[0]?.timestamp)))).toBe(false)
  }))

test('a ledger of an earlier version goes through the rest of its past; one of today is left as it is; one of a later version is refused', () =>
  inFolder(async folder => {
    const path = join(folder, 'earlier.db')
    const db = connect({ path })
    await migrate(db, MIGRATION_NAMES.at(-3))
    await db.destroy()
    await (await openLedger({ path })).close()
    const first = dump(path)
    expect(first.rows.kysely_migration).toHaveLength(MIGRATION_NAMES.length)
    await (await openLedger({ path })).close()
    expect(dump(path)).toEqual(first)
    const later = new DatabaseSync(path)
    later.exec(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`)
    later.close()
    await expect(openLedger({ path })).rejects.toThrow(/9999-later/)
  }))

test('a ledger in memory begins like one in a file, the second as the first; they share nothing, and keep what refers to what', () =>
  inFolder(async folder => {
    const path = join(folder, 'today.db')
    await (await openLedger({ path })).close()
    const wanted = dump(path).things
    const ledgers = await Promise.all(Array.from({ length: 3 }, () => openLedger({ path: ':memory:' })))
    for (const { db, runs } of ledgers) {
      const { rows } = await sql<Thing>`select type, name, sql from sqlite_master order by rowid`.execute(db)
      expect(rows.map(row => ({ ...row }))).toEqual(wanted.map(thing => ({ ...thing })))
      expect(await runs.list()).toEqual([])
      await runs.begin('pem-s', 'test', 'c')
      expect(await runs.list()).toHaveLength(1)
      const orphan = { plan: 'none', list: 'missing', n: 0, body: '[]', packed: null }
      await expect(db.insertInto('plans_parts').values(orphan).execute()).rejects.toThrow(/FOREIGN KEY/)
    }
    const next = await openLedger({ path: ':memory:' })
    expect(await next.runs.list()).toEqual([])
    for (const ledger of [...ledgers, next]) await ledger.close()
  }))
