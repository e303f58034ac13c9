import type { DoraService } from '../dora/port.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import { FIELDS, type Field, same } from './fields.ts'
import type { Patch } from './patch.ts'

/** What DORA works out from other fields moves with them, whoever writes. */
const isOwn = (field: Field): boolean => {
  const { derived, speaks } = SERVICE_FIELDS[field]
  return derived !== true && speaks === undefined
}

/** Whether DORA answers a write with other values than it showed just before, in fields that were not sent: somebody saved the service in between. */
export function savedMeanwhile(
  before: Pick<DoraService, 'fields' | 'hidden'>,
  answer: Pick<DoraService, 'fields' | 'hidden'>,
  sent: Patch,
): boolean {
  const unread = new Set([...before.hidden, ...answer.hidden])
  return FIELDS.some(
    field =>
      isOwn(field) &&
      !unread.has(field) &&
      !Object.hasOwn(sent, field) &&
      !same(field, before.fields[field], answer.fields[field]),
  )
}
