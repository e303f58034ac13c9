import { frenchOrder } from '../../common/french-order.ts'
import { officialGeography } from '../../reference/official-geography.ts'

/** Intercommunalités that have a commune of the département, in French order. */
export function epcisOf(department: string): { value: string; label: string }[] {
  const geography = officialGeography()
  const codes = new Set(geography.communesOfDepartment(department).flatMap(({ epci }) => epci ?? []))
  return [...codes]
    .flatMap(code => geography.epci(code) ?? [])
    .map(({ code, name }) => ({ value: code, label: name }))
    .toSorted((a, b) => frenchOrder(a.label, b.label))
}
