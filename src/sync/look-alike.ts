import { atKey } from '../common/at-key.ts'
import { fold } from '../common/text.ts'
import type { DoraServiceLine } from '../dora/port.ts'
import type { Match } from '../ledger/plan.ts'
import { type ComparedName, comparedName, nameLikeness } from './name-likeness.ts'

/** Names that are this near, in the same place, are worth a person's look. */
const NEAR_FROM = 0.85

/** What is compared of a service of the département. */
export type Neighbour = Pick<
  DoraServiceLine,
  'slug' | 'name' | 'status' | 'structure' | 'structureName' | 'city' | 'postalCode'
>

/** Services of the département, by what a new offer is compared on. */
export interface LookAlikes {
  byName: ReadonlyMap<string, readonly Neighbour[]>
  /** Those of a postal code. */
  at(postalCode: string): readonly Named[]
}

interface Named {
  line: Neighbour
  name: ComparedName
}

export function lookAlikes(lines: readonly Neighbour[]): LookAlikes {
  const byPlace = Map.groupBy(lines, line => line.postalCode)
  const ready = new Map<string, Named[]>()
  return {
    byName: Map.groupBy(lines, line => fold(line.name)),
    at: postalCode =>
      atKey(ready, postalCode, () =>
        (byPlace.get(postalCode) ?? []).map(line => ({ line, name: comparedName(line.name) })),
      ),
  }
}

/**
 * A service of another structure that the offer may already be: the same name anywhere in the département, or nearly the same where it receives people.
 * Never certain: a person looks at both.
 * @param offer.structure its own, whose services were compared already; null: still to be created
 * @param left slugs that are out of the question: held by an offer of ours, or refused by a person
 */
export function lookAlike(
  offer: { name: string; postalCode: string | null; structure: string | null },
  among: LookAlikes,
  left: (slug: string) => boolean,
): Match | null {
  const isOut = ({ slug, structure }: Neighbour) => structure === offer.structure || left(slug)
  const same = (among.byName.get(fold(offer.name)) ?? []).find(line => !isOut(line))
  if (same !== undefined) return asked(same, 'même nom')
  const here = offer.postalCode === null ? [] : among.at(offer.postalCode)
  if (here.length === 0) return null
  const name = comparedName(offer.name)
  const near = here.find(each => !isOut(each.line) && nameLikeness(name, each.name, NEAR_FROM) !== null)
  return near === undefined ? null : asked(near.line, `nom proche (« ${near.line.name} »), même code postal`)
}

function asked({ slug, structureName, city, status }: Neighbour, likeness: string): Match {
  const where = city === null ? '' : `, à ${city}`
  const archived = status === 'ARCHIVED' ? ['ce service est archivé dans DORA'] : []
  return {
    certainty: 'doubtful',
    slug,
    score: 0.6,
    reasons: [likeness, `dans une autre structure : « ${structureName} »${where}`, ...archived],
  }
}
