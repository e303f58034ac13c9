import type { Account } from './accounts.ts'
import { type Answer, type FieldErrors, forbidden, htmlError, invalid, json, noSuchKey, notFound } from './answer.ts'
import { readFields } from './fields.ts'
import { paginate } from './paginate.ts'
import { canEdit, canSee } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { serializeService, serializeServiceLine } from './serialize-service.ts'
import { emptyService, serviceRules } from './service-fields.ts'
import { CHOICE_FIELDS, type ChoiceField, type StoredService, type StoredStructure } from './state.ts'

/** GET /services/: partial lines, the last modified first. */
export function listServices(context: RouteContext): Answer {
  const { view, query } = context
  const services = [...view.state.services.values()]
    .filter(service => {
      if (query.get('structure') && service.structure !== query.get('structure')) return false
      if (query.get('published') && service.status !== 'PUBLISHED') return false
      return canSee(view.account, service, view.state)
    })
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  return paginate(context, services, service => serializeServiceLine(service, view))
}

/** GET /services/<slug>/ */
export function readService(context: RouteContext, slug: string): Answer {
  const { view } = context
  const service = view.state.services.get(slug)
  if (!service || !canSee(view.account, service, view.state)) return notFound()
  return json(200, serializeService(service, view))
}

/** POST /services/: the same one posted twice makes two; PUBLISHED with only a name is let through. */
export function createService(context: RouteContext, body: Body): Answer {
  const { view } = context
  const { state, account, options } = view
  if (account === null) return forbidden()
  const { values, errors } = readFields(body, serviceRules(options.services), ['name', 'structure'])
  const structure = typeof body.structure === 'string' ? state.structures.get(body.structure) : undefined
  if ('structure' in body && !structure) return htmlError(500)
  const created: NewChoice[] = []
  if (structure) readChoices(body, structure, context, values, errors, created)
  if (Object.keys(errors).length > 0 || !structure) return json(400, errors)
  if (!canEdit(account, structure)) return forbidden()
  const at = state.stamp()
  const slug = state.newSlug('service', structure.slug, String(values.name))
  const service = emptyService(slug, structure.slug, at)
  apply(service, values, created, context)
  service.creator = account.email
  if (service.status === 'PUBLISHED') service.publishedAt = at
  state.lastWrite = { kind: 'service', slug, before: null }
  state.services.set(slug, service)
  leaveTraces(service, account, 'create', Object.keys(values), at, context)
  return json(201, serializeService(service, view), { committed: true })
}

/** PATCH and PUT /services/<slug>/: stamps date and editor each time; `structure` moves the service. */
export function changeService(context: RouteContext, slug: string, body: Body, whole: boolean): Answer {
  const { view } = context
  const { state, account, options } = view
  const service = state.services.get(slug)
  if (!service || !canSee(account, service, state)) return notFound()
  const home = state.structures.get(service.structure)
  if (account === null || !home || !canEdit(account, home)) return forbidden()
  const { values, errors } = readFields(body, serviceRules(options.services), whole ? ['name', 'structure'] : [])
  const target = typeof body.structure === 'string' ? state.structures.get(body.structure) : home
  if (!target)
    errors.structure = [
      { message: `L'objet avec slug=${String(body.structure)} n'existe pas.`, code: 'does_not_exist' },
    ]
  const created: NewChoice[] = []
  readChoices(body, home, context, values, errors, created)
  if (Object.keys(errors).length > 0 || !target) return json(400, errors)
  if (!canEdit(account, target)) return forbidden()
  state.lastWrite = { kind: 'service', slug, before: structuredClone(service) }
  const before = service.status
  apply(service, values, created, context)
  service.structure = target.slug
  const at = state.stamp()
  if (service.status !== before) {
    if (before === 'PUBLISHED') service.hasAlreadyBeenUnpublished = true
    if (service.status === 'PUBLISHED') service.publishedAt = at
  }
  leaveTraces(service, account, 'update', Object.keys(values), at, context)
  return json(200, serializeService(service, view), { committed: true })
}

