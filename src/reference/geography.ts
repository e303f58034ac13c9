import { atKey } from '../common/at-key.ts'
import { fold } from '../common/text.ts'
import { type Lines, linesOf } from './lines.ts'

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
  /** Former codes (communes déléguées, associées, arrondissements) whose commune of today is in the département, each with that commune. */
  formerOfDepartment(department: string): readonly { code: string; now: Commune }[]
  /** What a code of `zone_eligibilite` names, or null when nothing has that code. `99100` and `france` are France. */
  zone(code: string): Zone | null
  /**
   * The smallest zone that contains all the given ones: the code itself when there is one, else the EPCI, the département, the region,
   * else France. Null when a code is unknown or the list is empty.
   */
  smallestZoneContaining(codes: readonly string[]): Zone | null
}

const FRANCE: Zone = { kind: 'country', code: 'france', name: 'France' }

/**
 * The Code officiel géographique from five lists apart by an empty line: regions (code, name), départements (code, name, region), EPCI (code, name, inhabitants,
 * communes), communes of today (code, name, département, region when it is not that of the département, postal codes, inhabitants, rank of its EPCI), former
 * communes and arrondissements (code, name, commune of today, whether it is an arrondissement). A row a line, fields apart by tabulations, several codes in one
 * field by spaces; communes of today are in the order of their codes. A commune or an EPCI is read when somebody asks for it, and an index made at the first question that needs it: most processes ask for few.
 */
