import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Rejection } from '../common/rejection.ts'
import type { Desired } from '../ledger/plan.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { fingerprintOfLines } from './fingerprint-of-lines.ts'
import { openTemporary } from './spool.ts'

/** One offer of the run: usable, or refused with the reason. One per key. */
export type Incoming = { key: string; desired: Desired } | { key: string; rejection: Rejection; name: string }

/** The same with what the ledger keeps of it; `record` is JSON, as it was put aside. */
export interface IncomingRow {
  key: string
  name: string
  version: string | null
  fingerprint: string | null
  record: string | null
  rejection: Rejection | null
}

/** Items read at once. */
const AT_ONCE = 200

/**
 * What a run reads from its source, as it comes: put aside in a temporary file and given back one line per key, by key. A key that the source
 * gives twice with different contents is refused (nobody can say which holds); twice with the same content it is one offer. A refusal wins
 * over a usable version of the same key. Close it when done.
 */
export class IncomingOffers {
  /** Every refusal, in the order it came. */
  readonly rejections: Rejection[] = []
  /** Offers that were given, twins included. */
  given = 0
  readonly #db: DatabaseSync
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #renew: StatementSync
  readonly #refuse: StatementSync
  readonly #print: StatementSync
  readonly #first: StatementSync
  readonly #page: StatementSync
  #sealed = false
  #unnamed = 0

  constructor() {
    this.#db = openTemporary(
      `create table items (key text primary key not null, name text not null, version text, fingerprint text, desired text, record text, rejection text);
       create table prints (line text not null)`,
    )
    this.#find = this.#db.prepare(
      'select name, fingerprint, desired, rejection is not null as refused from items where key = ?',
    )
    this.#insert = this.#db.prepare(
      'insert or replace into items (key, name, version, fingerprint, desired, record, rejection) values (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#renew = this.#db.prepare('update items set record = ? where key = ?')
    this.#refuse = this.#db.prepare('update items set name = ?, rejection = ? where key = ?')
    this.#print = this.#db.prepare('insert into prints (line) values (?)')
    this.#first = this.#db.prepare(`select * from items order by key limit ${AT_ONCE}`)
    this.#page = this.#db.prepare(`select * from items where key > ? order by key limit ${AT_ONCE}`)
  }

  /** @throws Error once the offers have been looked at */
  add(desired: Desired, given: NormalisedOffer | null = null): void {
    this.#open()
    const { key, name, version, fingerprint } = desired
    const record = given === null ? null : JSON.stringify(given)
    this.#print.run(`${key},${fingerprint}`)
    this.given += 1
    const twin = this.#find.get(key)
    if (twin === undefined) {
      this.#insert.run(key, name, version, fingerprint, JSON.stringify(desired), record, null)
      return
    }
    if (record !== null) this.#renew.run(record, key)
    if (twin.refused === 0 && twin.fingerprint !== fingerprint) this.#refuse.run(name, JSON.stringify(twice(key)), key)
  }

  /** @throws Error once the offers have been looked at */
  reject(rejection: Rejection): void {
    this.#open()
    this.rejections.push(rejection)
  }

  /** Refusals that name no offer: any missing offer may be among them, so nothing can be called missing. */
  get unnamed(): number {
    this.#seal()
    return this.#unnamed
  }

  /** Offers, the refused ones included. */
  get size(): number {
    this.#seal()
    return this.#db.prepare('select count(*) as n from items').get()?.n as number
  }

  has(key: string): boolean {
    this.#seal()
    return this.#find.get(key) !== undefined
  }

  /** @throws Error when no usable offer has that key */
  desired(key: string): Desired {
    const text = this.#find.get(key)?.desired
    if (typeof text !== 'string') throw new Error(`no offer ${key} was put aside`)
    return JSON.parse(text) as Desired
  }

  /** By key, some at a time. */
  *pages(): Generator<Incoming[]> {
    for (const rows of this.#rows())
      yield rows.map(({ key, name, desired, rejection }) =>
        rejection === null
          ? { key, desired: JSON.parse(desired ?? 'null') as Desired }
          : { key, name, rejection: JSON.parse(rejection) as Rejection },
      )
  }

  /** By key, without the fields that DORA should show. */
  *rows(): Generator<IncomingRow> {
    for (const rows of this.#rows())
      for (const { rejection, desired: _, ...row } of rows)
        yield { ...row, rejection: rejection === null ? null : (JSON.parse(rejection) as Rejection) }
  }

  /** Fingerprint of every offer that was given, whatever the order. */
  fingerprint(): string {
    const lines = this.#db.prepare('select line from prints order by line').iterate()
    return fingerprintOfLines(
      (function* () {
        for (const { line } of lines) {
          const text = line as string
          const cut = text.lastIndexOf(',')
          yield [text.slice(0, cut), text.slice(cut + 1)]
        }
      })(),
    )
  }

  close(): void {
    this.#db.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #open(): void {
    if (this.#sealed) throw new Error('these offers have been looked at: nothing is added any more')
  }

  *#rows(): Generator<StoredRow[]> {
    this.#seal()
    let rows = this.#first.all() as unknown as StoredRow[]
    for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
      yield rows
      rows = this.#page.all(last.key) as unknown as StoredRow[]
    }
  }

  /** Refusals are looked at once every offer is there, because an offer may come after its refusal. */
  #seal(): void {
    if (this.#sealed) return
    this.#sealed = true
    for (const rejection of this.rejections) {
      const text = JSON.stringify(rejection)
      if (rejection.key === null) {
        this.#unnamed += 1
        this.#insert.run(`sans-cle-${this.#unnamed}`, rejection.where, null, null, null, null, text)
        continue
      }
      const known = this.#find.get(rejection.key)
      if (known === undefined) this.#insert.run(rejection.key, rejection.key, null, null, null, null, text)
      else if (known.refused === 0) this.#refuse.run(known.name as string, text, rejection.key)
    }
  }
}

interface StoredRow {
  key: string
  name: string
  version: string | null
  fingerprint: string | null
  desired: string | null
  record: string | null
  rejection: string | null
}

function twice(key: string): Rejection {
  return {
    code: 'cle-en-double',
    key,
    where: key,
    field: null,
    received: key,
    expected: 'une clé par offre',
    message: `La source donne deux offres différentes sous la même clé « ${key} ».`,
    whose: 'partenaire',
  }
}
