import { type LedgerDeps, stamp } from './deps.ts'
import type { Holder } from './keys.ts'

/** What a person typed in a form that could not be taken because their session was over. */
export interface Draft {
  /** Path the form posts to. */
  action: string
  /** Path and query of the page it stands on. */
  page: string
  /** As typed, in order; a name may come twice. */
  fields: [name: string, value: string][]
}

/** Kept until it is sent again or too old; one per form and person. */
export function draftsOf({ db, clock }: LedgerDeps) {
  return {
    async keep(holder: Holder, draft: Draft): Promise<void> {
      const row = { page: draft.page, fields: JSON.stringify(draft.fields), at: stamp(clock) }
      await db
        .insertInto('drafts')
        .values({ holder_kind: holder.kind, holder: holder.id, action: draft.action, ...row })
        .onConflict(c => c.columns(['holder_kind', 'holder', 'action']).doUpdateSet(row))
        .execute()
    },
    /** Latest first. */
    async of(holder: Holder): Promise<Draft[]> {
      const rows = await db
        .selectFrom('drafts')
        .selectAll()
        .where('holder_kind', '=', holder.kind)
        .where('holder', '=', holder.id)
        .orderBy('at', 'desc')
        .execute()
      return rows.map(({ action, page, fields }) => ({ action, page, fields: JSON.parse(fields) as Draft['fields'] }))
    },
    async drop(holder: Holder, action: string): Promise<void> {
      await db
        .deleteFrom('drafts')
        .where('holder_kind', '=', holder.kind)
        .where('holder', '=', holder.id)
        .where('action', '=', action)
        .execute()
    },
  }
}
