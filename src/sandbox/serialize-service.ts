import { departmentOfCommune } from '../dora/department-of-commune.ts'
import { MODE_FIELDS, summaryOf } from './dialect.ts'
import { mobilisationOf } from './mobilisation.ts'
import type { Labelled } from './options.ts'
import { parisIso } from './paris-time.ts'
import { canEditServices, seesPrivateContacts } from './rights.ts'
import type { ChoiceField } from './state.ts'
import type { StoredService, StoredStructure } from './stored.ts'
import { modelChecksum } from './synchronise.ts'
import { updateNeeded } from './update-needed.ts'
import type { View } from './view.ts'

export type Wire = Record<string, unknown>

/** What this DORA's dialect says otherwise than that of August 2026. */
export function inDialect(wire: Wire, service: StoredService, { dialect }: View): Wire {
  if (dialect === 'aout-2026') return wire
  const spoken: Wire = { ...wire, shortDesc: summaryOf(service.fullDesc), ...mobilisationOf(service) }
  if (dialect === 'a-venir')
    for (const field of MODE_FIELDS) for (const key of [field, `${field}Display`]) delete spoken[key]
  return spoken
}

/** The whole service, with contacts emptied for those who may not see them. */
export function serializeService(service: StoredService, view: View): Wire {
  return inDialect(augustService(service, view), service, view)
}

/** What DORA shows as it holds it: all but its own books. */
function held(service: StoredService) {
  const { id, syncedAs, mobilisation, creator, lastEditor, createdAt, modifiedAt, publishedAt, ...shown } = service
  const { moderationStatus, moderationDate, ...rest } = shown
  return rest
}

function augustService(service: StoredService, view: View): Wire {
  const { services: options } = view.options
  const structure = view.state.structures.get(service.structure)
  const model = modelOf(service, view)
  const hideContacts = !service.isContactInfoPublic && !seesPrivateContacts(view)
  const contact = (text: string): string => (hideContacts ? '' : text)
  return {
    ...held(service),
    accessConditionsDisplay: choiceLabels(service, 'accessConditions', view),
    addressLine: addressLine(service, view),
    beneficiariesAccessModesDisplay: labels(service.beneficiariesAccessModes, options.beneficiariesAccessModes),
    canWrite: structure !== undefined && canEditServices(view, structure),
    categoriesDisplay: labels(service.categories, options.categories),
    city: cityOf(service, view),
    coachOrientationModesDisplay: labels(service.coachOrientationModes, options.coachOrientationModes),
    publicsDisplay: labels(service.publics, options.publics),
    contactInfoFilled: Boolean(service.contactEmail || service.contactPhone),
    contactEmail: contact(service.contactEmail),
    contactName: contact(service.contactName),
    contactPhone: contact(service.contactPhone),
    creationDate: parisIso(service.createdAt),
    credentialsDisplay: choiceLabels(service, 'credentials', view),
    department: departmentOfCommune(service.cityCode),
    diffusionZoneDetailsDisplay: zoneName(service, view),
    diffusionZoneTypeDisplay: label(service.diffusionZoneType, options.diffusionZoneType),
    formsInfo: formsInfo(service, view),
    description: service.fullDesc,
    fundingLabelsDisplay: service.fundingLabels,
    geom: service.geom === null ? null : { type: 'Point', coordinates: service.geom },
    isAvailable: true,
    isContactInfoPublic: seesPrivateContacts(view) ? service.isContactInfoPublic : service.isContactInfoPublic || null,
    isModel: false,
    isOrientable: service.status === 'PUBLISHED' && service.contactEmail !== '' && structure?.noDoraForm !== true,
    kindDisplay: service.kind === null ? null : label(service.kind, options.kinds),
    locationKindsDisplay: labels(service.locationKinds, options.locationKinds),
    ...model,
    modificationDate: parisIso(service.modifiedAt),
    publicationDate: service.publishedAt === null ? null : parisIso(service.publishedAt),
    requirementsDisplay: choiceLabels(service, 'requirements', view),
    structureInfo: structure ? structureInfo(structure, view) : null,
    subcategoriesDisplay: labels(service.subcategories, options.subcategories),
    updateFrequencyDisplay: label(service.updateFrequency, options.updateFrequencies),
    updateNeeded: updateNeeded(service, view.now),
    isOrientableFtService: false,
  }
}

/** A line of GET /services/. */
export function serializeServiceLine(service: StoredService, view: View): Wire {
  const structure = view.state.structures.get(service.structure)
  const line = {
    ...lineBase(service, view),
    coachOrientationModes: service.coachOrientationModes,
    contactEmail: service.contactEmail,
    contactName: service.contactName,
    contactPhone: service.contactPhone,
    structureInfo: structure ? structureInList(structure) : null,
  }
  return inDialect(line, service, view)
}

