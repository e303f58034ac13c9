import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import { acrossSources, actionFamily } from '../../normalise/across-sources.ts'
import { conventionLines } from '../../normalise/convention-value.ts'
import type { Finding } from '../../normalise/normalised-offer.ts'

export interface CrossFindingsDeps {
  ledger: { offers: Pick<Ledger['offers'], 'list'> }
  sources: readonly SourceConfig[]
  convention: Convention
}

/**
 * Where other sources of the same action say different things than this offer, from the ledger as it stands now. Computed when a person looks, kept nowhere
 * and sent nowhere: it changes when the other source does. Only the sources of the action's partners are read.
 */
export async function crossFindings(
  { ledger, sources, convention }: CrossFindingsDeps,
  { source, key, state, record }: Pick<KnownOffer, 'source' | 'key' | 'state' | 'record'>,
): Promise<Finding[]> {
  if (record === null || state === 'retired') return []
  const lines = conventionLines(convention.fiches)
  const families = new Set(record.actions.flatMap(id => lines.get(id) ?? []).map(actionFamily))
  const partners = new Set(
    [...lines.values()].filter(line => families.has(actionFamily(line))).flatMap(line => line.partners),
  )
  const others = sources.filter(other => other.id !== source && partners.has(other.partner))
  const known = await Promise.all(others.map(other => ledger.offers.list(other.id)))
  const standing = known.flat().flatMap(offer => (offer.state === 'retired' ? [] : (offer.record ?? [])))
  const nameOf = (id: string) => sources.find(other => other.id === id)?.name ?? id
  return acrossSources([record, ...standing], lines, nameOf).get(`${source}/${key}`) ?? []
}
