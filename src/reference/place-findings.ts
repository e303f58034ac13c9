import { departmentBox, isInside } from './department-boxes.ts'
import { type Finding, finding, type RecordKind, textOf } from './finding.ts'
import { alikeCommunes, type Geography } from './geography.ts'
import { shown } from './messages.ts'

/** Where a record says it is: commune, codes, coordinates. */
export function placeFindings(kind: RecordKind, fields: Record<string, unknown>, geography: Geography): Finding[] {
  return [...places(kind, fields, geography), ...coordinates(fields, geography)]
}

function places(kind: RecordKind, fields: Record<string, unknown>, geography: Geography): Finding[] {
  const code = textOf(fields.code_insee)
  if (code === null) {
    const what = kind === 'service' ? 'le service ne paraîtra pas' : 'la structure et ses services ne paraîtront pas'
    return [
      finding(
        'code-insee-absent',
        ['code_insee'],
        `sans lui, ${what} dans les recherches de data·inclusion. Donner le code de la commune, même pour un service à distance.`,
      ),
    ]
  }
  const commune = geography.commune(code)
  if (!commune) {
    const successor = geography.successorOf(code)
    return [
      successor
        ? finding(
            'code-insee-ancien',
            ['code_insee'],
            `ce code est celui d’une ancienne commune, aujourd’hui ${successor.name}. Reçu : ${shown(code)}. Mettre ${successor.code}.`,
          )
        : finding(
            'code-insee-inconnu',
            ['code_insee'],
            `aucune commune n’a ce code. Reçu : ${shown(code)}.${postalHint(fields, geography)}`,
          ),
    ]
  }
  const found: Finding[] = []
  const postalCode = textOf(fields.code_postal)
  if (postalCode !== null && /^\d{5}$/.test(postalCode) && !commune.postalCodes.includes(postalCode)) {
    const cedex =
      geography.communesOfPostalCode(postalCode).length === 0 &&
      postalCode.slice(0, 2) === commune.department.slice(0, 2)
    if (!cedex) {
      found.push(
        finding(
          'code-postal-commune',
          ['code_postal'],
          `ce code postal n’est pas de ${commune.name} (${commune.postalCodes.join(', ')}). Reçu : ${shown(postalCode)}. Corriger le code postal ou le code INSEE.`,
        ),
      )
    }
  }
  const name = textOf(fields.commune)
  if (name !== null && !alikeCommunes(name, commune.name)) {
    const others = geography.communesNamed(name)
    if (others.length > 0 && !others.some(one => one.code === commune.code)) {
      found.push(
        finding(
          'commune-autre',
          ['commune'],
          `le code INSEE ${commune.code} est celui de ${commune.name}. Reçu : ${shown(name)}. Corriger l’un des deux.`,
        ),
      )
    }
  }
  return found
}

function postalHint(fields: Record<string, unknown>, geography: Geography): string {
  const candidates = geography.communesOfPostalCode(textOf(fields.code_postal) ?? '')
  const named = candidates.filter(one =>
    geography.communesNamed(textOf(fields.commune) ?? '').some(other => other.code === one.code),
  )
  const [best] = named.length > 0 ? named : candidates.length === 1 ? candidates : []
  return best ? ` Vouliez-vous dire ${best.code} (${best.name}) ?` : ''
}

function coordinates(fields: Record<string, unknown>, geography: Geography): Finding[] {
  const longitude = numberOf(fields.longitude)
  const latitude = numberOf(fields.latitude)
  if (longitude === null && latitude === null) return []
  if (longitude === null || latitude === null) {
    const missing = longitude === null ? 'longitude' : 'latitude'
    return [
      finding(
        'coordonnees-incompletes',
        [missing],
        'une coordonnée seule ne place rien sur la carte. Donner les deux, ou aucune.',
      ),
    ]
  }
  const code = textOf(fields.code_insee)
  const commune = code === null ? null : geography.commune(code)
  if (!commune) return []
  const box = departmentBox(commune.department)
  if (isInside(box, longitude, latitude)) return []
  const came = `Reçu : longitude ${longitude}, latitude ${latitude}.`
  if (isInside(box, latitude, longitude)) {
    return [finding('coordonnees-inversees', ['longitude'], `la longitude et la latitude sont inversées. ${came}`)]
  }
  const department = geography.department(commune.department)?.name ?? commune.department
  return [
    finding(
      'coordonnees-hors-departement',
      ['longitude'],
      `ce point n’est pas dans le département de la commune (${department}). ${came}`,
    ),
  ]
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null
}

/** The zone of a service. */
export function zoneFindings(fields: Record<string, unknown>, geography: Geography): Finding[] {
  if (!Array.isArray(fields.zone_eligibilite)) return []
  const commune = geography.commune(textOf(fields.code_insee) ?? '')
  const found: Finding[] = []
  for (const [index, code] of (fields.zone_eligibilite as unknown[]).entries()) {
    if (typeof code !== 'string') continue
    const region = geography.region(code)
    if (region && (geography.department(code) === null || (commune?.region === code && commune.department !== code))) {
      const list = region.departments.join(', ')
      found.push(
        finding(
          'zone-region',
          ['zone_eligibilite', String(index)],
          `${code} semble vouloir dire la région ${region.name} ; le schéma n’a pas de régions. Mettre ses départements : ${list}.`,
        ),
      )
      continue
    }
    if (geography.zone(code) || /^99[0-5]\d{2}$/.test(code)) continue
    const successor = code.length === 5 ? geography.successorOf(code) : null
    const mend = successor
      ? ` C’est une ancienne commune, aujourd’hui ${successor.name} : mettre ${successor.code}.`
      : ''
    found.push(
      finding(
        'zone-inconnue',
        ['zone_eligibilite', String(index)],
        `aucune commune, aucun EPCI, aucun département n’a ce code. Reçu : ${shown(code)}.${mend}`,
      ),
    )
  }
  return found
}
