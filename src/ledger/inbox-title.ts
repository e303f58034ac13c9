import { cutWhole } from '../common/cut-whole.ts'
import type { Rejection } from '../common/rejection.ts'
import { sayFields } from '../dora/field-label.ts'
import { fieldLabel } from '../reference/field-labels.ts'
import type { InboxItem } from './inbox.ts'

/** Characters of the name of an offer in a title. */
const NAME = 100

/**
 * Title of an item as it stands now, for people. A conflict's names the fields that still wait for an answer: «Conflit sur « Atelier » : résumé et
 * courriel»; a correction's, the offer and the field: what was typed and what is expected stand on its page.
 */
export function inboxTitle(item: InboxItem): string {
  if (item.kind === 'correction') return shortCorrection(item.title, item.detail)
  const fields = item.kind === 'conflict' ? item.detail.fields : []
  return fields.length > 0 ? `${item.title} : ${sayFields(fields.map(({ field }) => field))}` : item.title
}

/** Kept whole, the title is the sentence of the rejection: «Correction non appliquée à « Atelier », Téléphone : « au secrétariat », dit par…». */
function shortCorrection(title: string, { field, received }: Pick<Rejection, 'field' | 'received'>): string {
  if (field === null) return title
  const end = ` », ${fieldLabel(field)}`
  const at = title.indexOf(`${end} : ${received ? `« ${received} »` : 'une réponse vide'}`)
  const [begin = '', name] = /^(.*? « )(.*)$/s.exec(title.slice(0, Math.max(at, 0)))?.slice(1) ?? []
  if (name === undefined) return title
  const short = cutWhole(name, NAME)
  return `${begin}${short}${short === name ? '' : '…'}${end}`
}
