import type { DoraServiceFields } from '../dora/port.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import { derivedModes } from '../dora/translate/modes.ts'
import type { Link } from '../ledger/links.ts'
import { FIELDS, type Field, same } from './fields.ts'

const MODE_FIELDS = FIELDS.filter(field => SERVICE_FIELDS[field].speaks === 'dora')

/**
 * The memories of a link, in the names that DORA speaks now: what DORA made by itself of the old fields is not a person's work, and what the source says of
 * them is not news.
 */
export function renewedMemories(
  { base, sent }: Pick<Link, 'base' | 'sent'>,
  fields: DoraServiceFields,
): Pick<Link, 'base' | 'sent'> {
  const derived = derivedModes(base)
  if (derived === null || Object.hasOwn(base, 'mobilisationModes')) return { base, sent }
  const { mobilisationModes, mobilisableBy, mobilisationDetails, mobilisationLink } = fields
  const said = { mobilisationModes, mobilisableBy, mobilisationDetails, mobilisationLink }
  const before = derivedModes(sent)
  const moved = before === null || MODE_FIELDS.some(field => !same(field, sent[field], fields[field]))
  return { base: { ...derived, ...base }, sent: { ...(moved ? before : said), ...sent } }
}

/** A field that this link never sent, or a description that only loses its end: who an offer is for has a field of its own since November 2026. */
export function isRenewed(field: Field, { sent }: Pick<Link, 'sent'>, fields: DoraServiceFields): boolean {
  if (!Object.hasOwn(sent, field)) return true
  return (
    field === 'fullDesc' &&
    !Object.hasOwn(sent, 'publicsPrecisions') &&
    (sent.fullDesc ?? '').startsWith(fields.fullDesc)
  )
}
