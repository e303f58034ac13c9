import { fold } from '../common/text.ts'
import type { Learned } from '../ledger/plan.ts'
import type { UnknownValue } from '../normalise/unknown-value.ts'
import { isReferentiel, labelOf } from '../reference/referentiels.ts'

/** What each référentiel lists, after «la liste nationale». */
const LISTED: Record<string, string> = {
  types: 'des types de service',
  frais: 'des frais',
  modes_accueil: 'des modes d’accueil',
  modes_mobilisation: 'des façons de mobiliser',
  mobilisable_par: 'de qui peut mobiliser',
  publics: 'des publics',
  thematiques: 'des thématiques',
}

/** The mapping has lists of its own too. */
const listName = (referential: string): string =>
  LISTED[referential] === undefined ? `la liste « ${referential} »` : `la liste nationale ${LISTED[referential]}`

const nameOf = (referential: string, value: string): string =>
  isReferentiel(referential) ? labelOf(referential, value) : value

/** Words that no référentiel explains, one inbox entry per word: the nearest values, and how many offers wait on it. */
export function unknownInbox(unknown: readonly UnknownValue[]): Learned['inbox'] {
  const groups = Map.groupBy(unknown, value => `${value.source}:${value.referential}:${fold(value.value)}`)
  return [...groups].map(([id, values]) => {
    const [first] = values as [UnknownValue, ...UnknownValue[]]
    const offers = [...new Set(values.map(value => value.key))].sort()
    const [near] = first.nearest
    const hint = near === undefined ? '' : ` ; peut-être « ${nameOf(first.referential, near)} »`
    return {
      kind: 'unknown-value',
      key: null,
      subject: `unknown:${id}`,
      title: `« ${first.value} » n’est pas dans ${listName(first.referential)}${hint}`,
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