/** DELETE /services/<slug>/: only while a suggestion. */
export function deleteService(context: RouteContext, slug: string): Answer {
  const { state, account } = context.view
  const service = state.services.get(slug)
  if (!service || !canSee(account, service, state)) return notFound()
  const home = state.structures.get(service.structure)
  if (!home || !canEdit(account, home) || service.status !== 'SUGGESTION') return forbidden()
  state.lastWrite = { kind: 'service', slug, before: structuredClone(service) }
  state.services.delete(slug)
  return { status: 204, body: { kind: 'empty' }, committed: true }
}

/** POST /services/mark-as-up-to-date/: 204 also for a slug nobody has. */
export function markUpToDate(context: RouteContext, body: Body): Answer {
  const { state, account } = context.view
  const slugs = Array.isArray(body.services) ? body.services.map(String) : []
  const services = slugs.flatMap(slug => state.services.get(slug) ?? [])
  for (const service of services) {
    const home = state.structures.get(service.structure)
    if (!home || !canEdit(account, home)) return forbidden()
  }
  for (const service of services) {
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
  return { status: 204, body: { kind: 'empty' }, committed: services.length > 0 }
}

function apply(
  service: StoredService,
  values: Record<string, unknown>,
  created: NewChoice[],
  context: RouteContext,
): void {
  const { description, fullDesc, status, ...rest } = values
  Object.assign(service, rest)
  if (typeof description === 'string') service.fullDesc = description
  if (typeof fullDesc === 'string') service.fullDesc = fullDesc
  if (status !== undefined && status !== null) service.status = status as StoredService['status']
  for (const { field, choice } of created) context.view.state.choices[field].push(choice)
}

function leaveTraces(
  service: StoredService,
  account: Account,
  action: 'create' | 'update',
  fields: string[],
  at: number,
  context: RouteContext,
): void {
  const { state } = context.view
  service.modifiedAt = at
  service.lastEditor = account.email
  state.moderation.add(`service/${service.slug}`)
  state.history.push({ at, account: account.name, kind: 'service', slug: service.slug, action, fields })
}

interface NewChoice {
  field: ChoiceField
  choice: { value: number; label: string; structure: string }
}

/** A number is a known choice; a text is reused when the structure or everybody has it, else it becomes a new one. */
function readChoices(
  body: Body,
  structure: StoredStructure,
  context: RouteContext,
  values: Record<string, unknown>,
  errors: FieldErrors,
  created: NewChoice[],
): void {
  for (const field of CHOICE_FIELDS) {
    if (!(field in body)) continue
    const asked = body[field]
    if (!Array.isArray(asked)) {
      errors[field] = [{ message: "Attendait une liste d'éléments.", code: 'not_a_list' }]
      continue
    }
    const known = context.view.state.choices[field]
    const chosen: number[] = []
    for (const item of asked) {
      if (typeof item === 'number') {
        const choice = known.find(other => other.value === item)
        if (!choice) errors[field] = [noSuchKey(item)]
        else if (choice.structure !== null && choice.structure !== structure.slug)
          errors[field] = [
            {
              message: "Ce choix n'est pas disponible dans cette structure",
              code: 'unallowed_custom_choices_bad_struc',
            },
          ]
        else chosen.push(choice.value)
        continue
      }
      const label = String(item).trim()
      if (label === '') errors[field] = [invalid('Cette valeur est vide')]
      else if (label.length > 140) errors[field] = [invalid('Cette valeur doit avoir moins de 140 caractères')]
      else {
        const same = known.filter(other => other.label === label)
        const existing =
          same.find(other => other.structure === structure.slug) ??
          same.find(other => other.structure === null) ??
          created.find(other => other.field === field && other.choice.label === label)?.choice
        if (existing) chosen.push(existing.value)
        else {
          const value = Math.max(0, ...known.map(c => c.value), ...ofField(created, field)) + 1
          created.push({ field, choice: { value, label, structure: structure.slug } })
          chosen.push(value)
        }
      }
    }
    if (!(field in errors)) values[field] = [...new Set(chosen)]
  }
}

function ofField(created: NewChoice[], field: ChoiceField): number[] {
  return created.filter(other => other.field === field).map(other => other.choice.value)
}
