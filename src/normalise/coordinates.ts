import { departmentBox, isInside } from '../reference/department-boxes.ts'
import { officialGeography } from '../reference/official-geography.ts'
import type { FieldsResult } from './read-field.ts'

const OVERSEAS = ['971', '972', '973', '974', '976']

/** Metres of Lambert-93 over mainland France. */
const isEasting = (value: number) => value >= 90_000 && value <= 1_260_000
const isNorthing = (value: number) => value >= 6_000_000 && value <= 7_150_000

/**
 * Coordinates that can be those of a place: Lambert-93 metres become degrees, and it is told; swapped, null, lone or impossible ones are taken out, and it is
 * told; so is a point that is not in the département of its commune, of its postal code or, where neither is known, of the territory. Changes the values it is given.
 * @param territory code of the département that the offers are for
 */
export function checkCoordinates(read: FieldsResult, territory: string): void {
  const { latitude, longitude } = read.values
  if (latitude === undefined && longitude === undefined) return
  if (typeof latitude !== 'number' || typeof longitude !== 'number') {
    takeOut(read, 'une coordonnée seule ne place rien sur la carte')
    return
  }
  const metres = isNorthing(latitude) && isEasting(longitude) ? { east: longitude, north: latitude } : null
  const turned = isNorthing(longitude) && isEasting(latitude) ? { east: latitude, north: longitude } : null
  const lambert = metres ?? turned
  if (lambert) {
    const degrees = fromLambert93(lambert.east, lambert.north)
    read.values.latitude = degrees.latitude
    read.values.longitude = degrees.longitude
    tell(
      read,
      'coordonnees-converties',
      'info',
      `Les coordonnées ${longitude} ; ${latitude} sont en mètres (Lambert-93) : converties en degrés.`,
    )
    tellOutside(read, degrees.latitude, degrees.longitude, territory)
    return
  }
  if (latitude === 0 && longitude === 0) takeOut(read, 'elles sont nulles')
  else if (isInFrance(latitude, longitude)) tellOutside(read, latitude, longitude, territory)
  else if (isInFrance(longitude, latitude)) takeOut(read, 'la latitude et la longitude sont inversées')
  else takeOut(read, 'elles ne sont pas en France')
}

function isInFrance(latitude: number, longitude: number): boolean {
  return ['', ...OVERSEAS].some(department => isInside(departmentBox(department), longitude, latitude))
}

function tellOutside(read: FieldsResult, latitude: number, longitude: number, territory: string): void {
  const { code_insee: code, code_postal: postalCode } = read.values
  const commune = officialGeography().commune(String(code ?? ''))
  if (!commune && code !== undefined) return
  const near = typeof postalCode === 'string' ? (/^97\d|^\d\d/.exec(postalCode)?.[0] ?? territory) : territory
  if (isInside(departmentBox(commune?.department ?? near), longitude, latitude)) return
  tell(
    read,
    'coordonnees-a-verifier',
    'avertissement',
    commune
      ? `Le point (${latitude} ; ${longitude}) n’est pas dans le département de ${commune.name}.`
      : `Le point (${latitude} ; ${longitude}) n’est pas dans le département ${near}, et aucune commune n’est connue.`,
  )
}

function takeOut(read: FieldsResult, because: string): void {
  const { latitude, longitude } = read.values
  for (const name of ['latitude', 'longitude']) {
    read.values[name] = undefined
    delete read.provenance[name]
  }
  tell(
    read,
    'coordonnees-illisibles',
    'avertissement',
    `Latitude ${String(latitude ?? 'absente')}, longitude ${String(longitude ?? 'absente')} : non retenues, ${because}.`,
  )
}

/** Each of the two fields carries the finding: a person looks at either. */
function tell(read: FieldsResult, code: string, severity: 'info' | 'avertissement', message: string): void {
  for (const field of ['latitude', 'longitude']) read.findings.push({ code, field, severity, message })
}

/** Lambert-93 (RGF93, EPSG:2154; constants of the IGN) to degrees, seven decimals: a centimetre. */
export function fromLambert93(east: number, north: number): { latitude: number; longitude: number } {
  const exponent = 0.725_607_765_053_2672
  const constant = 11_754_255.426_096
  const [falseEast, falseNorth] = [700_000, 12_655_612.049_876]
  const eccentricity = 0.081_819_191_042_8158
  const meridian = (3 * Math.PI) / 180
  const radius = Math.hypot(east - falseEast, north - falseNorth)
  const angle = Math.atan((east - falseEast) / (falseNorth - north))
  const isometric = -Math.log(Math.abs(radius / constant)) / exponent
  let latitude = 2 * Math.atan(Math.exp(isometric)) - Math.PI / 2
  for (let turn = 0; turn < 10; turn += 1) {
    const sine = eccentricity * Math.sin(latitude)
    latitude = 2 * Math.atan(((1 + sine) / (1 - sine)) ** (eccentricity / 2) * Math.exp(isometric)) - Math.PI / 2
  }
  const degrees = (radians: number) => Math.round(((radians * 180) / Math.PI) * 1e7) / 1e7
  return { latitude: degrees(latitude), longitude: degrees(angle / exponent + meridian) }
}
