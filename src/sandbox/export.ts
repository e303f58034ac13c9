import { type Answer, json, notFound } from './answer.ts'
import { SITE } from './mobilisation.ts'
import { paginate } from './paginate.ts'
import { isShown } from './rights.ts'
import type { RouteContext } from './route.ts'
import { choiceLabels, cityOf, type Wire, zoneName } from './serialize-service.ts'
import type { Mobilisation, StoredService, StoredStructure } from './stored.ts'
import type { View } from './view.ts'

/** GET /api/v2/services/: how DORA tells data·inclusion. Only what is shown; contacts are told whole, with `contact_public` beside. */
export function exportServices(context: RouteContext): Answer {
  const { view } = context
  const shown = [...view.state.services.values()].filter(service => isShown(view, service))
  return paginate(context, shown, service => exportService(service, view))
}

/** GET /api/v2/services/<id>/ */
export function exportOneService({ view }: RouteContext, id: string): Answer {
  const service = [...view.state.services.values()].find(other => other.id === id)
  return service && isShown(view, service) ? json(200, exportService(service, view)) : notFound()
}

/** GET /api/v2/structures/: those that are alive, and have a member or something published. */
export function exportStructures(context: RouteContext): Answer {
  const { beside, state } = context.view
  const structures = [...state.structures.values()].filter(
    ({ slug, isObsolete }) =>
      !isObsolete &&
      (beside.members(slug).length > 0 || beside.services(slug).some(service => service.status === 'PUBLISHED')),
  )
  return paginate(context, structures, exportStructure)
}

/** This route writes its instants in UTC. */
function utc(micros: number): string {
  const fraction = String(Math.floor(micros % 1_000_000)).padStart(6, '0')
  return `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19)}.${fraction}Z`
}

function exportService(service: StoredService, view: View): Wire {
  const { state } = view
  return {
    id: service.id,
    structure_id: state.structures.get(service.structure)?.id ?? null,
    source: null,
    nom: service.name,
    presentation_resume: service.shortDesc || null,
    presentation_detail: service.fullDesc || null,
    types: service.kind === null ? [] : [service.kind],
    thematiques: service.subcategories.filter(value => !value.endsWith('--autre')),
    prise_rdv: '',
    frais: service.feeCondition,
    frais_autres: service.feeDetails || null,
    publics: service.publics.length === 0 || service.publics.length === 13 ? ['tous-publics'] : service.publics,
    publics_precisions: service.publicsPrecisions,
    pre_requis: choiceLabels(service, 'requirements', view),
    justificatifs: choiceLabels(service, 'credentials', view),
    cumulable: service.isCumulative,
    formulaire_en_ligne: onlineForm(service),
    commune: cityOf(service, view) || null,
    code_postal: service.postalCode || null,
    code_insee: service.cityCode || null,
    adresse: service.address1 || null,
    complement_adresse: service.address2 || null,
    longitude: service.geom?.[0] ?? null,
    latitude: service.geom?.[1] ?? null,
    recurrence: service.recurrence || null,
    date_creation: service.publishedAt === null ? null : utc(service.publishedAt),
    date_maj: utc(service.modifiedAt),
    date_suspension: service.suspensionDate,
    lien_source: `${SITE}/services/${service.slug}`,
    telephone: service.contactPhone,
    courriel: service.contactEmail,
    contact_nom_prenom: service.contactName,
    contact_public: service.isContactInfoPublic,
    modes_accueil: service.locationKinds,
    zone_diffusion_type: ZONE_TYPES[service.diffusionZoneType] ?? null,
    zone_diffusion_code: service.diffusionZoneDetails,
    zone_diffusion_nom: zoneName(service, view),
    modes_orientation_accompagnateur: service.coachOrientationModes.map(mode =>
      mode === 'formulaire-dora' ? FORM : mode,
    ),
    modes_orientation_accompagnateur_autres: service.coachOrientationModesOther,
    modes_orientation_beneficiaire: service.beneficiariesAccessModes,
    modes_orientation_beneficiaire_autres: service.beneficiariesAccessModesOther,
    temps_passe_duree_hebdomadaire: service.durationWeeklyHours,
    temps_passe_semaines: service.durationWeeks,
    ...(service.mobilisation === null ? {} : renewed(service.mobilisation)),
  }
}

/** Once the eight modes are gone: data·inclusion's own four. Our guess, since no such DORA has been seen. */
function renewed(mobilisation: Mobilisation): Wire {
  return {
    modes_mobilisation: mobilisation.mobilisationModes,
    mobilisable_par: mobilisation.mobilisableBy,
    mobilisation_precisions: mobilisation.mobilisationDetails,
    lien_mobilisation: mobilisation.mobilisationLink,
  }
}

const ZONE_TYPES: Record<string, string> = {
  city: 'commune',
  epci: 'epci',
  department: 'departement',
  region: 'region',
  country: 'pays',
}
const FORM = 'completer-le-formulaire-dadhesion'

function onlineForm(service: StoredService): string | null {
  const coach = service.coachOrientationModes
  if (coach.includes(FORM)) return service.coachOrientationModesExternalFormLink
  if (service.beneficiariesAccessModes.includes(FORM)) return service.beneficiariesAccessModesExternalFormLink
  if (coach.includes('formulaire-dora')) return `${SITE}/services/${service.slug}/orienter`
  return service.onlineForm || null
}

function exportStructure(structure: StoredStructure): Wire {
  return {
    id: structure.id,
    siret: structure.siret,
    parent_siret: null,
    antenne: false,
    rna: null,
    nom: structure.name,
    typologie: structure.typology,
    presentation_resume: structure.shortDesc || null,
    presentation_detail: structure.fullDesc || null,
    adresse: structure.address1 || null,
    complement_adresse: structure.address2 || null,
    code_postal: structure.postalCode || null,
    code_insee: structure.cityCode || null,
    commune: structure.city || null,
    telephone: structure.phone || null,
    courriel: structure.email || null,
    site_web: structure.url || null,
    horaires_ouverture: structure.openingHours,
    accessibilite: structure.accesslibreUrl,
    labels_nationaux: structure.nationalLabels,
    labels_autres: structure.otherLabels,
    latitude: structure.latitude,
    longitude: structure.longitude,
    thematiques: null,
    lien_source: `${SITE}/structures/${structure.slug}`,
    source: structure.source,
    date_maj: utc(structure.modifiedAt),
  }
}
