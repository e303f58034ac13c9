import tables from './data/v0-to-v1.json' with { type: 'json' }
import { fieldLabel } from './field-labels.ts'
import { codePoints, endsWithDot } from './fields.ts'
import type { RecordKind } from './findings.ts'
import type { Geography } from './geography.ts'
import { shown } from './messages.ts'
import { entryOf, labelOf, type ReferentielName } from './referentiels.ts'

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

type Raw = Record<string, unknown>
type Table = Readonly<Record<string, readonly string[]>>

const V0_FIELDS = [
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
] as const

/** Whether a record still speaks v0: it has a v0 field, or `frais` as a list, as DORA's own export does. */
export function speaksV0(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false
  return V0_FIELDS.some(field => field in record) || Array.isArray((record as Raw).frais)
}

/**
 * Puts a v0 record in v1, by the official tables; v1 values that a v0-shaped record already holds are kept. Each lossy step is told.
 * What cannot be read is left as it is, for the validation to refuse. Pure; never throws.
 */
export function migrate(kind: RecordKind, old: Readonly<Raw>, geography: Geography): Migration {
  const record: Raw = Object.fromEntries(
    Object.entries(old).filter(([field]) => !(V0_FIELDS as readonly string[]).includes(field)),
  )
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

type Step = (from: string, to: string | null, lossy: boolean, words: string) => void

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

function serviceFields(record: Raw, old: Raw, geography: Geography, step: Step): void {
  types(record, old, step)
  themesAndPublics(record, old, step)
  fees(record, old, step)
  conditions(record, old, step)
  mobilisation(record, old, step)
  zone(record, old, geography, step)
  rename(record, old, 'profils_precisions', 'publics_precisions')
  rename(record, old, 'temps_passe_duree_hebdomadaire', 'volume_horaire_hebdomadaire')
  rename(record, old, 'temps_passe_semaines', 'nombre_semaines')
  dropped(old, ['recurrence', 'cumulable', 'date_creation', 'date_suspension', 'contact_public'], step)
}

/** The first that a v0 list names wins. */
const TYPE_CASCADE: readonly (readonly [v1: string, v0: readonly string[]])[] = [
  ['aide-financiere', ['aide-financiere', 'financement']],
  ['aide-materielle', ['aide-materielle', 'autonomie']],
  ['formation', ['formation']],
  ['atelier', ['atelier', 'numerique']],
  ['accompagnement', ['accompagnement']],
  ['information', ['accueil', 'information']],
]

function types(record: Raw, old: Raw, step: Step): void {
  const values = list(old.types)
  if (values === null || text(record.type) !== null) return
  const found = TYPE_CASCADE.find(([, names]) => names.some(one => values.includes(one)))
  if (values.length === 0) return
  record.type = found?.[0] ?? null
  if (!found) step('types', 'type', true, `aucun type v1 ne correspond à ${shown(values)}.`)
  else if (values.length > 1)
    step(
      'types',
      'type',
      true,
      `un seul type est permis : ${labelOf('types', found[0])} est gardé, sur ${shown(values)}.`,
    )
  else if (values[0] !== found[0])
    step('types', 'type', true, `${shown(values)} devient ${labelOf('types', found[0])}.`)
}

const HANDICAP = 'personnes-en-situation-de-handicap'

function themesAndPublics(record: Raw, old: Raw, step: Step): void {
  const themes = list(old.thematiques)
  if (themes !== null) record.thematiques = mapped('thematiques', 'thematiques', themes, tables.thematiques, step)
  const from = old.profils === undefined ? 'publics' : 'profils'
  const profiles = list(old[from])
  const publics = new Set(profiles === null ? [] : mapped(from, 'publics', profiles, tables.publics, step))
  const tenants = (profiles ?? []).filter(one => one === 'locataires' || one === 'proprietaires')
  if (tenants.length > 0) {
    record.conditions_acces = joined([
      text(record.conditions_acces),
      `Réservé aux ${tenants.join(' et ').replace('proprietaires', 'propriétaires')}.`,
    ])
    step(from, 'conditions_acces', false, `${shown(tenants)} est dit dans les conditions d’accès.`)
  }
  if (themes?.some(one => one.startsWith('handicap')) && !publics.has('tous-publics') && !publics.has(HANDICAP)) {
    publics.add(HANDICAP)
    step(
      'thematiques',
      'publics',
      false,
      'la thématique « handicap » devient le public des personnes en situation de handicap.',
    )
  }
  if (publics.size > 1 && publics.delete('tous-publics')) {
    step(from, 'publics', true, '« tous-publics » ne va pas avec d’autres publics : les publics précis sont gardés.')
  }
  if (profiles === null && publics.size === 0) return
  record.publics = publics.size > 0 ? [...publics] : null
}

function fees(record: Raw, old: Raw, step: Step): void {
  const values = Array.isArray(old.frais) ? list(old.frais) : null
  if (values !== null) {
    const found = mapped('frais', 'frais', values, tables.frais, step)
    record.frais = found.includes('payant') ? 'payant' : (found[0] ?? null)
    if (found.length > 1) step('frais', 'frais', true, `une seule valeur est permise : « ${record.frais} » est gardé.`)
    for (const value of values) {
      if (value in tables.frais && value !== 'gratuit' && value !== 'payant') {
        step(
          'frais',
          'frais',
          true,
          `« ${value} » devient « ${record.frais} » ; la nuance est à redire dans les précisions.`,
        )
      }
    }
  }
  const other = text(old.frais_autres)
  if (other !== null) record.frais_precisions = other
  else if (record.frais_precisions === '') record.frais_precisions = null
}

function conditions(record: Raw, old: Raw, step: Step): void {
  const required = list(old.pre_requis) ?? []
  const proofs = list(old.justificatifs) ?? []
  if (required.length + proofs.length === 0) return
  record.conditions_acces = joined([...required, ...proofs, text(record.conditions_acces)])
  step(
    'pre_requis, justificatifs',
    'conditions_acces',
    proofs.length > 0,
    'les deux listes sont réunies en un texte, une ligne chacune.',
  )
}

function mobilisation(record: Raw, old: Raw, step: Step): void {
  const links = ['prise_rdv', 'formulaire_en_ligne', 'page_web'].flatMap(field => {
    const value = text(old[field])
    return value === null ? [] : [{ field, value }]
  })
  const [link, ...others] = links
  if (link && text(record.lien_mobilisation) === null) record.lien_mobilisation = link.value
  for (const { field } of others.filter(one => one.value !== link?.value)) {
    step(field, null, true, 'un seul lien est permis, celui-ci est laissé.')
  }
  const users = list(old.modes_orientation_beneficiaire) ?? []
  const professionals = list(old.modes_orientation_accompagnateur) ?? []
  if (users.length + professionals.length > 0) {
    const modes = [
      ...mapped('modes_orientation_beneficiaire', 'modes_mobilisation', users, tables.modes_orientation, step),
      ...mapped(
        'modes_orientation_accompagnateur',
        'modes_mobilisation',
        professionals,
        tables.modes_orientation,
        step,
      ),
    ]
    record.modes_mobilisation = modes.length > 0 ? [...new Set(modes)] : null
    record.mobilisable_par = [
      ...(users.length > 0 ? ['usagers'] : []),
      ...(professionals.length > 0 ? ['professionnels'] : []),
    ]
  }
  const details = joined(
    [text(old.modes_orientation_beneficiaire_autres), text(old.modes_orientation_accompagnateur_autres)],
    ' ',
  )
  if (details !== null) record.mobilisation_precisions = details
}

function zone(record: Raw, old: Raw, geography: Geography, step: Step): void {
  const kind = text(old.zone_diffusion_type)
  const code = text(old.zone_diffusion_code)
  if (kind === null && code === null) return
  if (kind === 'pays') record.zone_eligibilite = ['france']
  else if (kind === 'region' && code !== null) {
    const departments = geography.departmentsOfRegion(code)
    record.zone_eligibilite = departments.length > 0 ? [...departments] : [code]
    step(
      'zone_diffusion_code',
      'zone_eligibilite',
      false,
      `la région ${code} devient ses départements (${departments.join(', ')}).`,
    )
  } else if (code !== null) record.zone_eligibilite = [code]
  else step('zone_diffusion_type', 'zone_eligibilite', true, `la zone « ${kind} » n’a pas de code : elle est laissée.`)
}

/**
 * Old values to new ones, by the official table. A value that only v1 knows stays; one that neither knows stays too, for the validation to name it,
 * except where the old lists are open (networks, ways of orientation, «autre»): there it is laid aside and told.
 */
function mapped(from: string, to: ReferentielName, values: readonly string[], table: Table, step: Step): string[] {
  const found = new Set<string>()
  for (const value of values) {
    const targets = Object.hasOwn(table, value) ? table[value] : undefined
    if ((targets === undefined && entryOf(to, value)) || (targets?.length === 1 && targets[0] === value)) {
      found.add(value)
      continue
    }
    if (targets === undefined) {
      if (to !== 'reseaux_porteurs' && to !== 'modes_mobilisation' && !value.endsWith('--autre')) found.add(value)
      else step(from, to, true, `« ${value} » n’est pas dans la table officielle : valeur laissée de côté.`)
      continue
    }
    step(from, to, to !== 'modes_mobilisation', mappingWords(value, targets))
    for (const target of targets) found.add(target)
  }
  return [...found]
}

function mappingWords(value: string, targets: readonly string[]): string {
  const was = `« ${value} »`
  if (targets.length === 0) return `${was} n’a pas d’équivalent : valeur laissée de côté.`
  if (targets.length === 1) return `${was} devient « ${targets[0]} ».`
  return `${was} devient ${targets.length} valeurs, plus larges peut-être que ce qui était voulu : ${targets.join(', ')}.`
}

function rename(record: Raw, old: Raw, from: string, to: string): void {
  if (old[from] !== undefined && old[from] !== null && (record[to] === undefined || record[to] === null))
    record[to] = old[from]
}

function dropped(old: Raw, fields: readonly string[], step: Step): void {
  for (const field of fields) {
    const value = old[field]
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    step(field, null, true, `v1 n’a pas de place pour cette information (${shown(value)}).`)
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A list of texts; one text counts as a list of one; anything else is null. */
function list(value: unknown): string[] | null {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  return Array.isArray(value) ? value.filter(one => typeof one === 'string' && one !== '') : null
}

function joined(parts: readonly (string | null)[], separator = '\n'): string | null {
  const kept = parts.filter(part => part !== null)
  return kept.length > 0 ? kept.join(separator) : null
}
