import { dayOf } from '../../common/day-of.ts'
import type { Geography } from '../../reference/geography.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { Service } from '../../reference/records.ts'
import type { DoraServiceFields } from '../port.ts'
import type { Mobilisation } from './modes.ts'

/**
 * An offer as DORA shows it: the partner's record, with what DORA holds over it. A field that is absent was never read there, and stays.
 * @param modified ISO instant of DORA's last change
 */
export function shownService(own: Service, held: Partial<DoraServiceFields>, modified: string): Service {
  const has = (field: keyof DoraServiceFields) => Object.hasOwn(held, field)
  const shown: Service = { ...own, date_maj: dayOf(modified) || own.date_maj }
  if (held.name) shown.nom = held.name
  if (held.fullDesc || held.shortDesc) shown.description = held.fullDesc || held.shortDesc || own.description
  if (has('kind')) shown.type = held.kind ?? null
  if (held.subcategories) shown.thematiques = filled(held.subcategories.filter(isSpecific))
  if (held.publics) shown.publics = publicsFromDora(held.publics)
  if (has('feeCondition')) shown.frais = held.feeCondition ?? null
  if (has('feeDetails')) shown.frais_precisions = held.feeDetails ?? null
  if (held.locationKinds) shown.modes_accueil = filled(held.locationKinds)
  if (has('address1')) shown.adresse = held.address1 ?? null
  if (has('postalCode')) shown.code_postal = held.postalCode ?? null
  if (has('cityCode')) shown.code_insee = held.cityCode ?? null
  if (has('contactPhone')) shown.telephone = held.contactPhone ? internationalNumber(held.contactPhone) : null
  if (has('contactEmail')) shown.courriel = held.contactEmail ?? null
  if (has('durationWeeklyHours')) shown.volume_horaire_hebdomadaire = held.durationWeeklyHours ?? null
  if (has('durationWeeks')) shown.nombre_semaines = held.durationWeeks ?? null
  if (held.diffusionZoneType)
    shown.zone_eligibilite = fromZone(held.diffusionZoneType, held.diffusionZoneDetails ?? null, officialGeography())
  return { ...shown, ...heldModes(held) }
}

/** How one mobilises it, in whichever of its two languages DORA says it. Empty: never read there. */
export function heldModes(held: Partial<DoraServiceFields>): Partial<Mobilisation> {
  const { mobilisationModes: renewed, mobilisableBy: by } = held
  if (renewed?.length || by?.length)
    return {
      modes_mobilisation: filled([...(renewed ?? [])].sort()),
      mobilisable_par: filled([...(by ?? [])].sort()),
      mobilisation_precisions: held.mobilisationDetails || null,
      lien_mobilisation: held.mobilisationLink || null,
    }
  if (!held.beneficiariesAccessModes || !held.coachOrientationModes) return {}
  return fromModes(
    { modes: held.beneficiariesAccessModes, other: held.beneficiariesAccessModesOther ?? null },
    { modes: held.coachOrientationModes, other: held.coachOrientationModesOther ?? null },
    held.coachOrientationModesExternalFormLink ?? held.beneficiariesAccessModesExternalFormLink ?? null,
  )
}

const filled = (list: string[]) => (list.length > 0 ? list : null)

/** Empty, or all the thirteen, means everybody. */
export function publicsFromDora(publics: string[]): string[] {
  return publics.length === 0 || publics.length >= 13 ? ['tous-publics'] : publics
}

/** DORA's «autre» of each category says nothing that the reference can. */
export function isSpecific(thematique: string): boolean {
  return !thematique.endsWith('--autre')
}

/** DORA's ten digits → `+33299000000`. */
export function internationalNumber(digits: string): string {
  return /^0\d{9}$/.test(digits) ? `+33${digits.slice(1)}` : digits
}

const FORM = 'completer-le-formulaire-dadhesion'

/** DORA's lists → the reference's. `prendre-rdv` is an old mode that DORA may still hold. */
const TO_REFERENCE: Record<string, string[]> = {
  telephoner: ['telephoner'],
  'envoyer-un-mail': ['envoyer-un-courriel'],
  'envoyer-un-mail-avec-une-fiche-de-prescription': ['envoyer-un-courriel'],
  'se-presenter': ['se-presenter'],
  [FORM]: ['utiliser-lien-mobilisation'],
  'formulaire-dora': ['utiliser-lien-mobilisation'],
  'prendre-rdv': ['envoyer-un-courriel', 'utiliser-lien-mobilisation'],
}

/** DORA's two lists of ways in → the reference's. */
export function fromModes(
  users: { modes: string[]; other: string | null },
  professionals: { modes: string[]; other: string | null },
  link: string | null,
): Mobilisation {
  const modes = [...new Set([...users.modes, ...professionals.modes].flatMap(mode => TO_REFERENCE[mode] ?? []))]
  const by = [
    ...(users.modes.length > 0 ? ['usagers'] : []),
    ...(professionals.modes.length > 0 ? ['professionnels'] : []),
  ]
  const words = [...new Set([professionals.other, users.other].filter(text => text !== null && text !== ''))]
  return {
    modes_mobilisation: modes.length > 0 ? modes.sort() : null,
    mobilisable_par: by.length > 0 ? by.sort() : null,
    mobilisation_precisions: words.length > 0 ? words.join(' ') : null,
    lien_mobilisation: link || null,
  }
}

/** DORA's zone → codes of the reference: a région becomes its départements, the country `france`. */
export function fromZone(type: string | null, code: string | null, geography: Geography): string[] | null {
  switch (type) {
    case 'country':
    case 'pays':
      return ['france']
    case 'region': {
      const departments = code === null ? [] : [...geography.departmentsOfRegion(code)].sort()
      return departments.length > 0 ? departments : null
    }
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
