import { saidDay } from '../normalise/statements/said-day.ts'
import type { Statement, StatementBody } from '../normalise/statements/statement.ts'
import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** What partners said: kept for as long as it counts, then for its time (`purge.ts`). */
export function statementsOf({ db, clock, newId }: LedgerDeps) {
  type Said = Pick<Statement, 'partner' | 'offer' | 'title' | 'body' | 'by'>
  async function keep(said: Said, accepted: boolean, noted: boolean, reason: string | null): Promise<Statement> {
    const at = stamp(clock)
    const row = {
      id: newId('statement'),
      at,
      partner: said.partner,
      source: said.offer?.source ?? null,
      key: said.offer?.key ?? null,
      kind: said.body.kind,
      title: said.title,
      detail: JSON.stringify(noted ? { ...said.body, noted } : said.body),
      by: said.by,
      state: accepted ? 'accepted' : 'open',
      decided: accepted ? at : null,
      decided_by: accepted ? said.by : null,
      reason,
    }
    await db.insertInto('statements').values(row).execute()
    return toStatement(row)
  }
  return {
    /** A confirmation needs nobody's agreement: it is accepted as it is said. */
    add: (said: Said): Promise<Statement> => keep(said, said.body.kind === 'confirmation', false, null),
    /** What the gestionnaire writes down for a partner: accepted as it is written. @param reason where they have it from */
    note: (said: Said, reason: string | null = null): Promise<Statement> => keep(said, true, true, reason),
    async read(id: string): Promise<Statement | null> {
      const row = await db.selectFrom('statements').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toStatement(row) : null
    },
    /** @returns false when somebody decided before */
    async decide(id: string, state: 'accepted' | 'refused', by: string, reason: string | null): Promise<boolean> {
      const done = await db
        .updateTable('statements')
        .set({ state, decided: stamp(clock), decided_by: by, reason })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** Ends a request that nobody has answered: its partner took it back, or said otherwise since. @returns false when it does not wait any more */
    async end(id: string, state: 'cancelled' | 'replaced', by: string): Promise<boolean> {
      const done = await db
        .updateTable('statements')
        .set({ state, decided: stamp(clock), decided_by: by })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** Takes an accepted request back: the page of the partner counts again. @returns false when it is not in force */
    async revoke(id: string, by: string): Promise<boolean> {
      const done = await db
        .updateTable('statements')
        .set({ state: 'revoked', decided: stamp(clock), decided_by: by })
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** Whatever was decided of it no longer counts: it waits for an answer again. A confirmation never waited; a stop is lifted, not reopened; what its partner cancelled stays so. @returns false when nobody decided */
    async reopen(id: string): Promise<boolean> {
      const done = await db
        .updateTable('statements')
        .set({ state: 'open', decided: null, decided_by: null, reason: null })
        .where('id', '=', id)
        .where('kind', 'not in', ['confirmation', 'stop'])
        .where('state', 'in', ['accepted', 'refused', 'revoked'])
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** Latest first. */
    async list(
      filter: {
        partner?: string
        state?: Statement['state']
        offer?: { source: string; key: string }
        limit?: number
      } = {},
    ): Promise<Statement[]> {
      let query = db.selectFrom('statements').selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
      if (filter.partner !== undefined) query = query.where('partner', '=', filter.partner)
      if (filter.state !== undefined) query = query.where('state', '=', filter.state)
      if (filter.offer !== undefined)
        query = query.where('source', '=', filter.offer.source).where('key', '=', filter.offer.key)
      return (await query.limit(filter.limit ?? 500).execute()).map(toStatement)
    },
    /** Requests that a person answered, the latest answer first. */
    async answered(limit: number): Promise<Statement[]> {
      const rows = await db
        .selectFrom('statements')
        .selectAll()
        .where('kind', 'not in', ['confirmation', 'stop'])
        .where('state', 'in', ['accepted', 'refused'])
        .orderBy('decided', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toStatement)
    },
    async countOpen(): Promise<number> {
      const row = await db
        .selectFrom('statements')
        .select(e => e.fn.countAll().as('n'))
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow()
      return Number(row.n)
    },
    /** Day `YYYY-MM-DD` of the last confirmation of each offer by a person, by `source\nkey`. */
    async confirmations(): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('statements')
        .select(['source', 'key', 'at', 'detail'])
        .where('kind', '=', 'confirmation')
        .where('state', '=', 'accepted')
        .execute()
      const days = new Map<string, string>()
      for (const { source, key, at, detail } of rows) {
        const offer = `${source}\n${key}`
        const day = saidDay({ at, body: JSON.parse(detail) as StatementBody })
        if (day > (days.get(offer) ?? '')) days.set(offer, day)
      }
      return days
    },
  }
}

function toStatement(row: Tables['statements']): Statement {
  const { source, key, kind: _, detail, state, decided_by: decidedBy, ...rest } = row
  const { noted, ...body } = JSON.parse(detail) as StatementBody & { noted?: true }
  return {
    ...rest,
    ...(noted && { noted }),
    offer: source !== null && key !== null ? { source, key } : null,
    body,
    state: state as Statement['state'],
    decidedBy,
  }
}
