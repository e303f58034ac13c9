import { type Answer, forbidden, htmlError, invalid, json, notFound } from './answer.ts'
import { paginate } from './paginate.ts'
import { parisIso } from './paris-time.ts'
import { personOf } from './people.ts'
import { isOrphan } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { label, labels, type Wire, zoneName } from './serialize-service.ts'
import { typologyLabel } from './serialize-structure.ts'
import type { ModerationStatus, StoredService, StoredStructure } from './stored.ts'
import { isTruthy } from './truthy.ts'
import { updateNeeded } from './update-needed.ts'
import type { View } from './view.ts'

/** GET /structures-admin/: the manager's board, in no order; obsolete structures are in it. */
export function listBoard(context: RouteContext): Answer {
  const { view, query } = context
  const department = query.get('department')
  const mine = departmentsOf(view)
  if (department && mine !== null && !mine.includes(department)) return forbidden()
  const structures = [...view.state.structures.values()].filter(
    structure =>
      (department ? structure.department === department : (mine?.includes(structure.department) ?? true)) &&
      !(isTruthy(query.get('moderation')) && structure.moderationStatus === 'VALIDATED'),
  )
  return paginate(context, structures, structure => boardLine(structure, view))
}

/** GET /structures-admin/<slug>/ */
export function readBoard({ view }: RouteContext, slug: string): Answer {
  const structure = onBoard(view, slug)
  return structure ? json(200, boardDetail(structure, view)) : notFound()
}

/** PATCH /structures-admin/<slug>/: the moderation status alone, and it must change. */
export function moderateOnBoard({ view }: RouteContext, slug: string, body: Body): Answer {
  const { state, account } = view
  const structure = onBoard(view, slug)
  if (!structure || account === null) return notFound()
  const status = STATUSES.find(known => known === body.moderationStatus)
  if (status === undefined) return htmlError(500)
  if (status === structure.moderationStatus)
    return json(400, [invalid('Mise à jour du statut de modération sans changement de statut')])
  // The marks of the board were counted before the change.
  const former = structure.moderationStatus
  const message = `Statut de modération changé par un•e membre de l'équipe\nNouveau statut de modération : ${STATUS_LABELS[status]}`
  structure.moderationStatus = status
  structure.moderationDate = state.stamp()
  structure.notes.push({ email: account.email, message, at: structure.moderationDate })
  const answer = { ...boardDetail(structure, view), awaitingModeration: isAwaiting(former) }
  return json(200, answer, { committed: true })
}

const STATUS_LABELS: Record<ModerationStatus, string> = {
  NEED_INITIAL_MODERATION: 'Première modération nécessaire',
  NEED_NEW_MODERATION: 'Nouvelle modération nécessaire',
  IN_PROGRESS: 'En cours',
  VALIDATED: 'Validé',
}
const STATUSES = Object.keys(STATUS_LABELS) as ModerationStatus[]

/** Structures that are never waited for to publish. */
const NEVER_ACTIVATED = [
  'ACI',
  'AI',
  'CAARUD',
  'CADA',
  'CCAS',
  'CHRS',
  'CHU',
  'CPH',
  'CSAPA',
  'EA',
  'EATT',
  'EI',
  'ETTI',
]
const NEVER_ACTIVATED_EITHER = ['FT', 'GEIQ', 'HUDA', 'OIL', 'PJJ', 'SPIP']

/** GET /services-admin/ and one of it: DORA's team only. */
export function listServicesBoard(context: RouteContext): Answer {
  const services = [...context.view.state.services.values()].filter(service => service.status === 'PUBLISHED')
  return paginate(context, services, service => serviceBoardLine(service, context.view))
}

/** Null for DORA's team, who has them all. */
function departmentsOf({ account }: View): string[] | null {
  return account?.isManager ? account.departments : null
}

function onBoard(view: View, slug: string): StoredStructure | null {
  const structure = view.state.structures.get(slug)
  const mine = departmentsOf(view)
  return structure && (mine === null || mine.includes(structure.department)) ? structure : null
}

function isAwaiting(status: ModerationStatus): boolean {
  return status === 'NEED_INITIAL_MODERATION' || status === 'NEED_NEW_MODERATION'
}

