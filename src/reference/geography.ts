import { fold } from '../common/text.ts'

export interface Commune {
  /** Code officiel géographique, 5 characters. */
  code: string
  name: string
  department: string
  region: string
  /** SIREN of its EPCI, null for the few communes without one. */
  epci: string | null
  postalCodes: readonly string[]
  /** Inhabitants, 0 when unknown. */
  population: number
}

export interface Epci {
  /** SIREN, 9 digits. */
  code: string
  name: string
  /** Codes of its communes. */
  communes: readonly string[]
  /** Inhabitants (population municipale). */
  population: number
}

export interface Department {
  code: string
  name: string
  region: string
}

export interface Region {
  code: string
  name: string
  /** Codes of its départements. */
  departments: readonly string[]
}

/** A place as `zone_eligibilite` names it. */
export type Zone =
  | { kind: 'commune'; code: string; name: string }
  | { kind: 'epci'; code: string; name: string }
  | { kind: 'department'; code: string; name: string }
  | { kind: 'region'; code: string; name: string }
  | { kind: 'country'; code: string; name: string }

/** Questions about the Code officiel géographique. Pure once made. */
export interface Geography {
  /** The commune of a code; an arrondissement of Paris, Lyon or Marseille answers with its commune; null for a former or unknown code. */
  commune(code: string): Commune | null
  /** The commune that a former (déléguée, associée) code now belongs to; null when the code is not a former one. */
  successorOf(code: string): Commune | null
  /** Communes whose name is this one, accents, case and «St»/«Saint» aside; within one département when given. */
  communesNamed(name: string, department?: string): readonly Commune[]
  /** Communes of today that took in a commune of this name (déléguée, associée); within one département when given. */
  formerlyNamed(name: string, department?: string): readonly Commune[]
  communesOfPostalCode(postalCode: string): readonly Commune[]
  epci(code: string): Epci | null
  department(code: string): Department | null
  region(code: string): Region | null
  /** Codes of the départements of a region, [] when unknown. */
  departmentsOfRegion(region: string): readonly string[]
  communesOfDepartment(department: string): readonly Commune[]
  /** What a code of `zone_eligibilite` names, or null when nothing has that code. `99100` and `france` are France. */
  zone(code: string): Zone | null
  /**
   * The smallest zone that contains all the given ones: the code itself when there is one, else the EPCI, the département, the region,
   * else France. Null when a code is unknown or the list is empty.
   */
  smallestZoneContaining(codes: readonly string[]): Zone | null
}

/** Rows as `@etalab/decoupage-administratif` has them. */
export interface CogRows {
  regions: readonly { code: string; nom: string }[]
  departements: readonly { code: string; nom: string; region?: string }[]
  epci: Iterable<{ code: string; nom: string; populationMunicipale: number; membres: readonly { code: string }[] }>
  communes: Iterable<CogCommune>
}

export interface CogCommune {
  code: string
  nom: string
  type: string
  departement?: string
  region?: string
  codesPostaux?: readonly string[]
  population?: number
  chefLieu?: string
  commune?: string
}

const FRANCE: Zone = { kind: 'country', code: 'france', name: 'France' }

