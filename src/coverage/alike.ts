import type { Alike, AnyOffer, OfferRow, OfferState } from './input.ts'

/** Each offer with those that count alike, in the same order; one that stands by itself is alone. */
export function rowsOf(offers: readonly AnyOffer[]): readonly OfferRow[] {
  return once(rows, offers, () => offers.map(each => ('like' in each ? each : rowOf(each))))
}

/** What offers count for, and for how many each, in the order of the first of them. */
export function alikesOf(offers: readonly AnyOffer[]): readonly [Alike, number][] {
  return once(alikes, offers, () => {
    const counts = new Map<Alike, number>()
    for (const each of offers) {
      const like = 'like' in each ? each.like : each
      counts.set(like, (counts.get(like) ?? 0) + 1)
    }
    return [...counts]
  })
}

/** How many offers say each thing. @param saysOf the things, each as often as it is said */
export function countAlike<T>(
  alikes: Iterable<[Alike, number]>,
  saysOf: (like: Alike) => readonly T[],
): Map<T, number> {
  const counts = new Map<T, number>()
  for (const [like, times] of alikes) for (const said of saysOf(like)) counts.set(said, (counts.get(said) ?? 0) + times)
  return counts
}

/** Each offer by itself. */
export function stateOf({ like, key, name, slug, description }: OfferRow): OfferState {
  const words = description === undefined ? {} : { description }
  return { ...like, slug, offer: { ...like.offer, key, name, ...words } }
}

function rowOf(state: OfferState): OfferRow {
  const { key, name, description } = state.offer
  return { like: state, key, name, slug: state.slug, description }
}

/** What follows from a list of offers is worked out once. */
function once<Value extends object>(
  known: WeakMap<readonly AnyOffer[], Value>,
  offers: readonly AnyOffer[],
  make: () => Value,
): Value {
  const before = known.get(offers)
  if (before !== undefined) return before
  const made = make()
  known.set(offers, made)
  return made
}

const rows = new WeakMap<readonly AnyOffer[], readonly OfferRow[]>()
const alikes = new WeakMap<readonly AnyOffer[], readonly [Alike, number][]>()
