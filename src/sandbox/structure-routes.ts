import { createRequire } from 'node:module'
import { departmentOfCommune } from '../dora/department-of-commune.ts'
import { STRUCTURE_FIELDS, type StructureField, type StructureForm } from '../dora/structure-fields.ts'
import {
  type Answer,
  type ErrorItem,
  type FieldErrors,
  forbidden,
  htmlError,
  invalid,
  json,
  notFound,
} from './answer.ts'
import { checkEmail, checkUrl, type FieldRule, type Rules, readFields } from './fields.ts'
import { paginate } from './paginate.ts'
import { canEdit } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import { serializeStructure, serializeStructureLine } from './serialize-structure.ts'
import type { StoredStructure } from './state.ts'

/** GET /structures/ */
export function listStructures(context: RouteContext): Answer {
  const { view, query } = context
  const { account, state } = view
  const search = query.get('search')?.toLowerCase()
  const structures = [...state.structures.values()]
    .filter(structure => {
      if (query.get('department') && structure.department !== query.get('department')) return false
      if (search && !`${structure.name} ${structure.siret ?? ''} ${structure.slug}`.toLowerCase().includes(search))
        return false
      if (query.get('managed') === 'true' && !account?.departments.includes(structure.department)) return false
      if (query.get('pending') === 'true') return false
      if (query.get('active') === 'true' && !isActive(structure, context)) return false
      return true
    })
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  return paginate(context, structures, structure => serializeStructureLine(structure, view))
}

/** GET /structures/<slug>/ */
export function readStructure(context: RouteContext, slug: string): Answer {
  const structure = context.view.state.structures.get(slug)
  return structure ? json(200, serializeStructure(structure, context.view)) : notFound()
}

/** GET /siret-claimed/<siret>/ */
export function siretClaimed(context: RouteContext, siret: string): Answer {
  const structure = [...context.view.state.structures.values()].find(other => other.siret === siret)
  return structure ? json(200, serializeStructure(structure, context.view)) : notFound()
}

/** POST /structures/. Any account may, in any département: it becomes its administrator. */
export function createStructure(context: RouteContext, body: Body): Answer {
  const { state, account } = context.view
  if (account === null) return forbidden()
  if (body.siret === '') return htmlError(500)
  const { values, errors } = readFields(body, structureRules(context), ['name'])
  checkSiretIsFree(values.siret, null, context, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  const at = state.stamp()
  const slug = state.newSlug('structure', null, String(values.name))
  const structure: StoredStructure = { ...emptyStructure(slug, at), ...(values as Partial<StoredStructure>) }
  if (typeof body.city === 'string') structure.city = body.city
  structure.department = departmentOfCommune(structure.cityCode)
  structure.creator = account.email
  structure.lastEditor = account.email
  state.lastWrite = { kind: 'structure', slug, before: null }
  state.structures.set(slug, structure)
  account.structures.add(slug)
  state.moderation.add(`structure/${slug}`)
  state.history.push({
    at,
    account: account.name,
    kind: 'structure',
    slug,
    action: 'create',
    fields: Object.keys(values),
  })
  const headers = structure.url === '' ? {} : { location: structure.url }
  return json(201, serializeStructure(structure, context.view), { headers, committed: true })
}

/** PATCH and PUT /structures/<slug>/. Every one of them stamps the modification date, also when nothing changes. */
export function changeStructure(context: RouteContext, slug: string, body: Body, whole: boolean): Answer {
  const { state, account } = context.view
  const structure = state.structures.get(slug)
  if (!structure) return notFound()
  if (!canEdit(account, structure) || account === null) return forbidden()
  if (body.siret === '') return htmlError(500)
  const { values, errors } = readFields(body, structureRules(context), whole ? ['name'] : [])
  checkSiretIsFree(values.siret, slug, context, errors)
  if (Object.keys(errors).length > 0) return json(400, errors)
  state.lastWrite = { kind: 'structure', slug, before: structuredClone(structure) }
  Object.assign(structure, values)
  structure.department = departmentOfCommune(structure.cityCode)
  structure.modifiedAt = state.stamp()
  structure.lastEditor = account.email
  structure.hasBeenEdited = true
  state.moderation.add(`structure/${slug}`)
  state.history.push({
    at: structure.modifiedAt,
    account: account.name,
    kind: 'structure',
    slug,
    action: 'update',
    fields: Object.keys(values),
  })
  return json(200, serializeStructure(structure, context.view), { committed: true })
}

export function emptyStructure(slug: string, at: number): StoredStructure {
  return {
    slug,
    name: '',
    siret: null,
    typology: null,
    shortDesc: '',
    fullDesc: '',
    address1: '',
    address2: '',
    postalCode: '',
    city: '',
    cityCode: '',
    department: '',
    phone: '',
    email: '',
    url: '',
    ape: '',
    openingHours: null,
    openingHoursDetails: null,
    accesslibreUrl: null,
    nationalLabels: [],
    otherLabels: [],
    hasBeenEdited: false,
    creator: null,
    lastEditor: null,
    createdAt: at,
    modifiedAt: at,
  }
}

function isActive(structure: StoredStructure, context: RouteContext): boolean {
  return [...context.view.state.services.values()].some(
    service => service.structure === structure.slug && service.status === 'PUBLISHED',
  )
}

function checkSiretIsFree(siret: unknown, own: string | null, context: RouteContext, errors: FieldErrors): void {
  if (typeof siret !== 'string') return
  const taken = [...context.view.state.structures.values()].some(other => other.siret === siret && other.slug !== own)
  if (taken) errors.siret = [{ message: 'Un objet structure avec ce champ SIRET existe déjà.', code: 'unique' }]
}

function structureRules(context: RouteContext): Rules {
  const { typologies, nationalLabels } = context.view.options.structures
  const texts = (Object.keys(STRUCTURE_FIELDS) as StructureField[])
    .filter(field => field !== 'city')
    .map((field): [string, FieldRule] => {
      const { max, form } = STRUCTURE_FIELDS[field]
      const check = form === undefined ? undefined : CHECKS[form]
      const nullable = NULLABLE.has(field)
      return [field, { kind: 'text', max, blank: field !== 'name', nullable, ...(check ? { check } : {}) }]
    })
  return {
    ...Object.fromEntries(texts),
    typology: {
      kind: 'choice',
      values: typologies.map(item => item.value),
      nullable: true,
      missing: 'invalid_choice',
    },
    nationalLabels: { kind: 'objects', values: nationalLabels.map(item => item.value) },
  }
}

const NULLABLE = new Set<StructureField>(['siret', 'accesslibreUrl', 'openingHours', 'openingHoursDetails'])

const CHECKS: Partial<Record<StructureForm, (value: string) => ErrorItem[]>> = {
  siret: value => (/^\d{14}$/.test(value) ? [] : [invalid('Le numéro SIRET doit être composé de 14 chiffres.')]),
  phone: value => checkPhone(value),
  email: checkEmail,
  url: checkUrl,
  'opening-hours': value => checkOpeningHours(value),
}

function checkPhone(value: string) {
  if (!/^\d+$/.test(value)) return [invalid(`Le numéro de téléphone ${value} ne contient pas que des chiffres`)]
  return value.length === 10 ? [] : [invalid(`Le numéro de téléphone ${value} est incorrect.`)]
}

function checkOpeningHours(value: string) {
  const OpeningHours = createRequire(import.meta.url)('opening_hours') as new (text: string) => unknown
  try {
    new OpeningHours(value)
    return []
  } catch {
    return [invalid('Le format des horaires d’ouverture est incorrect')]
  }
}