export function makeGeography(text: string): Geography {
  const [regionLines, departmentLines, epciLines, communeLines, formerLines] = text.split('\n\n').map(linesOf)
  if (!regionLines || !departmentLines || !epciLines || !communeLines || !formerLines)
    throw new Error('the Code officiel géographique has five lists')
  const departments = new Map<string, Department>()
  const departmentsOf = new Map<string, string[]>()
  for (const start of departmentLines.starts()) {
    const [code = '', name = '', region = ''] = departmentLines.fields(start)
    departments.set(code, { code, name, region })
    if (region !== '') push(departmentsOf, region, code)
  }
  const regions = new Map<string, Region>()
  for (const start of regionLines.starts()) {
    const [code = '', name = ''] = regionLines.fields(start)
    regions.set(code, { code, name, departments: departmentsOf.get(code) ?? [] })
  }
  const epciCodes: string[] = []
  const epciStarts = new Map<string, number>()
  for (const start of epciLines.starts()) {
    const code = epciLines.first(start)
    epciCodes.push(code)
    epciStarts.set(code, start)
  }
  const epciAt = kept((start: number): Epci => {
    const [code = '', name = '', population = '', communes = ''] = epciLines.fields(start)
    return { code, name, communes: communes.split(' '), population: Number(population) }
  })
  const epci = (code: string) => found(epciStarts.get(code), epciAt)
  const communeAt = kept((start: number): Commune => {
    const [code = '', name = '', department = '', region, postalCodes, population, epciRank] =
      communeLines.fields(start)
    return {
      code,
      name,
      department,
      region: region || (departments.get(department)?.region ?? ''),
      epci: epciRank ? (epciCodes[Number(epciRank)] ?? null) : null,
      postalCodes: postalCodes ? postalCodes.split(' ') : [],
      population: Number(population ?? 0),
    }
  })
  const starts = new Map<string, number>()
  const startOf = (code: string) => {
    const start = starts.get(code) ?? communeLines.find(code)
    if (start !== undefined) starts.set(code, start)
    return start
  }
  const formerStarts = once(() => byFirst(formerLines))
  const ofToday = (code: string) => found(startOf(code), communeAt)
  const all = (group: Group | undefined) => positions(group).map(communeAt)
  const posted = once(() =>
    grouped(communeLines.starts(), start => {
      const codes = communeLines.field(start, 4)
      return codes.includes(' ') ? codes.split(' ') : codes
    }),
  )
  const communesOf = once(() => grouped(communeLines.starts(), start => communeLines.field(start, 2)))
  const nameAt = (start: number) => communeLines.field(start, 1)
  // Names are folded letter by letter, as they are asked for.
  const byLetter = once(() => grouped(communeLines.starts(), start => initialOf(nameAt(start))))
  const named = kept((letter: string) => grouped(positions(byLetter().get(letter)), start => communeKey(nameAt(start))))
  const formerByLetter = once(() => grouped(formerLines.starts(), start => initialOf(formerLines.field(start, 1))))
  const formerNamed = kept((letter: string) => {
    const found = new Map<string, Commune[]>()
    for (const start of positions(formerByLetter().get(letter))) {
      const [, name = '', successor = '', arrondissement] = formerLines.fields(start)
      const now = arrondissement ? null : ofToday(successor)
      const key = communeKey(name)
      if (now && !found.get(key)?.includes(now)) push(found, key, now)
    }
    return found
  })

  const former = (code: string) => found(formerStarts().get(code), start => formerLines.fields(start))
  const commune = (code: string) => {
    const known = ofToday(code)
    if (known) return known
    const [, , now = '', arrondissement] = former(code) ?? []
    return arrondissement ? ofToday(now) : null
  }
  const zone = (code: string): Zone | null => {
    if (code === 'france' || code === '99100') return FRANCE
    if (code.length === 9) return zoneOf('epci', epci(code))
    if (code.length === 5) return zoneOf('commune', commune(code))
    return zoneOf('department', departments.get(code))
  }

  return {
    commune,
    successorOf: code => (startOf(code) !== undefined ? null : ofToday(former(code)?.[2] ?? '')),
    communesNamed(name, department) {
      const key = communeKey(name)
      const found = all(named(key.slice(0, 1)).get(key))
      return department === undefined ? found : found.filter(one => one.department === department)
    },
    formerlyNamed(name, department) {
      const key = communeKey(name)
      const found = formerNamed(key.slice(0, 1)).get(key) ?? []
      return department === undefined ? found : found.filter(one => one.department === department)
    },
    communesOfPostalCode: postalCode => all(posted().get(postalCode)),
    epci,
    department: code => departments.get(code) ?? null,
    region: code => regions.get(code) ?? null,
    departmentsOfRegion: region => departmentsOf.get(region) ?? [],
    communesOfDepartment: department => all(communesOf().get(department)),
    formerOfDepartment: department =>
      [...formerStarts()].flatMap(([code, start]) => {
        const now = startOf(code) === undefined ? ofToday(formerLines.field(start, 2)) : null
        return now?.department === department ? [{ code, now }] : []
      }),
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
      if (inEpci) return zoneOf('epci', epci(inEpci))
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
        return new Set((epci(one.code)?.communes ?? []).map(code => commune(code)?.department ?? ''))
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

/** Whether two ways of writing it name a commune alike: accents, case and «St»/«Saint» aside. */
export function alikeCommunes(one: string, other: string): boolean {
  return one === other || communeKey(one) === communeKey(other)
}

/** Where each row begins, by its first field; the last one when several have the same. */
function byFirst(lines: Lines): Map<string, number> {
  const starts = new Map<string, number>()
  for (const start of lines.starts()) starts.set(lines.first(start), start)
  return starts
}

/** Where rows begin; a list only when there are several. */
type Group = number | number[]

function positions(group: Group | undefined): readonly number[] {
  return typeof group === 'number' ? [group] : (group ?? [])
}

/** Where the rows begin that have each key that is not empty. */
function grouped(starts: Iterable<number>, keysOf: (start: number) => string | readonly string[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  const put = (key: string, start: number) => {
    const known = groups.get(key)
    if (known === undefined) groups.set(key, start)
    else if (typeof known === 'number') groups.set(key, [known, start])
    else known.push(start)
  }
  for (const start of starts) {
    const keys = keysOf(start)
    if (typeof keys !== 'string') for (const key of keys) put(key, start)
    else if (keys !== '') put(keys, start)
  }
  return groups
}

function found<T>(start: number | undefined, read: (start: number) => T): T | null {
  return start === undefined ? null : read(start)
}

/** Reads each row, or makes each table, once. */
function kept<K, T>(read: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>()
  return key => atKey(known, key, () => read(key))
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

/** The first letter of a name as `communeKey` writes it: most begin with one that has no accent. */
function initialOf(name: string): string {
  const first = name.slice(0, 1)
  return /[a-z]/i.test(first) ? first.toLowerCase() : communeKey(name).slice(0, 1)
}

/** «ST-AUBIN-DU-CORMIER CEDEX 2» → `saint aubin du cormier`. */
function communeKey(name: string): string {
  return fold(name)
    .replace(/\bcedex\b.*$/, '')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim()
}
