import { departmentOfCommune } from '../dora/department-of-commune.ts'
import { type Answer, type FieldErrors, forbidden, htmlError, json, notFound } from './answer.ts'
import { metadataAnswer, structureMetadata } from './metadata.ts'
import { paginate } from './paginate.ts'
import { canEditStructure } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { serializeStructure, serializeStructureLine } from './serialize-structure.ts'
import type { SandboxState } from './state.ts'
import { emptyStructure, type StoredStructure } from './stored.ts'
import { readStructureFields } from './structure-fields.ts'
import type { View } from './view.ts'

/** GET /structures/: `department` filters nothing; any value of `managed` asks for one's own; `search` looks in the name only. */
export function listStructures(context: RouteContext): Answer {
  const { view, query } = context
  const search = query.get('search')?.toLowerCase()
  const structures = [...view.state.structures.values()]
    .filter(structure => !structure.isObsolete && (!search || structure.name.toLowerCase().includes(search)))
    .filter(filterOf(context))
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  return paginate(context, structures, structure => serializeStructureLine(structure, view))
}

function filterOf({ view, query }: RouteContext): (structure: StoredStructure) => boolean {
  const { account, beside, state } = view
  if (query.get('managed')) {
    if (account === null) return () => false
    if (account.isStaff) return () => true
    if (account.isManager) return structure => account.departments.includes(structure.department)
    return structure => beside.mine.has(structure.slug)
  }
  if (query.get('pending')) {
    const asked = state.putativeMembers.filter(one => one.email === account?.email && one.invitedByAdmin === false)
    const slugs = new Set(asked.map(one => one.structure))
    return structure => slugs.has(structure.slug)
  }
  if (query.get('active'))
    return structure => beside.services(structure.slug).some(service => service.status === 'PUBLISHED')
  return () => true
}

/** OPTIONS /structures/ */
export function describeStructures({ view }: RouteContext): Answer {
  return metadataAnswer('Structure List', view.account === null ? null : { POST: structureMetadata() })
}

/** OPTIONS /structures/<slug>/ */
export function describeStructure({ view }: RouteContext, slug: string): Answer {
  const structure = view.state.structures.get(slug)
  const editor = structure !== undefined && canEditStructure(view, structure)
  return metadataAnswer('Structure Instance', editor ? { PUT: structureMetadata() } : null)
}

/** GET /structures/<slug>/; an obsolete one is nobody's to read, and still anybody's with the right to write. */
export function readStructure({ view }: RouteContext, slug: string): Answer {
  const structure = view.state.structures.get(slug)
  return structure && !structure.isObsolete ? json(200, serializeStructure(structure, view)) : notFound()
}

/** GET /siret-claimed/<siret>/ */
export function siretClaimed({ view }: RouteContext, siret: string): Answer {
  const structure = [...view.state.structures.values()].find(other => other.siret === siret)
  return structure ? json(200, serializeStructure(structure, view)) : notFound()
}

/** POST /structures/. Any account may, in any département: it becomes its administrator. Without SIRET, a crash. */
export function createStructure({ view, refreshed }: RouteContext, body: Body): Answer {
  const { state, account } = view
  if (account === null) return forbidden()
  const { values, errors } = readStructureFields(body, view, true)
  checkUnique(values, null, state, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  if (!values.siret) return htmlError(500)
  const at = state.stamp()
  const slug = values.slug || state.newSlug('structure', null, values.name ?? '')
  const structure: StoredStructure = { ...emptyStructure(state.newId(), slug, at), ...values, slug, modifiedAt: at }
  locate(structure, view)
  structure.creator = account.email
  structure.lastEditor = account.email
  structure.source = account.isStaff ? 'equipe-dora' : 'porteur'
  structure.moderationStatus = 'NEED_INITIAL_MODERATION'
  structure.moderationDate = at
  structure.notes.push({ email: account.email, message: 'Création', at })
  state.lastWrite = { kind: 'structure', slug, before: null }
  state.structures.set(slug, structure)
  state.members.push({
    id: state.newId(),
    structure: slug,
    email: account.email,
    isAdmin: true,
    invitedByAdmin: null,
    createdAt: at,
  })
  const fields = Object.keys(values)
  state.history.push({ at, account: account.name, kind: 'structure', slug, action: 'create', fields })
  return json(201, serializeStructure(structure, refreshed()), {
    headers: { location: structure.url },
    committed: true,
  })
}

/** PATCH and PUT /structures/<slug>/. Every one of them stamps the modification date, also when nothing changes. */
export function changeStructure({ view, refreshed }: RouteContext, slug: string, body: Body, whole: boolean): Answer {
  const { state, account } = view
  const structure = state.structures.get(slug)
  if (!structure) return notFound()
  if (account === null || !canEditStructure(view, structure)) return forbidden()
  const { values, errors } = readStructureFields(body, view, whole)
  checkUnique(values, structure, state, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  if ('siret' in values && !values.siret) return htmlError(500)
  state.lastWrite = { kind: 'structure', slug, before: structuredClone(structure) }
  Object.assign(structure, values)
  if (!structure.slug) structure.slug = state.newSlug('structure', null, structure.name)
  if (structure.slug !== slug) renameStructure(structure, slug, state)
  locate(structure, view)
  structure.modifiedAt = state.stamp()
  structure.lastEditor = account.email
  structure.hasBeenEdited = true
  structure.notes.push({ email: account.email, message: 'Structure modifiée', at: structure.modifiedAt })
  state.history.push({
    at: structure.modifiedAt,
    account: account.name,
    kind: 'structure',
    slug: structure.slug,
    action: 'update',
    fields: Object.keys(values),
  })
  return json(200, serializeStructure(structure, refreshed()), { committed: true })
}

/** The commune gives the city and the département; without one they stay as they were. */
function locate(structure: StoredStructure, { geography }: View): void {
  if (structure.cityCode === '') return
  structure.city = geography.commune(structure.cityCode)?.name ?? ''
  structure.department = departmentOfCommune(structure.cityCode)
}

function checkUnique(
  values: Partial<StoredStructure>,
  own: StoredStructure | null,
  state: SandboxState,
  errors: FieldErrors,
): void {
  const names = { siret: 'SIRET', slug: 'slug', codeSafirFt: 'code SAFIR France Travail' } as const
  for (const field of ['siret', 'slug', 'codeSafirFt'] as const) {
    const value = values[field]
    if (!value || field in errors) continue
    const taken = [...state.structures.values()].some(other => other[field] === value && other !== own)
    if (taken)
      errors[field] = [{ message: `Un objet structure avec ce champ ${names[field]} existe déjà.`, code: 'unique' }]
  }
}

function renameStructure(structure: StoredStructure, former: string, state: SandboxState): void {
  state.structures.delete(former)
  state.structures.set(structure.slug, structure)
  const beside: { structure: string | null }[] = [
    ...state.services.values(),
    ...state.models.values(),
    ...state.members,
    ...state.putativeMembers,
    ...Object.values(state.choices).flat(),
  ]
  for (const one of beside) if (one.structure === former) one.structure = structure.slug
}
