import { createRequire } from 'node:module'
import { fold } from '../common/text.ts'

/** A commune of today's Code officiel géographique. */
export interface Commune {
  code: string
  name: string
  postalCodes: readonly string[]
  department: string
}

/** Names of the COG → codes. */
export interface Gazetteer {
  /** By name, narrowed by a postal code when there is one; the only one left, or null. */
  commune(name: string, postalCode: string | null): Commune | null
  communesAt(postalCode: string): readonly Commune[]
  /** Code of the commune, EPCI or département of that name; a commune elsewhere than in `department` is not meant. Null when several or none. */
  zone(name: string, department: string): string | null
  /** Names of the EPCI and communes of a département, for suggestions. */
  namesIn(department: string): readonly { name: string; code: string }[]
}

interface CommuneRow {
  code: string
  nom: string
  type: string
  departement?: string
  codesPostaux?: string[]
}

let loaded: Gazetteer | null = null

/** The COG of `@etalab/decoupage-administratif`, read at the first question (about 12 MB of JSON) and kept. */
export function officialGazetteer(): Gazetteer {
  loaded ??= load()
  return loaded
}

function load(): Gazetteer {
  const require = createRequire(import.meta.url)
  const rows = require('@etalab/decoupage-administratif/data/communes.json') as CommuneRow[]
  const epcis = require('@etalab/decoupage-administratif/data/epci.json') as {
    code: string
    nom: string
    membres: { code: string }[]
  }[]
  const departments = require('@etalab/decoupage-administratif/data/departements.json') as {
    code: string
    nom: string
  }[]
  const communes = rows
    .filter(row => row.type === 'commune-actuelle' && row.departement !== undefined)
    .map(row => ({
      code: row.code,
      name: row.nom,
      postalCodes: row.codesPostaux ?? [],
      department: row.departement ?? '',
    }))
  const byName = Map.groupBy(communes, commune => communeName(commune.name))
  const byPostalCode = new Map<string, Commune[]>()
  for (const commune of communes) {
    for (const code of commune.postalCodes) byPostalCode.set(code, [...(byPostalCode.get(code) ?? []), commune])
  }
  const departmentByName = new Map(departments.map(({ nom, code }) => [fold(nom), code]))
  const local = (department: string) => {
    const inside = new Set(communes.filter(commune => commune.department === department).map(commune => commune.code))
    return epcis.filter(epci => epci.membres.some(member => inside.has(member.code)))
  }
  return {
    commune(name, postalCode) {
      const named = byName.get(communeName(name)) ?? []
      const fits = postalCode === null ? named : named.filter(commune => commune.postalCodes.includes(postalCode))
      if (fits.length === 1) return fits[0] ?? null
      const sameDepartment = named.filter(commune => postalCode?.startsWith(commune.department))
      return fits.length === 0 && sameDepartment.length === 1 ? (sameDepartment[0] ?? null) : null
    },
    communesAt: postalCode => byPostalCode.get(postalCode) ?? [],
    zone(name, department) {
      const wanted = fold(name)
      const code = departmentByName.get(wanted)
      if (code !== undefined) return code
      const epci = local(department).filter(({ nom }) => fold(nom) === wanted || epciName(nom) === epciName(name))
      if (epci.length === 1) return epci[0]?.code ?? null
      const inside = (byName.get(communeName(name)) ?? []).filter(commune => commune.department === department)
      return inside.length === 1 ? (inside[0]?.code ?? null) : null
    },
    namesIn: department => [
      ...local(department).map(({ nom, code }) => ({ name: nom, code })),
      ...communes.filter(commune => commune.department === department).map(({ name, code }) => ({ name, code })),
    ],
  }
}

/** «St-Malo», «Saint Malo Cedex 2» → `saint malo`. */
function communeName(name: string): string {
  return fold(name)
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/\s*cedex(?: \d+)?$/, '')
}

/** «CA du Pays de Saint Malo Agglomération», «Saint-Malo Agglomération» → the same words. */
function epciName(name: string): string {
  return fold(name)
    .replace(/^(ca|cc|cu|communaute d agglomeration|communaute de communes)\b/, '')
    .replace(/\b(du|de|la|le|les|d|et|pays|communaute)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
