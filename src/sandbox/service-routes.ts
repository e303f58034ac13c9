import { type Answer, forbidden, htmlError, json, noContent, noSuchObject, notFound } from './answer.ts'
import { type NewChoices, readChoices } from './choices.ts'
import { metadataAnswer, serviceMetadata } from './metadata.ts'
import { paginate } from './paginate.ts'
import { canEditServices, canSee } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { serializeService, serializeServiceLine } from './serialize-service.ts'
import { readServiceFields, storedValues } from './service-fields.ts'
import { emptyService, type StoredService, type StoredStructure } from './stored.ts'
import { modelChecksum } from './synchronise.ts'
import { isTruthy } from './truthy.ts'

/** GET /services/: partial lines, the last modified first; no other filter than these two. */
export function listServices(context: RouteContext): Answer {
  const { view, query } = context
  const structure = query.get('structure')
  const published = isTruthy(query.get('published'))
  const services = [...(structure ? view.beside.services(structure) : view.state.services.values())]
    .filter(service => (published ? service.status === 'PUBLISHED' : true) && canSee(view, service))
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  return paginate(context, services, service => serializeServiceLine(service, view))
}

/** OPTIONS /services/: what this account may write. */
export function describeServices({ view }: RouteContext): Answer {
  return metadataAnswer('Service List', view.account === null ? null : { POST: serviceMetadata(view) })
}

/** OPTIONS /services/<slug>/ */
export function describeService({ view }: RouteContext, slug: string): Answer {
  const found = writable(view, slug)
  return metadataAnswer('Service Instance', 'refused' in found ? null : { PUT: serviceMetadata(view) })
}

/** GET /services/<slug>/ */
export function readService({ view }: RouteContext, slug: string): Answer {
  const service = view.state.services.get(slug)
  if (!service || !canSee(view, service)) return notFound()
  return json(200, serializeService(service, view))
}

/** POST /services/: the same one posted twice makes two; PUBLISHED with only a name is let through. */
export function createService({ view }: RouteContext, body: Body): Answer {
  const { state, account } = view
  if (account === null) return forbidden()
  const read = readServiceFields(body, view, true)
  const structure = typeof body.structure === 'string' ? state.structures.get(body.structure) : undefined
  if (read === 'crash' || ('structure' in body && !structure)) return htmlError(500)
  const { values, errors } = read
  const choices = structure ? readChoices(body, own(structure), state, values, errors) : []
  if (Object.keys(errors).length > 0 || !structure) return json(400, errors)
  if (!canEditServices(view, structure)) return forbidden()
  const at = state.stamp()
  const slug = String(values.slug || state.newSlug('service', structure.slug, String(values.name)))
  const service = emptyService(state.newId(), slug, structure.slug, at)
  write(service, values, choices, structure, view)
  service.creator = account.email
  service.lastEditor = account.email
  service.publishedAt = service.status === 'PUBLISHED' ? at : null
  if (service.status === 'PUBLISHED') moderate(service, 'NEED_INITIAL_MODERATION', at)
  const model = service.model === null ? undefined : state.models.get(service.model)
  if (model) service.syncedAs = modelChecksum(model)
  state.lastWrite = { kind: 'service', slug, before: null }
  state.services.set(slug, service)
  state.history.push({
    at,
    account: account.name,
    kind: 'service',
    slug,
    action: 'create',
    fields: Object.keys(values),
  })
  return json(201, serializeService(service, view), { committed: true })
}

/** PATCH and PUT /services/<slug>/: stamps date and editor each time, also when nothing changes; `structure` moves the service. */
export function changeService({ view }: RouteContext, slug: string, body: Body, whole: boolean): Answer {
  const { state, account } = view
  const found = writable(view, slug)
  if ('refused' in found || account === null) return 'refused' in found ? found.refused : forbidden()
  const { service, home } = found
  const read = readServiceFields(body, view, whole, service)
  if (read === 'crash') return htmlError(500)
  const { values, errors } = read
  const target = typeof body.structure === 'string' ? state.structures.get(body.structure) : home
  if (!target) errors.structure = [noSuchObject(body.structure, 'slug')]
  if (typeof values.slug === 'string' && values.slug !== slug && isTaken(values.slug, view))
    errors.slug = [{ message: 'Un objet service avec ce champ slug existe déjà.', code: 'unique' }]
  const choices = readChoices(body, { home: home.slug, target: target?.slug ?? '' }, state, values, errors)
  if (Object.keys(errors).length > 0 || !target) return json(400, errors)
  if ('structure' in body && !canEditServices(view, target)) return forbidden()
  if (values.status === null || values.status === '') return htmlError(500)
  const before = structuredClone(service)
  state.lastWrite = { kind: 'service', slug, before }
  service.structure = target.slug
  write(service, values, choices, target, view)
  if (!service.slug) service.slug = freshSlug(service, before.slug, view)
  if (service.slug !== slug) rename(service, slug, view)
  const at = state.stamp()
  service.modifiedAt = at
  service.lastEditor = account.email
  if (service.status !== before.status) {
    if (before.status === 'PUBLISHED') service.hasAlreadyBeenUnpublished = true
    if (service.status === 'PUBLISHED') service.publishedAt = at
  }
  const fields = changedFields(before, service)
  if (isTruthy(body.markSynced) && service.model !== null) {
    const model = state.models.get(service.model)
    if (model) service.syncedAs = modelChecksum(model)
  }
  if (fields.length > 0) {
    state.history.push({ at, account: account.name, kind: 'service', slug: service.slug, action: 'update', fields })
    if (service.status === 'PUBLISHED')
      moderate(service, before.status === 'PUBLISHED' ? 'NEED_NEW_MODERATION' : 'NEED_INITIAL_MODERATION', at)
  }
  return json(200, serializeService(service, view), { committed: true })
}

