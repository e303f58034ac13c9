import type { CountedFields } from '../coverage/counted-fields.ts'
import { heldCounts, type OwnCounts, ownCounts } from '../coverage/counted-text.ts'
import type { sharedValues } from './shared-values.ts'

/** Texts known at once: past that, they hardly come again. */
const MOST = 20_000

/** What an offer says by itself, once for all those that say the same. */
interface Own {
  offer: OwnCounts
  /** What DORA shows of them, for each of what it says over them. */
  shown: Map<Partial<CountedFields>, CountedFields>
}

/** Reads what the ledger keeps for reports; offers that count alike share what is read of them. */
export function countsReader(share: ReturnType<typeof sharedValues>) {
  const owns = new Map<string, Own>()
  const helds = new Map<string, Partial<CountedFields>>()
  const known = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
    const found = map.get(key)
    if (found !== undefined) return found
    if (map.size >= MOST) map.clear()
    const made = make()
    map.set(key, made)
    return made
  }
  return {
    own: (text: string): Own =>
      known(owns, text, () => {
        const { service, structure, actions, ...rest } = ownCounts(text)
        return {
          shown: new Map(),
          offer: {
            ...rest,
            service: share.record(service),
            structure: share.record(structure),
            actions: share.list(actions),
          },
        }
      }),
    /** What DORA shows of it. @param text what DORA says over the offer */
    shown({ shown, offer }: Own, text: string): CountedFields {
      const held = known(helds, text, () => share.record(heldCounts(text)))
      return known(shown, held, () => ({ ...offer.service, ...held }))
    },
  }
}
