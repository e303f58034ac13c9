import { type Answer, forbidden, json, notFound } from './answer.ts'
import type { Access } from './authenticate.ts'
import { listBoard, listServicesBoard, moderateOnBoard, readBoard } from './board.ts'
import { exportOneService, exportServices, exportStructures } from './export.ts'
import { followInvitation, invite, listMembers, listPutative, oneMember, onePutative } from './members.ts'
import { changeModel, createModel, listModels, readModel, rejectUpdate, updateFromModel } from './models.ts'
import { divisionSearch, servicesOptions, structuresOptions, userInfo } from './other-routes.ts'
import { canEditServices } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { readOtherSource, searchCity, searchKeyword } from './search.ts'
import {
  changeService,
  createService,
  deleteService,
  describeService,
  describeServices,
  listServices,
  markUpToDate,
  readService,
} from './service-routes.ts'
import {
  changeStructure,
  createStructure,
  describeStructure,
  describeStructures,
  listStructures,
  readStructure,
  siretClaimed,
} from './structure-routes.ts'

/** GET /structures/<slug>/orientations/stats/: the only count of use that a gestionnaire can read. Nobody is oriented here. */
function orientationStats({ view }: RouteContext, slug: string): Answer {
  return forEditor(view, slug, () =>
    json(200, {
      totalSent: 0,
      totalSentPending: 0,
      totalReceived: 0,
      totalReceivedPending: 0,
      structureHasServices: view.beside.services(slug).length > 0,
    }),
  )
}

/** GET /structures/<slug>/orientations/export/?type=: in the true DORA, beneficiaries' names. */
function orientationExport({ view, query }: RouteContext, slug: string): Answer {
  return forEditor(view, slug, () => {
    if (['sent', 'received'].includes(query.get('type') ?? '')) return json(200, [])
    return json(400, { type: { message: "Le paramètre 'type' doit être 'sent' ou 'received'.", code: 'invalid' } })
  })
}

function forEditor(view: RouteContext['view'], slug: string, answer: () => Answer): Answer {
  const structure = view.state.structures.get(slug)
  if (!structure) return notFound()
  return canEditServices(view, structure) ? answer() : forbidden()
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
type Handler = (context: RouteContext, slug: string, body: Body) => Answer

export interface Route {
  pattern: RegExp
  access: Access
  /** As its `allow` header says it. */
  allow: string
  methods: Partial<Record<Method, Handler>>
}

const LIST = 'GET, HEAD, OPTIONS'
const CREATE = 'GET, POST, HEAD, OPTIONS'
const ONE = 'GET, PUT, PATCH, HEAD, OPTIONS'
const DELETABLE = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'
const VIEW = 'OPTIONS, GET'
const ACTION = 'POST, OPTIONS'

/** The routes of DORA that the bot uses, and those that it must never use. */
export const ROUTES: Route[] = [
  route('structures/', 'read', CREATE, {
    GET: listStructures,
    POST: (context, _, body) => createStructure(context, body),
    OPTIONS: describeStructures,
  }),
  route('structures/([^/]+)/', 'read', ONE, {
    GET: readStructure,
    PATCH: (context, slug, body) => changeStructure(context, slug, body, false),
    PUT: (context, slug, body) => changeStructure(context, slug, body, true),
    DELETE: forbidden,
    OPTIONS: describeStructure,
  }),
  route('structures/([^/]+)/orientations/stats/', 'account', 'GET, HEAD, OPTIONS', { GET: orientationStats }),
  route('structures/([^/]+)/orientations/export/', 'account', 'GET, HEAD, OPTIONS', { GET: orientationExport }),
  route('structures-admin/', 'board', LIST, { GET: listBoard, POST: forbidden }),
  route('structures-admin/([^/]+)/', 'board', ONE, { GET: readBoard, PATCH: moderateOnBoard, PUT: forbidden }),
  route('services-admin/', 'staff', LIST, { GET: listServicesBoard }),
  route('services-admin/([^/]+)/', 'staff', ONE, { GET: readService }),
  route('structure-members/', 'account', CREATE, { GET: listMembers, POST: forbidden }),
  route('structure-members/([^/]+)/', 'account', DELETABLE, {
    GET: (context, id) => oneMember(context, id, null),
    PATCH: oneMember,
    DELETE: forbidden,
  }),
  route('structure-putative-members/', 'account', CREATE, {
    GET: listPutative,
    POST: (context, _, body) => invite(context, body),
  }),
  route('structure-putative-members/([^/]+)/', 'account', DELETABLE, {
    GET: onePutative,
    PATCH: forbidden,
    PUT: forbidden,
    DELETE: forbidden,
  }),
  route('structure-putative-members/([^/]+)/resend-invite/', 'account', ACTION, {
    POST: (context, id) => followInvitation(context, id, 'resend'),
  }),
  route('structure-putative-members/([^/]+)/cancel-invite/', 'account', ACTION, {
    POST: (context, id) => followInvitation(context, id, 'cancel'),
  }),
  route('services/', 'read', CREATE, {
    GET: listServices,
    POST: (context, _, body) => createService(context, body),
    OPTIONS: describeServices,
  }),
  route('services/mark-as-up-to-date/', 'read', ACTION, { POST: (context, _, body) => markUpToDate(context, body) }),
  route('services/update-from-model/', 'read', ACTION, { POST: (context, _, body) => updateFromModel(context, body) }),
  route('services/reject-update-from-model/', 'read', ACTION, {
    POST: (context, _, body) => rejectUpdate(context, body),
  }),
  route('services/([^/]+)/', 'read', DELETABLE, {
    GET: readService,
    PATCH: (context, slug, body) => changeService(context, slug, body, false),
    PUT: (context, slug, body) => changeService(context, slug, body, true),
    DELETE: deleteService,
    OPTIONS: describeService,
  }),
  route('models/', 'read', CREATE, { GET: listModels, POST: (context, _, body) => createModel(context, body) }),
  route('models/([^/]+)/', 'read', DELETABLE, { GET: readModel, PATCH: changeModel }),
  route('search/', 'open', VIEW, { GET: searchCity }),
  route('search/keyword/', 'open', VIEW, { GET: searchKeyword }),
  route('services-di/([^/]+)/', 'open', VIEW, { GET: readOtherSource }),
  route('siret-claimed/([^/]+)/', 'account', VIEW, { GET: siretClaimed }),
  route('search-siret/', 'open', VIEW, { GET: notFound }),
  route('search-safir/', 'open', VIEW, { GET: notFound }),
  route('admin-division-search/', 'open', VIEW, { GET: divisionSearch }),
  route('services-options/', 'open', VIEW, { GET: servicesOptions }),
  route('structures-options/', 'open', VIEW, { GET: structuresOptions }),
  route('auth/user-info/', 'account', VIEW, { GET: userInfo }),
  route('stats/event/', 'open', 'OPTIONS, POST', { POST: () => json(201, '') }),
  route('ping/', 'open', VIEW, { GET: () => json(200, 'ok') }),
  route('api/v2/services/', 'data-inclusion', LIST, { GET: exportServices }),
  route('api/v2/services/([^/]+)/', 'data-inclusion', LIST, { GET: exportOneService }),
  route('api/v2/structures/', 'data-inclusion', LIST, { GET: exportStructures }),
]

function route(path: string, access: Access, allow: string, methods: Route['methods']): Route {
  return { pattern: new RegExp(`^/${path}$`), access, allow, methods }
}
