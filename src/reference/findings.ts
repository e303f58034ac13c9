import { contactFindings } from './contact-findings.ts'
import { type Finding, finding, type RecordKind, textOf } from './finding.ts'
import type { Geography } from './geography.ts'
import { shown } from './messages.ts'
import { placeFindings, zoneFindings } from './place-findings.ts'
import { isPossibleSiret } from './siret.ts'

/** Findings on one record, valid or not: only what can be read is looked at. Pure; never throws. */
export function findingsOf(kind: RecordKind, record: unknown, geography: Geography): Finding[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return []
  const fields = record as Record<string, unknown>
  return [
    ...siret(fields),
    ...placeFindings(kind, fields, geography),
    ...contactFindings(fields),
    ...(kind === 'service'
      ? [...zoneFindings(fields, geography), ...publicFindings(fields), ...linkFinding(fields)]
      : []),
  ]
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
  if (Array.isArray(publics) && areAllTicked(publics)) {
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

/** A list that is short, repetitions included, has few. */
function areAllTicked(publics: unknown[]): boolean {
  return (
    publics.length >= SPECIFIC_PUBLICS && new Set(publics).size >= SPECIFIC_PUBLICS && !publics.includes('tous-publics')
  )
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