/** A line of a structure's `services`. */
export function serializeEmbedded(service: StoredService, view: View): Wire {
  const line = {
    ...serializeArchived(service, view),
    address1: service.address1,
    address2: service.address2,
    cityCode: service.cityCode,
    coachOrientationModes: service.coachOrientationModes,
    contactEmail: service.contactEmail,
    contactName: service.contactName,
    contactPhone: service.contactPhone,
    isCumulative: service.isCumulative,
    locationKindsDisplay: labels(service.locationKinds, view.options.services.locationKinds),
    modelName: modelOf(service, view).modelName,
    remoteUrl: service.remoteUrl,
  }
  return inDialect(line, service, view)
}

/** A line of a structure's `archivedServices`. */
export function serializeArchived(service: StoredService, view: View): Wire {
  const line = {
    ...lineBase(service, view),
    isAvailable: true,
    locationKinds: service.locationKinds,
    updateNeeded: updateNeeded(service, view.now),
  }
  return view.dialect === 'aout-2026' ? line : { ...line, shortDesc: summaryOf(service.fullDesc) }
}

function lineBase(service: StoredService, view: View): Wire {
  const { services: options } = view.options
  return {
    categoriesDisplay: labels(service.categories, options.categories),
    city: cityOf(service, view),
    department: departmentOfCommune(service.cityCode),
    diffusionZoneDetailsDisplay: zoneName(service, view),
    diffusionZoneType: service.diffusionZoneType,
    diffusionZoneTypeDisplay: label(service.diffusionZoneType, options.diffusionZoneType),
    model: service.model,
    modelChanged: modelOf(service, view).modelChanged,
    modificationDate: parisIso(service.modifiedAt),
    name: service.name,
    postalCode: service.postalCode,
    shortDesc: service.shortDesc,
    slug: service.slug,
    status: service.status,
    structure: service.structure,
  }
}

export function structureInList(structure: StoredStructure): Wire {
  const { address1, address2, city, department, name, postalCode, shortDesc, siret, slug, url } = structure
  return { address1, address2, city, department, name, postalCode, shortDesc, siret, slug, url }
}

export function structureInfo(structure: StoredStructure, view: View): Wire {
  return {
    ...structureInList(structure),
    hasAdmin: view.beside.admins(structure.slug).length > 0,
    numServices: visibleServices(structure, view).length,
    phone: structure.phone,
    email: structure.email,
  }
}

/** Those of the site's page: everything but the archive for who may edit, else what is published. */
export function visibleServices(structure: StoredStructure, view: View): StoredService[] {
  const editor = canEditServices(view, structure)
  return view.beside
    .services(structure.slug)
    .filter(service => (editor ? service.status !== 'ARCHIVED' : service.status === 'PUBLISHED'))
}

function modelOf(service: StoredService, view: View) {
  const model = service.model === null ? undefined : view.state.models.get(service.model)
  if (!model) return { model: null, modelChanged: null, modelName: null }
  return { model: model.slug, modelChanged: modelChecksum(model) !== service.syncedAs, modelName: model.name }
}

/** Signed addresses: they are not the same at two readings. */
export function formsInfo(service: StoredService, view: View) {
  return service.forms.map(name => {
    const expires = Math.floor(view.now / 1000) + 3600
    const signature = encodeURIComponent(Buffer.from(view.state.newId()).toString('base64').slice(0, 28))
    return { name, url: `https://documents.example.org/${name}?Signature=${signature}&Expires=${expires}` }
  })
}

export function choiceLabels(service: StoredService, field: ChoiceField, view: View): string[] {
  const choices = view.state.choices[field]
  return service[field].flatMap(value => choices.find(choice => choice.value === value)?.label ?? [])
}

export function label(value: string, items: Labelled[]): string {
  return items.find(item => item.value === value)?.label ?? ''
}

export function labels(values: string[], items: Labelled[]): string[] {
  return values.map(value => label(value, items))
}

export function cityOf(service: StoredService, view: View): string {
  return view.geography.commune(service.cityCode)?.name ?? ''
}

function addressLine(service: StoredService, view: View): string {
  const join = (parts: string[], between: string): string => parts.filter(part => part !== '').join(between)
  const town = join([service.postalCode, cityOf(service, view)], ' ')
  return join([join([service.address1, service.address2], ' '), town], ' - ')
}

export function zoneName(service: StoredService, view: View): string {
  const code = service.diffusionZoneDetails
  switch (service.diffusionZoneType) {
    case 'city': {
      const commune = view.geography.commune(code)
      return commune ? `${commune.name} (${commune.department})` : ''
    }
    case 'epci':
      return view.geography.epci(code)?.name ?? ''
    case 'department':
      return view.geography.department(code)?.name ?? ''
    case 'region':
      return view.geography.region(code)?.name ?? ''
    case 'country':
      return 'France entière'
    default:
      return ''
  }
}