export function makeGeography(rows: CogRows): Geography {
  const epcis = new Map<string, Epci>()
  const epciOf = new Map<string, string>()
  for (const row of rows.epci) {
    epcis.set(row.code, {
      code: row.code,
      name: row.nom,
      communes: row.membres.map(member => member.code),
      population: row.populationMunicipale,
    })
    for (const member of row.membres) epciOf.set(member.code, row.code)
  }
  const departments = new Map<string, Department>()
  const departmentsOf = new Map<string, string[]>()
  for (const row of rows.departements) {
    const region = row.region ?? ''
    departments.set(row.code, { code: row.code, name: row.nom, region })
    if (region !== '') push(departmentsOf, region, row.code)
  }
  const communes = new Map<string, Commune>()
  const formerly = new Map<string, string>()
  const arrondissements = new Map<string, string>()
  const formerNames: [name: string, successor: string][] = []
  const posted = new Map<string, Commune[]>()
  const communesOf = new Map<string, Commune[]>()
  for (const row of rows.communes) {
    if (row.type !== 'commune-actuelle') {
      formerly.set(row.code, row.commune ?? row.chefLieu ?? '')
      if (row.type === 'arrondissement-municipal') arrondissements.set(row.code, row.commune ?? '')
      else formerNames.push([row.nom, row.chefLieu ?? row.commune ?? ''])
      continue
    }
    const department = row.departement ?? ''
    const commune: Commune = {
      code: row.code,
      name: row.nom,
      department,
      region: row.region ?? departments.get(department)?.region ?? '',
      epci: epciOf.get(row.code) ?? null,
      postalCodes: row.codesPostaux ?? [],
      population: row.population ?? 0,
    }
    communes.set(row.code, commune)
    push(communesOf, department, commune)
    for (const postalCode of commune.postalCodes) push(posted, postalCode, commune)
  }
  const regions = new Map<string, Region>()
  for (const row of rows.regions) {
    regions.set(row.code, { code: row.code, name: row.nom, departments: departmentsOf.get(row.code) ?? [] })
  }
  // Names are folded at the first question about one: many processes never ask.
  const named = once(() => {
    const found = new Map<string, Commune[]>()
    for (const each of communes.values()) push(found, communeKey(each.name), each)
    return found
  })
  const formerNamed = once(() => {
    const found = new Map<string, Commune[]>()
    for (const [name, successor] of formerNames) {
      const now = communes.get(successor)
      if (now && !found.get(communeKey(name))?.includes(now)) push(found, communeKey(name), now)
    }
    return found
  })

  const commune = (code: string) => communes.get(code) ?? communes.get(arrondissements.get(code) ?? '') ?? null
  const zone = (code: string): Zone | null => {
    if (code === 'france' || code === '99100') return FRANCE
    if (code.length === 9) return zoneOf('epci', epcis.get(code))
    if (code.length === 5) return zoneOf('commune', commune(code))
    return zoneOf('department', departments.get(code))
  }

  return {
    commune,
    successorOf: code => (communes.has(code) ? null : (communes.get(formerly.get(code) ?? '') ?? null)),
    communesNamed(name, department) {
      const found = named().get(communeKey(name)) ?? []
      return department === undefined ? found : found.filter(one => one.department === department)
    },
    formerlyNamed(name, department) {
      const found = formerNamed().get(communeKey(name)) ?? []
      return department === undefined ? found : found.filter(one => one.department === department)
    },
    communesOfPostalCode: postalCode => posted.get(postalCode) ?? [],
    epci: code => epcis.get(code) ?? null,
    department: code => departments.get(code) ?? null,
    region: code => regions.get(code) ?? null,
    departmentsOfRegion: region => departmentsOf.get(region) ?? [],
    communesOfDepartment: department => communesOf.get(department) ?? [],
    zone,
    smallestZoneContaining(codes) {
      const zones = [...new Set(codes)].map(zone)
      const [first] = zones
      if (!first || zones.includes(null)) return null
      const known = zones.filter(one => one !== null)
      if (known.length === 1) return first
      const common = (spans: (one: Zone) => ReadonlySet<string>) => {
        const [head, ...rest] = known.map(spans)
        return [...(head ?? [])].find(code => rest.every(span => span.has(code)))
      }
      const inEpci = common(
        one =>
          new Set(one.kind === 'epci' ? [one.code] : one.kind === 'commune' ? [commune(one.code)?.epci ?? ''] : []),
      )
      if (inEpci) return zoneOf('epci', epcis.get(inEpci))
      const inDepartment = common(departmentsTouched)
      if (inDepartment && known.every(one => departmentsTouched(one).size === 1)) {
        return zoneOf('department', departments.get(inDepartment))
      }
      const touched = known.flatMap(one => [...departmentsTouched(one)])
      const inRegions = new Set(touched.map(code => departments.get(code)?.region ?? ''))
      const [region = ''] = inRegions
      const found = inRegions.size === 1 && !known.some(one => one.kind === 'country') ? regions.get(region) : undefined
      return found ? zoneOf('region', found) : FRANCE
    },
  }

  function departmentsTouched(one: Zone): Set<string> {
    switch (one.kind) {
      case 'commune':
        return new Set([commune(one.code)?.department ?? ''])
      case 'epci':
        return new Set((epcis.get(one.code)?.communes ?? []).map(code => commune(code)?.department ?? ''))
      case 'department':
        return new Set([one.code])
      case 'region':
        return new Set(departmentsOf.get(one.code) ?? [])
      case 'country':
        return new Set(departments.keys())
    }
  }
}

function zoneOf(
  kind: Exclude<Zone['kind'], 'country'>,
  place: { code: string; name: string } | null | undefined,
): Zone | null {
  return place ? { kind, code: place.code, name: place.name } : null
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** «ST-AUBIN-DU-CORMIER CEDEX 2» → `saint aubin du cormier`. */
function communeKey(name: string): string {
  return fold(name)
    .replace(/\bcedex\b.*$/, '')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim()
}
