import tables from './data/v0-to-v1.json' with { type: 'json' }
import { fieldLabel } from './field-labels.ts'
import { codePoints, endsWithDot } from './field-rules.ts'
import type { RecordKind } from './finding.ts'
import type { Geography } from './geography.ts'
import { serviceFields } from './migrate-service.ts'
import { dropped, list, mapped, type Raw, rename, type Step, text } from './migrate-steps.ts'

/** One thing that the move from v0 to v1 did. */
export interface MigrationStep {
  /** v0 field the value came from. */
  from: string
  /** v1 field it went to, null when v1 has no place for it. */
  to: string | null
  /** true: something the old record said is no longer said, or is said less exactly. */
  lossy: boolean
  /** French. */
  message: string
}

export interface Migration {
  /** A v1 raw record, to be validated. */
  record: Record<string, unknown>
  steps: MigrationStep[]
}

const V0_FIELDS: ReadonlySet<string> = new Set([
  'presentation_resume',
  'presentation_detail',
  'types',
  'profils',
  'profils_precisions',
  'frais_autres',
  'pre_requis',
  'justificatifs',
  'prise_rdv',
  'formulaire_en_ligne',
  'page_web',
  'modes_orientation_beneficiaire',
  'modes_orientation_accompagnateur',
  'modes_orientation_beneficiaire_autres',
  'modes_orientation_accompagnateur_autres',
  'zone_diffusion_type',
  'zone_diffusion_code',
  'zone_diffusion_nom',
  'recurrence',
  'contact_public',
  'cumulable',
  'date_creation',
  'date_suspension',
  'temps_passe_duree_hebdomadaire',
  'temps_passe_semaines',
  'typologie',
  'labels_nationaux',
  'labels_autres',
  'horaires_ouverture',
  'accessibilite',
  'antenne',
  'rna',
])

/** Whether a record still speaks v0: it has a v0 field, or `frais` as a list, as DORA's own export does. */
export function speaksV0(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false
  for (const field in record) if (V0_FIELDS.has(field)) return true
  return Array.isArray((record as Raw).frais)
}

/**
 * Puts a v0 record in v1, by the official tables; v1 values that a v0-shaped record already holds are kept. Each lossy step is told.
 * What cannot be read is left as it is, for the validation to refuse. Pure; never throws.
 */
export function migrate(kind: RecordKind, old: Readonly<Raw>, geography: Geography): Migration {
  const record: Raw = Object.fromEntries(Object.entries(old).filter(([field]) => !V0_FIELDS.has(field)))
  const steps: MigrationStep[] = []
  const step = (from: string, to: string | null, lossy: boolean, words: string) =>
    steps.push({
      from,
      to,
      lossy,
      message: `${from}${to === null || to === from ? '' : ` → ${fieldLabel(to)} (${to})`} : ${words}`,
    })

  identifiers(kind, record, old)
  name(record, step)
  descriptions(record, old, step)
  if (kind === 'structure') structureFields(record, old, step)
  else serviceFields(record, old, geography, step)
  return { record, steps }
}

function identifiers(kind: RecordKind, record: Raw, old: Raw): void {
  const source = text(old.source)
  if (source === null) return
  for (const field of kind === 'service' ? ['id', 'structure_id'] : ['id']) {
    const local = text(old[field])
    if (local !== null && !local.startsWith(`${source}--`)) record[field] = `${source}--${local}`
  }
}

function name(record: Raw, step: Step): void {
  const was = text(record.nom)
  if (was === null) return
  let nom = was
  if (endsWithDot(nom)) nom = nom.endsWith('..') ? `${nom.replace(/\.+$/, '')}…` : nom.slice(0, -1)
  if (nom !== was) step('nom', 'nom', false, 'le point final est enlevé.')
  if (codePoints(nom) > 150) {
    nom = `${[...nom].slice(0, 149).join('')}…`
    step('nom', 'nom', true, 'le nom est coupé à 150 caractères.')
  }
  record.nom = nom
}

function descriptions(record: Raw, old: Raw, step: Step): void {
  const detail = text(old.presentation_detail)
  const summary = text(old.presentation_resume)
  if (detail === null && summary === null) return
  let description = detail ?? summary ?? ''
  if (detail !== null && summary !== null && !detail.includes(summary)) {
    step('presentation_resume', 'description', true, 'la présentation détaillée est gardée, le résumé est laissé.')
  }
  if (codePoints(description) >= 10_000) {
    description = `${[...description].slice(0, 9999).join('')}…`
    step('presentation_detail', 'description', true, 'la description est coupée à 10 000 caractères.')
  }
  record.description = description
}

function structureFields(record: Raw, old: Raw, step: Step): void {
  rename(record, old, 'horaires_ouverture', 'horaires_accueil')
  rename(record, old, 'accessibilite', 'accessibilite_lieu')
  dropped(old, ['antenne', 'rna', 'labels_autres', 'thematiques', 'contact_public', 'date_creation'], step)
  delete record.thematiques
  const typology = list(old.typologie)
  const labels = list(old.labels_nationaux)
  if (typology === null && labels === null) return
  const networks = [
    ...mapped('typologie', 'reseaux_porteurs', typology ?? [], tables.typologie, step),
    ...mapped('labels_nationaux', 'reseaux_porteurs', labels ?? [], tables.labels_nationaux, step),
  ]
  if (networks.length > 0)
    record.reseaux_porteurs = [...new Set([...(list(record.reseaux_porteurs) ?? []), ...networks])]
}
