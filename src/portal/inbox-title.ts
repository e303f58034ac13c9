import { typeset } from '../coverage/typeset.ts'
import type { InboxItem } from '../ledger/inbox.ts'
import type { Conflict } from '../sync/contract.ts'
import { sayFields } from '../sync/field-labels.ts'

/** Title of an item as it stands now: of a conflict, only the fields that still wait for an answer. */
export function inboxTitle(item: Pick<InboxItem, 'kind' | 'title' | 'detail' | 'closed'>): string {
  const { fields } = (item.detail ?? {}) as { fields?: Conflict[] }
  const start = item.kind === 'conflict' ? /^(.*»)\s:\s/s.exec(item.title)?.[1] : undefined
  if (start === undefined || !Array.isArray(fields) || fields.length === 0) return typeset(item.title)
  return typeset(`${start}\u00A0: ${sayFields(fields.map(({ field }) => field))}`)
}
