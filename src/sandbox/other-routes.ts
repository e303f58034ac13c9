import { type Answer, json, notFound } from './answer.ts'
import { parisIso } from './paris-time.ts'
import type { RouteContext } from './route.ts'
import { serializeStructureLine } from './serialize-structure.ts'
import { trigramSimilarity } from './trigrams.ts'

/** GET /services-options/: the choices of everybody, and those of the structures the account may write in. */
export function servicesOptions(context: RouteContext): Answer {
  const { state, account, options } = context.view
  const mine = (structure: string | null): boolean =>
    structure === null || (account !== null && (account.isStaff || mayWrite(context, structure)))
  const choices = (field: keyof typeof state.choices) => state.choices[field].filter(choice => mine(choice.structure))
  return json(200, {
    ...options.services,
    accessConditions: choices('accessConditions'),
    requirements: choices('requirements'),
    credentials: choices('credentials'),
  })
}

export function structuresOptions(context: RouteContext): Answer {
  return json(200, context.view.options.structures)
}

/** GET /auth/user-info/ */
export function userInfo(context: RouteContext): Answer {
  const { account, state } = context.view
  if (!account) return notFound()
  const structures = [...state.structures.values()].filter(structure => account.structures.has(structure.slug))
  return json(200, {
    bookmarks: [],
    cguVersionsAccepted: {},
    departments: account.departments,
    email: account.email,
    firstName: account.shortName.split(' ')[0],
    fullName: account.shortName,
    isManager: account.isManager,
    isStaff: account.isStaff,
    lastName: account.shortName.split(' ').slice(1).join(' '),
    mainActivity: '',
    newsletter: false,
    pendingStructures: [],
    savedSearches: [],
    shortName: account.shortName,
    structures: structures.map(structure => serializeStructureLine(structure, context.view)),
  })
}

/** The recorded DORA only knew Bretagne and what touches it; so do we, which also keeps the search quick. */
const KNOWN_DEPARTMENTS = ['22', '29', '35', '44', '53', '56']

/** GET /admin-division-search/?type=&q=: ten at most, the most similar first. */
export function divisionSearch(context: RouteContext): Answer {
  const { geography } = context.view
  const q = context.query.get('q') ?? ''
  const epci = context.query.get('type') === 'epci'
  const found: { code: string; name: string; similarity: number }[] = []
  const communes = KNOWN_DEPARTMENTS.flatMap(department => geography.communesOfDepartment(department))
  const epcis = [...new Set(communes.map(commune => commune.epci ?? ''))].flatMap(code => geography.epci(code) ?? [])
  for (const place of epci ? epcis : communes) {
    const name = epci ? place.name.replace(/^(CC|CA|CU) (du |de la |de l'|des |de |d')?/, '') : place.name
    const similarity = trigramSimilarity(q, name)
    if (similarity >= 0.15) found.push({ code: place.code, name, similarity })
  }
  found.sort((a, b) => b.similarity - a.similarity || a.code.localeCompare(b.code))
  return json(200, found.slice(0, 10))
}

/**
 * GET /api/v2/{structures,services}/: how DORA tells data·inclusion, in the terms of that time. Reserved to one account.
 * Only published services; contacts are told whole, with `contact_public` beside.
 */
export function exportServices(context: RouteContext): Answer {
  const { state, geography } = context.view
  const labels = (field: 'requirements' | 'credentials', values: number[]): string[] =>
    values.flatMap(value => state.choices[field].find(choice => choice.value === value)?.label ?? [])
  const published = [...state.services.values()].filter(service => service.status === 'PUBLISHED')
  return json(
    200,
    published.map(service => ({
      id: service.slug,
      structure_id: service.structure,
      source: 'porteur',
      nom: service.name,
      presentation_resume: service.shortDesc || null,
      presentation_detail: service.fullDesc || null,
      types: service.kind === null ? [] : [service.kind],
      thematiques: service.subcategories.filter(value => !value.endsWith('--autre')),
      prise_rdv: null,
      frais: service.feeCondition,
      frais_autres: service.feeDetails || null,
      publics: service.publics.length === 0 || service.publics.length === 13 ? ['tous-publics'] : service.publics,
      pre_requis: labels('requirements', service.requirements),
      justificatifs: labels('credentials', service.credentials),
      cumulable: service.isCumulative,
      formulaire_en_ligne: onlineForm(service),
      commune: geography.commune(service.cityCode)?.name ?? null,
      code_postal: service.postalCode || null,
      code_insee: service.cityCode || null,
      adresse: service.address1 || null,
      complement_adresse: service.address2 || null,
      longitude: null,
      latitude: null,
      recurrence: service.recurrence || null,
      date_creation: service.publishedAt === null ? null : parisIso(service.publishedAt),
      date_maj: parisIso(service.modifiedAt),
      date_suspension: service.suspensionDate,
      lien_source: `https://dora.example.org/services/${service.slug}`,
      telephone: service.contactPhone,
      courriel: service.contactEmail,
      contact_nom_prenom: service.contactName,
      contact_public: service.isContactInfoPublic,
      modes_accueil: service.locationKinds,
      zone_diffusion_type: ZONE_TYPES[service.diffusionZoneType] ?? null,
      zone_diffusion_code: service.diffusionZoneDetails,
      zone_diffusion_nom: '',
      modes_orientation_accompagnateur: service.coachOrientationModes.map(mode =>
        mode === 'formulaire-dora' ? 'completer-le-formulaire-dadhesion' : mode,
      ),
      modes_orientation_accompagnateur_autres: service.coachOrientationModesOther,
      modes_orientation_beneficiaire: service.beneficiariesAccessModes,
      modes_orientation_beneficiaire_autres: service.beneficiariesAccessModesOther,
      temps_passe_duree_hebdomadaire: service.durationWeeklyHours,
      temps_passe_semaines: service.durationWeeks,
    })),
  )
}

const ZONE_TYPES: Record<string, string> = {
  city: 'commune',
  epci: 'epci',
  department: 'departement',
  region: 'region',
  country: 'pays',
}

function onlineForm(service: {
  coachOrientationModes: string[]
  coachOrientationModesExternalFormLink: string
  beneficiariesAccessModes: string[]
  beneficiariesAccessModesExternalFormLink: string
  onlineForm: string
}): string | null {
  const form = 'completer-le-formulaire-dadhesion'
  if (service.coachOrientationModes.includes(form)) return service.coachOrientationModesExternalFormLink
  if (service.beneficiariesAccessModes.includes(form)) return service.beneficiariesAccessModesExternalFormLink
  return service.onlineForm || null
}

export function exportStructures(context: RouteContext): Answer {
  return json(
    200,
    [...context.view.state.structures.values()].map(structure => ({
      id: structure.slug,
      siret: structure.siret,
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
      lien_source: `https://dora.example.org/structures/${structure.slug}`,
      source: 'porteur',
      date_maj: parisIso(structure.modifiedAt),
    })),
  )
}

function mayWrite(context: RouteContext, slug: string): boolean {
  const { account, state } = context.view
  const structure = state.structures.get(slug)
  if (!account || !structure) return false
  return account.structures.has(slug) || (account.isManager && account.departments.includes(structure.department))
}
