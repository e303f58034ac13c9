import { fold } from '../common/text.ts'
import type { DoraServiceLine } from '../dora/port.ts'
import type { Match } from '../ledger/plan.ts'
import { nameLikeness } from './match.ts'

/** Names that are this near, in the same place, are worth a person's look. */
const NEAR_FROM = 0.85

/** Services of the département, by what a new offer is compared on. */
export interface LookAlikes {
  byName: ReadonlyMap<string, readonly DoraServiceLine[]>
  byPlace: ReadonlyMap<string, readonly DoraServiceLine[]>
}

export function lookAlikes(lines: readonly DoraServiceLine[]): LookAlikes {
  return {
    byName: Map.groupBy(lines, line => fold(line.name)),
    byPlace: Map.groupBy(
      lines.filter(line => line.postalCode !== null),
      line => line.postalCode ?? '',
    ),
  }
}

/**
 * A service of another structure that the offer may already be: the same name anywhere in the département, or nearly the same where it receives people.
 * Never certain: a person looks at both.
 * @param left slugs that are out of the question: held by an offer of ours, or refused by a person
 */
export function lookAlike(
  offer: { name: string; postalCode: string | null },
  among: LookAlikes,
  left: (slug: string) => boolean,
): Match | null {
  const same = (among.byName.get(fold(offer.name)) ?? []).find(({ slug }) => !left(slug))
  if (same !== undefined) return asked(same, 'même nom')
  const here = offer.postalCode === null ? [] : (among.byPlace.get(offer.postalCode) ?? [])
  const near = here.find(({ slug, name }) => !left(slug) && nameLikeness(offer.name, name) >= NEAR_FROM)
  return near === undefined ? null : asked(near, `nom proche (« ${near.name} »), même code postal`)
}

function asked({ slug, structureName, city, status }: DoraServiceLine, likeness: string): Match {
  const where = city === null ? '' : `, à ${city}`
  const archived = status === 'ARCHIVED' ? ['ce service est archivé dans DORA'] : []
  return {
    certainty: 'doubtful',
    slug,
    score: 0.6,
    reasons: [likeness, `dans une autre structure : « ${structureName} »${where}`, ...archived],
  }
}
