import { sayFields } from '../dora/field-label.ts'
import type { InboxItem } from './inbox.ts'

/** Title of an item as it stands now, for people; a conflict's names the fields that still wait for an answer: «Conflit sur « Atelier » : résumé et courriel». */
export function inboxTitle(item: InboxItem): string {
  const fields = item.kind === 'conflict' ? item.detail.fields : []
  return fields.length > 0 ? `${item.title} : ${sayFields(fields.map(({ field }) => field))}` : item.title
}
