import { fold } from '../common/text.ts'
import type { Commune, Geography } from '../reference/geography.ts'
import { officialGeography } from '../reference/official-geography.ts'

/** Names as pages write them → codes of the COG. */
export interface Gazetteer {
  /**
   * The commune of that name today, narrowed by a postal code when there is one: by its own name, by the name of a commune that it absorbed, or by a part
   * of its name that no other commune there has («Dol», «Cesson»). Null when none or several remain.
   */
  commune(name: string, postalCode: string | null, department?: string): Commune | null
  /**
   * The commune that a name without a postal code calls in a département: there by its own name, or one that it absorbed; then, for a name that a commune
   * elsewhere bears or that stands `alone`, by a part of its name («La Guerche», «Cesson»); else the only one of France. Null when none or several.
   */
  communeNear(name: string, department: string, alone: boolean): Commune | null
  communesAt(postalCode: string): readonly Commune[]
  /** Code of the département, EPCI or commune of that name; an EPCI or a commune is looked for in `department` only. Null when none or several. */
  zone(name: string, department: string): string | null
  /** Whether the COG has a commune, an EPCI or a département of that code. */
  isCode(code: string): boolean
  /** The départements of the region of that name, or null. */
  region(name: string): readonly string[] | null
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
  const regions = new Map<string, readonly string[]>()
  for (const code of DEPARTMENTS) {
    const found = geography.department(code)
    if (!found) continue
    departments.set(fold(found.name), code)
    const region = geography.region(found.region)
    if (region) regions.set(fold(region.name), region.departments)
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
  const inDepartment = (name: string, department: string): Commune | null =>
    only(geography.communesNamed(name, department)) ??
    only(geography.formerlyNamed(name, department)) ??
    only(partlyNamed(name, geography.communesOfDepartment(department)))
  return {
    commune(name, postalCode, department) {
      const wanted = withoutCedex(name)
      if (fold(wanted) === '') return null
      const named = geography.communesNamed(wanted)
      if (postalCode === null) {
        return (
          only(named) ?? (department === undefined ? null : only(named.filter(one => one.department === department)))
        )
      }
      const here = geography.communesOfPostalCode(postalCode)
      const near = (list: readonly Commune[]) => list.filter(({ department: code }) => postalCode.startsWith(code))
      return (
        only(named.filter(commune => commune.postalCodes.includes(postalCode))) ??
        only(near(named)) ??
        only(near(geography.formerlyNamed(wanted))) ??
        only(partlyNamed(wanted, here))
      )
    },
    communeNear(name, department, alone) {
      const wanted = withoutCedex(name)
      if (fold(wanted) === '') return null
      const named = geography.communesNamed(wanted)
      const lists = [
        () => named.filter(one => one.department === department),
        () => geography.formerlyNamed(wanted, department),
        () => (alone || named.length > 0 ? calledFor(wanted, geography.communesOfDepartment(department)) : []),
      ]
      for (const list of lists) {
        const found = list()
        if (found.length > 0) return only(found)
      }
      return only(named)
    },
    communesAt: postalCode => geography.communesOfPostalCode(postalCode),
    zone(name, department) {
      const code = departments.get(fold(name))
      if (code !== undefined) return code
      const wanted = epciWords(name)
      const epci = only(
        epcis(department).filter(
          found =>
            fold(found.name) === fold(name) ||
            (wanted !== '' && epciWords(found.name) === wanted && saysEpci(name) && isPays(name) <= isPays(found.name)),
        ),
      )
      return epci?.code ?? inDepartment(name, department)?.code ?? null
    },
    isCode: code => Boolean(geography.department(code) ?? geography.commune(code) ?? geography.epci(code)),
    region: name => regions.get(fold(name)) ?? null,
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

/** Communes whose name begins with these words, or ends with them, articles aside: «Dol» (Dol-de-Bretagne), «Châteauneuf» (Châteauneuf-d’Ille-et-Vilaine). A saint needs their whole name. */
function partlyNamed(name: string, communes: readonly Commune[]): readonly Commune[] {
  const wanted = fold(name).replace(/\bst(e?)\b/g, 'saint$1')
  if (wanted.length < 3 || /^sainte?$/.test(wanted)) return []
  const bare = wanted.replace(/^(?:le|la|les|l) /, '')
  return communes.filter(commune => {
    const known = fold(commune.name)
    return (
      known === bare ||
      known.startsWith(`${wanted} `) ||
      known.replace(/^(?:le|la|les|l) /, '') === wanted ||
      known.replace(/^(?:le|la|les|l) /, '').startsWith(`${wanted} `)
    )
  })
}

/** Partly of that name, or last of two that merged: «Messac» (Guipry-Messac), not «Vilaine» (Noyal-sur-Vilaine). */
const calledFor = (name: string, communes: readonly Commune[]): readonly Commune[] => {
  const wanted = fold(name)
  const joined = communes.filter(commune => {
    const known = fold(commune.name)
    return (
      known.endsWith(` ${wanted}`) &&
      !/ (?:sur|sous|et|en|de|du|des|d|l|la|le|les|aux|au|a|saint|sainte)$/.test(known.slice(0, -wanted.length - 1))
    )
  })
  return [...new Set([...partlyNamed(name, communes), ...(wanted.length > 3 ? joined : [])])]
}

/** «Rennes Cedex 7» → «Rennes». */
const withoutCedex = (name: string) => name.replace(/\s+cedex(?:\s+\d+)?$/i, '')

/** «Rennes» alone is the commune: an EPCI is called by more than the name of its town. */
const saysEpci = (name: string) =>
  /\b(?:ca|cc|cu|communaute|agglomeration|agglo|metropole|pays|communes|intercommunalite)\b/.test(fold(name)) ||
  epciWords(name).includes(' ')

/** A «pays» is several EPCI, but for one that is called so. */
const isPays = (name: string) =>
  Number(/\bpays\b/.test(fold(name)) && !/\b(?:ca|cc|communaute|agglomeration|agglo)\b/.test(fold(name)))

/** «CA du Pays de Saint Malo Agglomération», «Saint-Malo Agglomération» → the same words. */
function epciWords(name: string): string {
  return fold(name)
    .replace(/^(ca|cc|cu|communaute d agglomeration|communaute de communes)\b/, '')
    .replace(/\b(du|de|la|le|les|d|et|pays|communaute)\b/g, '')
    .replace(/\bagglo\b/g, 'agglomeration')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .replace(/\s+/g, ' ')
    .trim()
}
