import type { InboxItem } from '../ledger/inbox.ts'
import type { InboxQuestion } from '../ledger/inbox-question.ts'
import { retitled } from '../sync/conflict-title.ts'

/** Title of an item as it stands now: of a conflict, only the fields that still wait for an answer. */
export function inboxTitle(item: InboxQuestion & Pick<InboxItem, 'title'>): string {
  const fields = item.kind === 'conflict' ? item.detail.fields : []
  return fields.length > 0 ? retitled(item.title, fields) : item.title
}
