import { keyFromAddress } from '../harvest/offer-key.ts'
import type { OfferProposal } from './proposal.ts'

/** What tells an offer from another of its name, from what lasts most: its own page, its commune, its address, its first day. Null where it says none. */
export function marksOf({ fields }: OfferProposal): (string | null)[] {
  const words = (...names: string[]) => names.flatMap(name => fields[name]?.value ?? []).join(' ') || null
  const link = words('lien_source')
  return [
    link !== null && URL.canParse(link) ? keyFromAddress(link) : null,
    words('commune'),
    words('commune', 'adresse'),
    words('debut'),
  ]
}
