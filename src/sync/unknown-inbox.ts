import { fold } from '../common/text.ts'
import type { Learned } from '../ledger/plan.ts'
import type { UnknownValue } from '../normalise/unknown-value.ts'

/** Words that no référentiel explains, one inbox entry per word: the nearest values, and how many offers wait on it. */
export function unknownInbox(unknown: readonly UnknownValue[]): Learned['inbox'] {
  const groups = Map.groupBy(unknown, value => `${value.source}:${value.referential}:${fold(value.value)}`)
  return [...groups].map(([id, values]) => {
    const [first] = values as [UnknownValue, ...UnknownValue[]]
    const offers = [...new Set(values.map(value => value.key))].sort()
    const hint = first.nearest[0] === undefined ? '' : ` ; peut-être « ${first.nearest[0]} »`
    return {
      kind: 'unknown-value',
      key: null,
      subject: `unknown:${id}`,
      title: `« ${first.value} » n’est pas dans le référentiel ${first.referential}${hint}`,
      detail: {
        field: first.field,
        referential: first.referential,
        value: first.value,
        nearest: first.nearest,
        offers,
        address: first.address,
      },
    }
  })
}
