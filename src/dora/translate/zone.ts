import type { Geography, Zone } from '../../reference/geography.ts'

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

/** Several zones → the smallest one of DORA's that contains them all. DORA itself would let an unknown code through. */
export function toZone(codes: readonly string[] | null, geography: Geography): ZoneOutcome {
  const asked = [...new Set(codes ?? [])]
  const unknown = asked.filter(code => geography.zone(code) === null)
  const known = asked.filter(code => !unknown.includes(code))
  const smallest = geography.smallestZoneContaining(known)
  if (smallest === null) return { zone: null, widened: false, unknown }
  return { zone: doraZone(smallest), widened: !covers(smallest, known, geography), unknown }
}

function doraZone(zone: Zone): DoraZone {
  switch (zone.kind) {
    case 'commune':
      return { type: 'city', code: zone.code }
    case 'epci':
    case 'department':
    case 'region':
      return { type: zone.kind, code: zone.code }
    case 'country':
      return { type: 'country', code: null }
  }
}

/** Nothing was added: the zone is one of those asked for, or is made of them exactly. */
function covers(zone: Zone, asked: readonly string[], geography: Geography): boolean {
  const given = new Set(asked.flatMap(code => geography.zone(code)?.code ?? []))
  if (given.has(zone.code)) return true
  switch (zone.kind) {
    case 'epci':
      return geography.epci(zone.code)?.communes.every(code => given.has(code)) ?? false
    case 'region':
      return geography.departmentsOfRegion(zone.code).every(code => given.has(code))
    case 'commune':
    case 'department':
    case 'country':
      return false
  }
}

/** «Rennes Métropole», «Ille-et-Vilaine», «France entière»: for people. */
export function zoneLabel(zone: DoraZone, geography: Geography): string {
  const code = zone.code ?? ''
  switch (zone.type) {
    case 'city':
      return geography.commune(code)?.name ?? code
    case 'epci':
      return geography.epci(code)?.name ?? code
    case 'department':
      return geography.department(code)?.name ?? code
    case 'region':
      return geography.region(code)?.name ?? code
    case 'country':
      return 'France entière'
  }
}
