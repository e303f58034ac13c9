import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import OpeningHours from 'opening_hours'
import { departmentBox, isInside } from './department-boxes.ts'
import type { Geography } from './geography.ts'
import { place, shown } from './messages.ts'
import { looksPersonal } from './personal-email.ts'
import { isPossibleSiret } from './siret.ts'

/** What we found besides the official verdict. It never changes the verdict. */
export interface Finding {
  code: FindingCode
  loc: string[]
  /** French: what, where, what came, what to do. */
  message: string
}

export type FindingCode =
  | 'siret-invalide'
  | 'code-insee-absent'
  | 'code-insee-inconnu'
  | 'code-insee-ancien'
  | 'zone-inconnue'
  | 'zone-region'
  | 'code-postal-commune'
  | 'commune-autre'
  | 'coordonnees-incompletes'
  | 'coordonnees-inversees'
  | 'coordonnees-hors-departement'
  | 'telephone-invalide'
  | 'horaires-non-osm'
  | 'courriel-personnel'
  | 'url-sans-schema'
  | 'lien-mobilisation-absent'
  | 'publics-par-omission'
  | 'structure-inconnue'
  | 'identifiant-en-double'
  | 'zero-initial'

export type RecordKind = 'service' | 'structure'

/** Findings on one record, valid or not: only what can be read is looked at. Pure; never throws. */
export function findingsOf(kind: RecordKind, record: unknown, geography: Geography): Finding[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return []
  const fields = record as Record<string, unknown>
  return [
    ...siret(fields),
    ...places(kind, fields, geography),
    ...coordinates(fields, geography),
    ...contacts(fields),
    ...addresses(fields),
    ...(kind === 'service' ? serviceOnly(fields, geography) : []),
  ]
}

