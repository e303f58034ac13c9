import { type Answer, forbidden, htmlError, invalid, json, noContent, notFound } from './answer.ts'
import { readChoices } from './choices.ts'
import { paginate } from './paginate.ts'
import { canEditServices } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { serializeService, type Wire } from './serialize-service.ts'
import { readServiceFields, storedValues } from './service-fields.ts'
import { listedServices } from './service-routes.ts'
import { emptyService, type StoredService } from './stored.ts'
import { modelChecksum, takeOverModel } from './synchronise.ts'
import { isTruthy } from './truthy.ts'
import type { View } from './view.ts'

/** GET /models/: everybody sees them. */
export function listModels(context: RouteContext): Answer {
  const { view, query } = context
  const structure = query.get('structure')
  const models = [...view.state.models.values()]
    .filter(model => !structure || model.structure === structure)
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  return paginate(context, models, model => serializeModel(model, view))
}

/** GET /models/<slug>/ */
export function readModel({ view }: RouteContext, slug: string): Answer {
  const model = view.state.models.get(slug)
  return model ? json(200, serializeModel(model, view)) : notFound()
}

/** POST /models/: of a service (`service`), which then follows it, or of nothing. */
export function createModel({ view, refreshed }: RouteContext, body: Body): Answer {
  const { state, account } = view
  const read = readServiceFields(body, view, true)
  if (read === 'crash') return htmlError(500)
  const structure = state.structures.get(String(body.structure))
  if (!structure || account === null) return notFound()
  const { values, errors } = read
  const choices = readChoices(body, { home: structure.slug, target: structure.slug }, state, values, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  const service = body.service ? state.services.get(String(body.service)) : undefined
  if (body.service && !service) return notFound()
  if (!canEditServices(view, structure)) return forbidden()
  if (service?.model) return json(400, [invalid('Impossible de copier un service synchronisé')])
  const at = state.stamp()
  const slug = state.newSlug('service', structure.slug, String(values.name))
  const model = emptyService(state.newId(), slug, structure.slug, at)
  Object.assign(model, storedValues(values, model))
  for (const { field, choice } of choices) state.choices[field].push(choice)
  model.creator = account.email
  model.lastEditor = account.email
  state.models.set(slug, model)
  if (service) {
    service.model = slug
    service.syncedAs = modelChecksum(model)
  }
  return json(201, serializeModel(model, refreshed()), { committed: true })
}

/** PATCH /models/<slug>/; `updateAllServices` pushes the change to every service that follows it, whoever may write them. */
export function changeModel({ view }: RouteContext, slug: string, body: Body): Answer {
  const { state, account } = view
  const model = state.models.get(slug)
  const structure = model && state.structures.get(model.structure)
  if (!model || !structure) return notFound()
  if (account === null || !canEditServices(view, structure)) return forbidden()
  const read = readServiceFields(body, view, false, model)
  if (read === 'crash') return htmlError(500)
  const { values, errors } = read
  const choices = readChoices(body, { home: structure.slug, target: structure.slug }, state, values, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  const before = modelChecksum(model)
  Object.assign(model, storedValues(values, model))
  for (const { field, choice } of choices) state.choices[field].push(choice)
  model.lastEditor = account.email
  model.modifiedAt = state.stamp()
  if (before !== modelChecksum(model) && isTruthy(body.updateAllServices))
    for (const service of state.services.values())
      if (service.model === slug) synchronise(service, model, account.email, state.stamp(), { view })
  return json(200, serializeModel(model, view), { committed: true })
}

/** POST /services/update-from-model/: a crash for a service without model. */
export function updateFromModel({ view }: RouteContext, body: Body): Answer {
  const { state, account } = view
  const services = listedServices(view, body.services)
  if ('answer' in services) return services.answer
  for (const service of services.list) {
    const model = service.model === null ? undefined : state.models.get(service.model)
    if (!model) return htmlError(500)
    synchronise(service, model, account?.email ?? '', state.stamp(), { view })
  }
  return noContent(true)
}

/** POST /services/reject-update-from-model/: no date moves, what may not be written is passed over. */
export function rejectUpdate({ view }: RouteContext, body: Body): Answer {
  if (!Array.isArray(body.data)) return htmlError(500)
  for (const row of body.data as { modelSlug?: unknown; serviceSlug?: unknown }[]) {
    const service = view.state.services.get(String(row.serviceSlug))
    const model = view.state.models.get(String(row.modelSlug))
    const structure = service && view.state.structures.get(service.structure)
    if (service && model && structure && canEditServices(view, structure)) service.syncedAs = modelChecksum(model)
  }
  return noContent(true)
}

function synchronise(
  service: StoredService,
  model: StoredService,
  editor: string,
  at: number,
  { view }: Pick<RouteContext, 'view'>,
): void {
  takeOverModel(view.state, service, model)
  service.lastEditor = editor
  service.modifiedAt = at
}

/** What only a service has. */
const NOT_OF_A_MODEL = [
  'address1',
  'address2',
  'addressLine',
  'city',
  'cityCode',
  'contactInfoFilled',
  'contactEmail',
  'contactName',
  'contactPhone',
  'diffusionZoneDetails',
  'diffusionZoneDetailsDisplay',
  'diffusionZoneType',
  'diffusionZoneTypeDisplay',
  'geom',
  'hasAlreadyBeenUnpublished',
  'isAvailable',
  'isContactInfoPublic',
  'isOrientable',
  'isOrientableFtService',
  'locationKinds',
  'locationKindsDisplay',
  'model',
  'modelChanged',
  'modelName',
  'postalCode',
  'publicationDate',
  'remoteUrl',
  'status',
  'updateFrequencyDisplay',
  'updateNeeded',
]

function serializeModel(model: StoredService, view: View): Wire {
  const kept = Object.entries(serializeService(model, view)).filter(([key]) => !NOT_OF_A_MODEL.includes(key))
  const copies = [...view.state.services.values()].filter(
    service => service.model === model.slug && service.status !== 'ARCHIVED',
  )
  return { ...Object.fromEntries(kept), isModel: true, numServices: copies.length }
}
