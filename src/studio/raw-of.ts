import type { RawOffer, RawValue } from '../harvest/connector.ts'
import { noFields } from '../harvest/no-fields.ts'
import type { FieldProposal, OfferProposal } from '../learn/proposal.ts'
import { deducedBecause } from './deduced.ts'

/** Where a value is said; of one that no word says, why. */
function placeOf({ words, where, reason }: Pick<FieldProposal, 'words' | 'where' | 'reason'>): string {
  if (words === '') return deducedBecause(reason)
  return where === '' ? reason : where
}

/** An offer that was read, as a mapping takes it: each field under its own name, its value beside the words it came from. Pure. */
export function rawOfferOf({ key, fields }: OfferProposal, place: { document: string; address: string }): RawOffer {
  const raw = noFields()
  const link = fields.lien_source?.value
  const address = typeof link === 'string' ? link : place.address
  for (const [name, { value, words, where, reason }] of Object.entries(fields)) {
    const origin = { document: place.document, address, where: placeOf({ words, where, reason }) }
    raw[name] = (Array.isArray(value) ? value : [value]).map(
      (each): RawValue => ({
        words: words === '' ? String(each) : words,
        value: String(each),
        origin,
      }),
    )
  }
  return { key, address, fields: raw }
}
