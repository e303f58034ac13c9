import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchOrder } from '../../common/french-order.ts'
import type { LastContact } from './last-contacts.ts'

/** Orders of the list; without one, the most to gain first. */
export const STRUCTURE_ORDERS = {
  nom: 'par nom',
  services: 'le plus de services',
  retard: 'le plus à mettre à jour',
  contact: 'la plus ancienne nouvelle',
} as const

/** Rows in the order asked for; what is equal stays as it was. @param contacts last calls and letters, by slug */
export function sortStructures(
  rows: readonly StructureRow[],
  order: string,
  contacts: ReadonlyMap<string, LastContact>,
): readonly StructureRow[] {
  switch (order) {
    case 'nom':
      return rows.toSorted((a, b) => frenchOrder(a.name, b.name))
    case 'services':
      return rows.toSorted((a, b) => b.services - a.services)
    case 'retard':
      return rows.toSorted((a, b) => b.late - a.late)
    case 'contact': {
      const last = ({ slug }: StructureRow) => {
        const { call, letter } = contacts.get(slug) ?? { call: null, letter: null }
        return [call ?? '', letter ?? ''].toSorted().at(-1) ?? ''
      }
      return rows.toSorted((a, b) => (last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : 0))
    }
    default:
      return rows
  }
}
