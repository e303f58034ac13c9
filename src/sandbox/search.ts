import { type Answer, detail, json, notFound } from './answer.ts'
import { parisIso } from './paris-time.ts'
import { isShown } from './rights.ts'
import type { RouteContext } from './route.ts'
import { cityOf, inDialect, structureInList, type Wire } from './serialize-service.ts'
import type { StoredService } from './stored.ts'
import type { View } from './view.ts'

const RADIUS_KM = 50
const MIN_SCORE = 0.8
const PAGE_SIZE = 50
const MAX_PAGES = 3

/**
 * GET /search/?city=: DORA asks data·inclusion and keeps of its own services those that are shown. Closed, the answer is an empty list, not an error.
 * Nothing geocodes here: «near» is the same département, or remote.
 */
export function searchCity({ view, query }: RouteContext): Answer {
  const commune = view.geography.commune(query.get('city') ?? '')
  if (!commune) return notFound()
  const { dataInclusion, services } = view.state
  const near = (service: StoredService): boolean =>
    service.locationKinds.includes('a-distance') ||
    view.geography.commune(service.cityCode)?.department === commune.department
  const own = [...services.values()].filter(service => isShown(view, service) && near(service))
  const others = dataInclusion?.others.filter(
    other =>
      Number(other.score ?? 1) >= MIN_SCORE &&
      (listOf(other.locationKinds).includes('a-distance') || Number(other.distance ?? RADIUS_KM + 1) <= RADIUS_KM),
  )
  return json(200, {
    searchCenter: null,
    searchRadiusKm: RADIUS_KM,
    fundingLabels: [],
    services: others ? [...own.map(service => found(service, view, 0)), ...others] : [],
  })
}

/** GET /search/keyword/: pages of 50, three at most; 503 when data·inclusion is closed. Neither score nor distance puts aside. */
export function searchKeyword({ view, query }: RouteContext): Answer {
  const wanted = ['q', 'code_commune', 'code_departement', 'code_region', 'lon', 'lat']
  if (!wanted.some(key => query.get(key)))
    return json(400, {
      nonFieldErrors: [{ message: `Au moins un champ doit être fourni, parmi ${wanted.join(', ')}.`, code: 'invalid' }],
    })
  const { dataInclusion, services } = view.state
  if (dataInclusion === null)
    return detail(
      503,
      'service_unavailable',
      'L’API data.inclusion.gouv.fr nécessaire pour la recherche n’est pas disponible. Merci de réessayer ultérieurement.',
    )
  const word = query.get('q')?.toLowerCase() ?? ''
  const department = query.get('code_departement')
  const hits = [...services.values()].filter(
    service =>
      isShown(view, service) &&
      (word === '' || `${service.name} ${service.fullDesc} ${service.shortDesc}`.toLowerCase().includes(word)) &&
      (department === null || view.geography.commune(service.cityCode)?.department === department),
  )
  const all = [...hits.map(service => ({ ...found(service, view, null), searchScore: 0.9 })), ...dataInclusion.others]
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1)
  return json(200, {
    searchCenter: null,
    services: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    servicesPages: Math.min(MAX_PAGES, Math.ceil(all.length / PAGE_SIZE)),
    servicesTotal: Math.min(MAX_PAGES * PAGE_SIZE, all.length),
  })
}

/** GET /services-di/<id>/: a card of another source; 502 when data·inclusion is closed. */
export function readOtherSource({ view }: RouteContext, id: string): Answer {
  const { dataInclusion } = view.state
  if (dataInclusion === null) return { status: 502, body: { kind: 'empty' } }
  const card = dataInclusion.others.find(other => other.slug === id)
  return card ? json(200, card) : { status: 404, body: { kind: 'empty' } }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function found(service: StoredService, view: View, distance: number | null): Wire {
  const structure = view.state.structures.get(service.structure)
  const line = {
    address1: service.address1,
    address2: service.address2,
    beneficiariesAccessModes: service.beneficiariesAccessModes,
    city: cityOf(service, view),
    coachOrientationModes: service.coachOrientationModes,
    coordinates: service.geom,
    diffusionZoneType: service.diffusionZoneType,
    diPublics: service.publics,
    distance,
    feeCondition: service.feeCondition,
    fundingLabels: service.fundingLabels,
    kind: service.kind,
    locationKinds: service.locationKinds,
    modificationDate: parisIso(service.modifiedAt),
    name: service.name,
    postalCode: service.postalCode,
    publicationDate: service.publishedAt === null ? null : parisIso(service.publishedAt),
    shortDesc: service.shortDesc,
    slug: service.slug,
    status: service.status,
    structure: service.structure,
    structureInfo: structure ? structureInList(structure) : null,
  }
  return inDialect(line, service, view)
}