/** A finding whose message starts with the place, as all messages of this room do. */
export function finding(code: FindingCode, loc: string[], words: string): Finding {
  return { code, loc, message: `${place(loc)} : ${words}` }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function siret(fields: Record<string, unknown>): Finding[] {
  const value = textOf(fields.siret)
  if (value === null || !/^\d{14}$/.test(value) || isPossibleSiret(value)) return []
  return [
    finding(
      'siret-invalide',
      ['siret'],
      `ce SIRET n’existe pas, sa clé est fausse. Reçu : ${shown(value)}. Vérifier les quatorze chiffres.`,
    ),
  ]
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
  if (name !== null) {
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

function contacts(fields: Record<string, unknown>): Finding[] {
  const found: Finding[] = []
  const phone = textOf(fields.telephone)
  if (phone !== null && !isPhone(phone)) {
    found.push(
      finding(
        'telephone-invalide',
        ['telephone'],
        `ce n’est pas un seul numéro de téléphone valide ; data·inclusion l’effacera. Reçu : ${shown(phone)}. Attendu : un numéro comme 02 99 01 02 03 ou +33299010203.`,
      ),
    )
  }
  const email = textOf(fields.courriel)
  if (email !== null && looksPersonal(email)) {
    found.push(
      finding(
        'courriel-personnel',
        ['courriel'],
        `cette adresse semble être celle d’une personne. Reçu : ${shown(email)}. Préférer celle du service, ou s’assurer que la personne est d’accord.`,
      ),
    )
  }
  const hours = textOf(fields.horaires_accueil)
  if (hours !== null && !isOpeningHours(hours)) {
    found.push(
      finding(
        'horaires-non-osm',
        ['horaires_accueil'],
        `ces horaires ne sont pas en syntaxe OpenStreetMap. Reçu : ${shown(hours)}. Attendu, par exemple : Mo-Fr 09:00-12:00,14:00-17:00.`,
      ),
    )
  }
  return found
}

/** Valid for libphonenumber, or a French short number (four digits that begin with 3 or 1). */
export const isPhone = remembering(
  text =>
    /^(?:3\d{3}|1\d{3}|11\d|11[5689]\d{3})$/.test(text.replace(/[\s.]/g, '')) ||
    (parsePhoneNumberFromString(text, 'FR')?.isValid() ?? false),
)

/** Accepted by the reference implementation of OpenStreetMap's opening_hours. */
export const isOpeningHours = remembering(text => {
  try {
    new OpeningHours(text, null, { locale: 'fr' } as never)
    return true
  } catch {
    return false
  }
})

/** The same phones and hours come back again and again in one file: the last 5,000 answers are kept. */
function remembering(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    const answer = known.get(text)
    if (answer !== undefined) return answer
    if (known.size >= 5000) known.clear()
    const fresh = test(text)
    if (text.length <= 500) known.set(text, fresh)
    return fresh
  }
}

function addresses(fields: Record<string, unknown>): Finding[] {
  return ['lien_source', 'site_web', 'lien_mobilisation', 'accessibilite_lieu'].flatMap(name => {
    const value = textOf(fields[name])
    if (value === null || !/^(?!https?:|mailto:|tel:)[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/i.test(value)) return []
    return [
      finding(
        'url-sans-schema',
        [name],
        `il manque https:// devant l’adresse. Vouliez-vous dire « https://${value.slice(0, 120)} » ?`,
      ),
    ]
  })
}

function serviceOnly(fields: Record<string, unknown>, geography: Geography): Finding[] {
  return [...zoneFindings(fields, geography), ...publicFindings(fields), ...linkFinding(fields)]
}

function zoneFindings(fields: Record<string, unknown>, geography: Geography): Finding[] {
  if (!Array.isArray(fields.zone_eligibilite)) return []
  const commune = geography.commune(textOf(fields.code_insee) ?? '')
  return fields.zone_eligibilite.flatMap((code: unknown, index) => {
    if (typeof code !== 'string') return []
    const loc = ['zone_eligibilite', String(index)]
    const region = geography.region(code)
    if (region && (geography.department(code) === null || (commune?.region === code && commune.department !== code))) {
      const list = region.departments.join(', ')
      return [
        finding(
          'zone-region',
          loc,
          `${code} semble vouloir dire la région ${region.name} ; le schéma n’a pas de régions. Mettre ses départements : ${list}.`,
        ),
      ]
    }
    if (geography.zone(code) || /^99[0-5]\d{2}$/.test(code)) return []
    const successor = code.length === 5 ? geography.successorOf(code) : null
    const mend = successor
      ? ` C’est une ancienne commune, aujourd’hui ${successor.name} : mettre ${successor.code}.`
      : ''
    return [
      finding(
        'zone-inconnue',
        loc,
        `aucune commune, aucun EPCI, aucun département n’a ce code. Reçu : ${shown(code)}.${mend}`,
      ),
    ]
  })
}

const SPECIFIC_PUBLICS = 13

function publicFindings(fields: Record<string, unknown>): Finding[] {
  const publics = fields.publics
  if (publics === undefined || publics === null || (Array.isArray(publics) && publics.length === 0)) {
    return [
      finding(
        'publics-par-omission',
        ['publics'],
        'aucun public n’est donné ; DORA l’affichera comme « tous publics ». Si c’est vrai, l’écrire (tous-publics) ; sinon, dire lesquels.',
      ),
    ]
  }
  if (Array.isArray(publics) && new Set(publics).size >= SPECIFIC_PUBLICS && !publics.includes('tous-publics')) {
    return [
      finding(
        'publics-par-omission',
        ['publics'],
        'tous les publics sont cochés un à un ; data·inclusion en fera « tous-publics ». Écrire tous-publics, ou ne garder que les vrais.',
      ),
    ]
  }
  return []
}

function linkFinding(fields: Record<string, unknown>): Finding[] {
  const modes = fields.modes_mobilisation
  if (!Array.isArray(modes) || !modes.includes('utiliser-lien-mobilisation') || textOf(fields.lien_mobilisation))
    return []
  return [
    finding(
      'lien-mobilisation-absent',
      ['lien_mobilisation'],
      'le service dit se mobiliser par un lien, et le lien manque.',
    ),
  ]
}