/** What the list and the detail share. */
function boardMarks(structure: StoredStructure, view: View): Wire {
  const { beside, state } = view
  const services = beside.services(structure.slug)
  const published = services.filter(service => service.status === 'PUBLISHED')
  const outdated = published.filter(service => updateNeeded(service, view.now)).length
  const admins = beside.admins(structure.slug).map(admin => admin.email)
  const putative = beside.putative(structure.slug).filter(one => personOf(state, one.email).active)
  const invited = putative.filter(one => one.invitedByAdmin === true)
  const toRemind = admins.length > 0 ? [] : invited.filter(one => one.isAdmin).map(one => one.email)
  const active = [...services, ...beside.models(structure.slug)].filter(service => service.status !== 'ARCHIVED')
  const never = NEVER_ACTIVATED.includes(structure.typology) || NEVER_ACTIVATED_EITHER.includes(structure.typology)
  return {
    admins,
    adminsToModerate: structure.moderationStatus === 'VALIDATED' ? [] : admins,
    adminsToRemind: toRemind,
    awaitingModeration: isAwaiting(structure.moderationStatus),
    awaitingActivation: !never && published.length === 0,
    awaitingUpdate: outdated > 0,
    categories: [...new Set(services.flatMap(service => service.categories))].sort(),
    city: structure.city,
    department: structure.department,
    editors: [...new Set(published.flatMap(service => service.lastEditor ?? []))],
    email: structure.email,
    hasAdmin: admins.length > 0,
    isOrphan: isOrphan(view, structure.slug),
    isWaiting: toRemind.length > 0,
    latitude: structure.latitude,
    longitude: structure.longitude,
    moderationDate: structure.moderationDate === null ? null : parisIso(structure.moderationDate),
    moderationStatus: structure.moderationStatus,
    name: structure.name,
    numDraftServices: services.filter(service => service.status === 'DRAFT').length,
    numOutdatedServices: outdated || null,
    numPotentialMembersToRemind: invited.length,
    numPotentialMembersToValidate: putative.filter(
      one => one.invitedByAdmin === false && personOf(state, one.email).valid,
    ).length,
    numPublishedServices: published.length,
    numServices: active.length,
    phone: structure.phone,
    shortDesc: structure.shortDesc,
    siret: structure.siret,
    slug: structure.slug,
    typology: structure.typology,
    typologyDisplay: typologyLabel(structure, view),
  }
}

function boardLine(structure: StoredStructure, view: View): Wire {
  return {
    ...boardMarks(structure, view),
    adminAlreadyInvited: structure.adminAlreadyInvited,
    isObsolete: structure.isObsolete,
    nationalLabels: structure.nationalLabels,
  }
}

function boardDetail(structure: StoredStructure, view: View): Wire {
  const { beside, options } = view
  const brief = ({ slug, name, shortDesc }: StoredService) => ({ slug, name, shortDesc })
  const published = beside.services(structure.slug).filter(service => service.status === 'PUBLISHED')
  return {
    ...boardMarks(structure, view),
    address1: structure.address1,
    address2: structure.address2,
    ape: structure.ape,
    branches: [],
    creationDate: parisIso(structure.createdAt),
    creator: boardPerson(structure.creator, view),
    fullDesc: structure.fullDesc,
    lastEditor: boardPerson(structure.lastEditor, view),
    members: beside.members(structure.slug).map(({ email, isAdmin, createdAt }) => ({
      user: boardPerson(email, view),
      isAdmin,
      creationDate: parisIso(createdAt),
    })),
    models: beside.models(structure.slug).map(brief),
    modificationDate: parisIso(structure.modifiedAt),
    notes: structure.notes
      .map(note => ({ user: boardPerson(note.email, view), message: note.message, date: parisIso(note.at) }))
      .reverse(),
    parent: {},
    pendingMembers: beside.putative(structure.slug).map(({ email, isAdmin, invitedByAdmin, createdAt }) => ({
      user: boardPerson(email, view),
      isAdmin,
      creationDate: parisIso(createdAt),
      invitedByAdmin,
    })),
    postalCode: structure.postalCode,
    services: published.map(brief),
    source: structure.source === null ? '' : label(structure.source, options.structures.sources),
    url: structure.url,
  }
}

function boardPerson(email: string | null, { state }: View): Wire | null {
  if (email === null) return null
  const person = personOf(state, email)
  return {
    dateJoined: parisIso(person.joinedAt),
    email,
    firstName: person.firstName,
    isActive: person.active,
    isValid: person.valid,
    lastName: person.lastName,
    newsletter: false,
  }
}

function serviceBoardLine(service: StoredService, view: View): Wire {
  const structure = view.state.structures.get(service.structure)
  return {
    diffusionZoneDetailsDisplay: zoneName(service, view),
    diffusionZoneType: service.diffusionZoneType,
    diffusionZoneTypeDisplay: labels([service.diffusionZoneType], view.options.services.diffusionZoneType)[0],
    moderationDate: service.moderationDate === null ? null : parisIso(service.moderationDate),
    moderationStatus: service.moderationStatus,
    name: service.name,
    slug: service.slug,
    structureDept: structure?.department ?? '',
    structureName: structure?.name ?? '',
  }
}
