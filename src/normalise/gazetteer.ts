import { fold } from '../common/text.ts'
import type { Commune, Geography } from '../reference/geography.ts'
import { officialGeography } from '../reference/official-geography.ts'

/** Names as pages write them → codes of the COG. */
export interface Gazetteer {
  /** The commune of that name, narrowed by a postal code when there is one; null when none or several remain. */
  commune(name: string, postalCode: string | null): Commune | null
  communesAt(postalCode: string): readonly Commune[]
  /** Code of the département, EPCI or commune of that name; an EPCI or a commune is looked for in `department` only. Null when none or several. */
  zone(name: string, department: string): string | null
  /** EPCI and communes of a département, for suggestions. */
  placesIn(department: string): readonly { name: string; code: string }[]
}

let loaded: Gazetteer | null = null

/** The gazetteer of the official COG, made at the first question and kept. */
export function officialGazetteer(): Gazetteer {
  loaded ??= makeGazetteer(officialGeography())
  return loaded
}

export function makeGazetteer(geography: Geography): Gazetteer {
  const departments = new Map<string, string>()
  for (const code of DEPARTMENTS) {
    const found = geography.department(code)
    if (found) departments.set(fold(found.name), code)
  }
  const epcisOf = new Map<string, { name: string; code: string }[]>()
  const epcis = (department: string) => {
    const known = epcisOf.get(department)
    if (known) return known
    const codes = new Set(geography.communesOfDepartment(department).flatMap(commune => commune.epci ?? []))
    const list = [...codes].flatMap(code => geography.epci(code) ?? []).map(({ name, code }) => ({ name, code }))
    epcisOf.set(department, list)
    return list
  }
  return {
    commune(name, postalCode) {
      const wanted = withoutCedex(name)
      if (postalCode === null) return only(geography.communesNamed(wanted))
      const named = geography.communesNamed(wanted)
      return (
        only(named.filter(commune => commune.postalCodes.includes(postalCode))) ??
        only(named.filter(commune => postalCode.startsWith(commune.department)))
      )
    },
    communesAt: postalCode => geography.communesOfPostalCode(postalCode),
    zone(name, department) {
      const code = departments.get(fold(name))
      if (code !== undefined) return code
      const wanted = epciWords(name)
      const epci = only(
        epcis(department).filter(found => fold(found.name) === fold(name) || epciWords(found.name) === wanted),
      )
      return epci?.code ?? only(geography.communesNamed(name, department))?.code ?? null
    },
    placesIn: department => [
      ...epcis(department),
      ...geography.communesOfDepartment(department).map(({ name, code }) => ({ name, code })),
    ],
  }
}

const DEPARTMENTS = [
  ...Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')),
  ...['2A', '2B', '971', '972', '973', '974', '976'],
]

const only = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null)

/** «Rennes Cedex 7» → «Rennes». */
const withoutCedex = (name: string) => name.replace(/\s+cedex(?:\s+\d+)?$/i, '')

/** «CA du Pays de Saint Malo Agglomération», «Saint-Malo Agglomération» → the same words. */
function epciWords(name: string): string {
  return fold(name)
    .replace(/^(ca|cc|cu|communaute d agglomeration|communaute de communes)\b/, '')
    .replace(/\b(du|de|la|le|les|d|et|pays|communaute)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
