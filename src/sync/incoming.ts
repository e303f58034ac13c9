import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import { isNotice } from '../harvest/is-notice.ts'
import type { Desired } from '../ledger/plan.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { fingerprintOfLines } from './fingerprint-of-lines.ts'
import { openTemporary } from './spool.ts'

/** One offer of the run: usable, or refused with the reason. One per key. */
export type Incoming = { key: string; desired: Desired } | { key: string; rejection: Rejection; name: string }

/** The same with what the ledger keeps of it; `record` is JSON in UTF-8, as it was put aside. */
export interface IncomingRow {
  key: string
  name: string
  version: string | null
  fingerprint: string | null
  record: Uint8Array | null
  rejection: Rejection | null
}

/** Items read at once, without and with their records, which are long: few enough to be gone before the collector looks. */
const AT_ONCE = 40
const RECORDS_AT_ONCE = 10

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
  readonly #desired: StatementSync
  readonly #insert: StatementSync
  readonly #renew: StatementSync
  readonly #refuse: StatementSync
  readonly #twin: StatementSync
  #sealed = false
  #unnamed = 0

  constructor() {
    this.#db = openTemporary(
      `create table items (key text primary key not null, name text not null, version text, fingerprint text, desired text, record text, rejection text);
       create table twins (key text not null, fingerprint text not null)`,
    )
    this.#find = this.#db.prepare('select name, fingerprint, rejection is not null as refused from items where key = ?')
    this.#desired = this.#db.prepare('select desired from items where key = ?')
    this.#insert = this.#db.prepare(
      'insert into items (key, name, version, fingerprint, desired, record) values (?, ?, ?, ?, ?, ?) on conflict (key) do nothing',
    )
    this.#renew = this.#db.prepare('update items set record = ? where key = ?')
    this.#refuse = this.#db.prepare(
      'insert into items (key, name, rejection) values (?, ?, ?) on conflict (key) do update set name = excluded.name, rejection = excluded.rejection',
    )
    this.#twin = this.#db.prepare('insert into twins (key, fingerprint) values (?, ?)')
  }

  /** @throws Error once the offers have been looked at */
  add(desired: Desired, given: NormalisedOffer | null = null): void {
    this.#open()
    const { key, name, version, fingerprint } = desired
    const record = given === null ? null : JSON.stringify(given)
    this.given += 1
    const { changes } = this.#insert.run(key, name, version, fingerprint, JSON.stringify(desired), record)
    if (changes === 1) return
    this.#twin.run(key, fingerprint)
    const first = this.#find.get(key)
    if (record !== null) this.#renew.run(record, key)
    if (first?.refused === 0 && first.fingerprint !== fingerprint)
      this.#refuse.run(key, name, JSON.stringify(twice(key)))
  }

  /** @throws Error once the offers have been looked at */
  reject(rejection: Rejection): void {
    this.#open()
    this.rejections.push(rejection)
  }

  /** What is told of the documents that were read, and of what is left out of an offer, each once: no offer of the run. */
  get notices(): Rejection[] {
    const subject = ({ code, where, field }: Rejection) => `${code}\n${where}\n${field}`
    return [...new Map(this.rejections.filter(isNotice).map(notice => [subject(notice), notice])).values()]
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
    const text = this.#desired.get(key)?.desired
    if (typeof text !== 'string') throw new Error(`no offer ${key} was put aside`)
    return JSON.parse(text) as Desired
  }

  /** By key, some at a time. */
  *pages(): Generator<Incoming[]> {
    for (const rows of this.#rows<'name' | 'desired' | 'rejection'>('name, desired, rejection', AT_ONCE))
      yield rows.map(({ key, name, desired, rejection }) =>
        rejection === null
          ? { key, desired: JSON.parse(desired ?? 'null') as Desired }
          : { key, name, rejection: JSON.parse(rejection) as Rejection },
      )
  }

  /** By key, without the fields that DORA should show. A record stands until the next offer is asked for. */
  *rows(): Generator<IncomingRow> {
    for (const rows of this.#rows<Exclude<keyof StoredRow, 'key' | 'desired'>>(
      'name, version, fingerprint, cast(record as blob) as record, rejection',
      RECORDS_AT_ONCE,
    ))
      for (const { rejection, ...row } of rows) {
        yield { ...row, rejection: rejection === null ? null : (JSON.parse(rejection) as Rejection) }
        // As in `Spool.bytes`.
        row.record?.buffer.transfer(0)
      }
  }

  /** Fingerprint of every offer that was given, whatever the order. */
  fingerprint(): string {
    const lines = this.#db
      .prepare(
        "select key, fingerprint from (select key, fingerprint from items where fingerprint is not null union all select key, fingerprint from twins) order by key || ',' || fingerprint",
      )
      .iterate()
    return fingerprintOfLines(
      (function* () {
        for (const { key, fingerprint } of lines) yield [key, fingerprint]
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

  /** Some at a time, by key, which is always among the columns. */
  *#rows<Column extends keyof StoredRow>(
    columns: string,
    atOnce: number,
  ): Generator<Pick<StoredRow, 'key' | Column>[]> {
    this.#seal()
    const from = (where: string) =>
      this.#db.prepare(`select key, ${columns} from items ${where} order by key limit ${atOnce}`)
    let rows = from('').all() as unknown as Pick<StoredRow, 'key' | Column>[]
    let page: StatementSync | undefined
    for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
      yield rows
      // Less than was asked for: these were the last.
      if (rows.length < atOnce) return
      page ??= from('where key > ?')
      rows = page.all(last.key) as unknown as Pick<StoredRow, 'key' | Column>[]
    }
  }

  /** Refusals are looked at once every offer is there, because an offer may come after its refusal. */
  #seal(): void {
    if (this.#sealed) return
    this.#sealed = true
    for (const rejection of this.rejections) {
      if (isNotice(rejection)) continue
      const text = JSON.stringify(rejection)
      if (rejection.key === null) {
        this.#unnamed += 1
        this.#refuse.run(`sans-cle-${this.#unnamed}`, rejection.where, text)
        continue
      }
      const known = this.#find.get(rejection.key)
      if (known === undefined || known.refused === 0)
        this.#refuse.run(rejection.key, (known?.name as string | undefined) ?? rejection.key, text)
    }
  }
}

interface StoredRow {
  key: string
  name: string
  version: string | null
  fingerprint: string | null
  desired: string | null
  record: Uint8Array<ArrayBuffer> | null
  rejection: string | null
}

function twice(key: string): Rejection {
  return rejectionAt('cle-en-double', key, {
    key,
    received: key,
    expected: 'une clé par offre',
    message: `La source donne deux offres différentes sous la même clé « ${key} ».`,
    whose: 'partenaire',
  })
}
