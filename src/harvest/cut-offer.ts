import { frenchNumber } from '../common/french.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import type { Harvested } from './connector.ts'

/** What stopped the reading of one field before its end. */
export interface Cut {
  /** The field, by its name in the source: «communes», «lieu.adresse». */
  field: string
  /** What it has too many of, French, plural: «valeurs». */
  of: string
  /** How many are read. */
  most: number
}

/** Cuts noted since they were last told, each once; told of the offer that they are of. */
export function cutsOf(): { add(cut: Cut): void; told(where: string, key: string): Harvested[] } {
  const cuts = new Map<string, Cut>()
  return {
    add: cut => void cuts.set(`${cut.of}\n${cut.field}`, cut),
    told(where, key) {
      const all = [...cuts.values()]
      cuts.clear()
      return all.map(cut => ({ kind: 'rejected', rejection: cutOffer(where, key, cut) }))
    },
  }
}

/** An offer is read, but not all that one of its fields holds. A notice: the offer is there, and nothing else is missing. */
export function cutOffer(where: string, key: string, { field, of, most }: Cut): Rejection {
  const limit = `${frenchNumber(most, 0)} ${of}`
  return rejectionAt('offre-coupee', where, {
    field,
    received: `plus de ${limit}`,
    expected: `${limit} au plus dans un champ`,
    message: `L’offre « ${key} » est lue, mais son champ « ${field} » a plus de ${limit} : ce qui vient après n’est pas repris. Au partenaire de le raccourcir si cela compte.`,
    whose: 'partenaire',
  })
}
