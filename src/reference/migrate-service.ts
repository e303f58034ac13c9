import tables from './data/v0-to-v1.json' with { type: 'json' }
import type { Geography } from './geography.ts'
import { shown } from './messages.ts'
import { dropped, joined, list, mapped, type Raw, rename, type Step, text } from './migrate-steps.ts'
import { labelOf } from './referentiels.ts'

/** What only services have, from v0 to v1. */
export function serviceFields(record: Raw, old: Raw, geography: Geography, step: Step): void {
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
