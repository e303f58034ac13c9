import type { InboxItem } from '../ledger/inbox.ts'
import { retitled } from '../sync/conflict-title.ts'
import type { Conflict } from '../sync/plan.ts'

/** Title of an item as it stands now: of a conflict, only the fields that still wait for an answer. */
export function inboxTitle(item: Pick<InboxItem, 'kind' | 'title' | 'detail' | 'closed'>): string {
  const { fields } = (item.detail ?? {}) as { fields?: Conflict[] }
  const named = item.kind === 'conflict' && Array.isArray(fields) && fields.length > 0
  return named ? retitled(item.title, fields) : item.title
}
