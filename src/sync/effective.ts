import { fingerprint } from '../common/digest.ts'
import type { Policy } from '../config/source.ts'
import type { DoraServiceFields, DoraStatus } from '../dora/port.ts'
import { canonical, FIELDS } from './fields.ts'
import type { Side } from './merge.ts'

/** What the source says, as far as policy lets it: the status is never above the source's mode. */
export function effectiveFields(fields: DoraServiceFields, mode: Policy['mode']): DoraServiceFields {
  return { ...fields, status: allowedStatus(fields.status, mode) }
}

function allowedStatus(wanted: DoraStatus, mode: Policy['mode']): DoraStatus {
  switch (mode) {
    case 'publish':
      return wanted
    case 'draft':
      return 'DRAFT'
    case 'suggest':
      return 'SUGGESTION'
  }
}

/** Changes when anything that the merge of an offer depends on changes, DORA apart; spelling of blanks and order of sets do not count. */
export function settlingFingerprint(
  fields: DoraServiceFields,
  policy: Policy,
  sides: Partial<Record<string, Side>>,
): string {
  const content = Object.fromEntries(FIELDS.map(field => [field, canonical(field, fields[field])]))
  return fingerprint({ content, neverOurs: [...policy.neverOurs].sort(), sides })
}