/** DELETE /services/<slug>/: only while a suggestion. */
export function deleteService({ view }: RouteContext, slug: string): Answer {
  const found = writable(view, slug)
  if ('refused' in found) return found.refused
  const { service } = found
  if (service.status !== 'SUGGESTION') return forbidden()
  view.state.lastWrite = { kind: 'service', slug, before: structuredClone(service) }
  view.state.services.delete(slug)
  return noContent(true)
}

/** POST /services/mark-as-up-to-date/: all or none; 204 also for a slug nobody has. */
export function markUpToDate({ view }: RouteContext, body: Body): Answer {
  const { state, account } = view
  const services = listedServices(view, body.services)
  if ('answer' in services) return services.answer
  for (const service of services.list) {
    state.lastWrite = { kind: 'service', slug: service.slug, before: structuredClone(service) }
    service.modifiedAt = state.stamp()
    service.lastEditor = account?.email ?? null
    state.history.push({
      at: service.modifiedAt,
      account: account?.name ?? '',
      kind: 'service',
      slug: service.slug,
      action: 'confirm',
      fields: [],
    })
  }
  return noContent(services.list.length > 0)
}

/** Those of a list that exist; a crash without a list, a refusal for all when one is another's. */
export function listedServices(
  view: RouteContext['view'],
  slugs: unknown,
): { list: StoredService[] } | { answer: Answer } {
  if (!Array.isArray(slugs)) return { answer: htmlError(500) }
  const list = slugs.flatMap(slug => view.state.services.get(String(slug)) ?? [])
  for (const service of list) {
    const home = view.state.structures.get(service.structure)
    if (!home || !canEditServices(view, home)) return { answer: forbidden() }
  }
  return { list }
}

function writable(
  view: RouteContext['view'],
  slug: string,
): { service: StoredService; home: StoredStructure } | { refused: Answer } {
  const service = view.state.services.get(slug)
  if (!service || !canSee(view, service)) return { refused: notFound() }
  const home = view.state.structures.get(service.structure)
  return home && canEditServices(view, home) ? { service, home } : { refused: forbidden() }
}

const own = ({ slug }: StoredStructure) => ({ home: slug, target: slug })

function write(
  service: StoredService,
  values: Record<string, unknown>,
  choices: NewChoices,
  structure: StoredStructure,
  { state }: RouteContext['view'],
): void {
  Object.assign(service, storedValues(values, service))
  if (structure.noDoraForm && 'coachOrientationModes' in values)
    service.coachOrientationModes = service.coachOrientationModes.filter(mode => mode !== 'formulaire-dora')
  if (service.model === null) service.syncedAs = null
  for (const { field, choice } of choices) state.choices[field].push(choice)
}

function moderate(service: StoredService, status: 'NEED_INITIAL_MODERATION' | 'NEED_NEW_MODERATION', at: number): void {
  service.moderationStatus = status
  service.moderationDate = at
}

const NOT_FIELDS = [
  'modifiedAt',
  'lastEditor',
  'hasAlreadyBeenUnpublished',
  'syncedAs',
  'moderationStatus',
  'moderationDate',
]

function changedFields(before: StoredService, after: StoredService): string[] {
  return Object.keys(after).filter(
    key =>
      !NOT_FIELDS.includes(key) &&
      JSON.stringify(before[key as keyof StoredService]) !== JSON.stringify(after[key as keyof StoredService]),
  )
}

function isTaken(slug: string, { state }: RouteContext['view']): boolean {
  return state.services.has(slug) || state.models.has(slug)
}

function freshSlug(service: StoredService, former: string, { state }: RouteContext['view']): string {
  state.services.delete(former)
  return state.newSlug('service', service.structure, service.name)
}

/** The order of the shelf is kept: it is the order of equal dates. */
function rename(service: StoredService, former: string, { state }: RouteContext['view']): void {
  const entries = [...state.services.entries()].filter(([slug]) => slug !== former)
  state.services = new Map([...entries, [service.slug, service]])
}
