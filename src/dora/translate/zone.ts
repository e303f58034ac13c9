import type { Cog } from '../cog.ts'

/** DORA's one zone per service. */
export interface DoraZone {
  type: 'city' | 'epci' | 'department' | 'region' | 'country'
  /** Null for the whole country. */
  code: string | null
}

/** `widened`: the zone is larger than what was asked; `unknown`: codes that are in no référentiel and were left out. */
export interface ZoneOutcome {
  zone: DoraZone | null
  widened: boolean
  unknown: string[]
}

const FRANCE = /^(france|99100)$/

/** Several zones → the smallest one of DORA's that contains them all. */
export function toZone(codes: readonly string[] | null, cog: Cog): ZoneOutcome {
  const unknown: string[] = []
  const places: Place[] = []
  for (const code of new Set(codes ?? [])) {
    if (FRANCE.test(code)) return { zone: { type: 'country', code: null }, widened: false, unknown }
    const place = locate(code, cog)
    if (place) places.push(place)
    else unknown.push(code)
  }
  const [first, ...others] = places
  if (!first) return { zone: null, widened: false, unknown }
  if (others.length === 0) return { zone: first.zone, widened: false, unknown }
  const whole = exactly(places, cog)
  if (whole) return { zone: whole, widened: false, unknown }
  const zone = smallest(places, cog)
  return { zone, widened: !covers(zone, places, cog), unknown }
}

/** A place and what contains it. `epcis` is empty when no single EPCI does. */
interface Place {
  zone: DoraZone
  code: string
  epci: string | null
  departments: string[]
  regions: string[]
}

function locate(code: string, cog: Cog): Place | null {
  if (/^\d{9}$/.test(code)) {
    const epci = cog.epci(code)
    if (!epci) return null
    const departments = unique(epci.communes.flatMap(commune => cog.commune(commune)?.department ?? []))
    return place({ type: 'epci', code }, code, code, departments, cog)
  }
  if (/^\w{5}$/.test(code)) {
    const commune = cog.commune(code)
    return commune ? place({ type: 'city', code }, code, commune.epci, [commune.department], cog) : null
  }
  const department = cog.department(code)
  return department ? place({ type: 'department', code }, code, null, [code], cog) : null
}

function place(zone: DoraZone, code: string, epci: string | null, departments: string[], cog: Cog): Place {
  const regions = unique(departments.flatMap(department => cog.department(department)?.region ?? []))
  return { zone, code, epci, departments, regions }
}

function smallest(places: Place[], cog: Cog): DoraZone {
  const epcis = unique(places.map(item => item.epci ?? ''))
  const [epci] = epcis
  if (epcis.length === 1 && epci) return { type: 'epci', code: epci }
  const departments = unique(places.flatMap(item => item.departments))
  const [department] = departments
  if (departments.length === 1 && department !== undefined) return { type: 'department', code: department }
  const regions = unique(places.flatMap(item => item.regions))
  const [region] = regions
  return regions.length === 1 && region !== undefined && cog.region(region)
    ? { type: 'region', code: region }
    : { type: 'country', code: null }
}

/** All the communes of an EPCI are that EPCI, all the départements of a région are that région. */
function exactly(places: Place[], cog: Cog): DoraZone | null {
  const zone = smallest(places, cog)
  if (zone.type !== 'epci' && zone.type !== 'region') return null
  return covers(zone, places, cog) ? zone : null
}

function covers(zone: DoraZone, places: Place[], cog: Cog): boolean {
  const given = new Set(places.map(item => item.code))
  switch (zone.type) {
    case 'epci':
      return (
        zone.code !== null &&
        (given.has(zone.code) || (cog.epci(zone.code)?.communes.every(code => given.has(code)) ?? false))
      )
    case 'department':
      return zone.code !== null && given.has(zone.code)
    case 'region':
      return zone.code !== null && cog.departmentsOf(zone.code).every(code => given.has(code))
    case 'city':
    case 'country':
      return false
  }
}

/** DORA's zone → codes of the reference: a région becomes its départements, the country `france`. */
export function fromZone(type: string | null, code: string | null, cog: Cog): string[] | null {
  switch (type) {
    case 'country':
    case 'pays':
      return ['france']
    case 'region':
      return code && cog.region(code) ? cog.departmentsOf(code) : null
    case 'city':
    case 'commune':
    case 'epci':
    case 'department':
    case 'departement':
      return code ? [code] : null
    default:
      return null
  }
}

/** «Rennes Métropole», «Ille-et-Vilaine», «France entière»: for people. */
export function zoneLabel(zone: DoraZone, cog: Cog): string {
  const code = zone.code ?? ''
  switch (zone.type) {
    case 'city':
      return cog.commune(code)?.name ?? code
    case 'epci':
      return cog.epci(code)?.name ?? code
    case 'department':
      return cog.department(code)?.name ?? code
    case 'region':
      return cog.region(code)?.name ?? code
    case 'country':
      return 'France entière'
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
