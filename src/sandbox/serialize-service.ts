import { departmentOfCommune } from '../dora/department-of-commune.ts'
import type { Geography } from '../reference/geography.ts'
import type { Account } from './accounts.ts'
import type { Labelled, RecordedOptions } from './options.ts'
import { parisIso } from './paris-time.ts'
import { canEdit, seesPrivateContacts } from './rights.ts'
import type { ChoiceField, SandboxState, StoredService, StoredStructure } from './state.ts'
import { updateNeeded } from './update-needed.ts'

export interface View {
  state: SandboxState
  options: RecordedOptions
  geography: Geography
  account: Account | null
  /** Milliseconds. */
  now: number
}

type Wire = Record<string, unknown>

/** The whole service, with contacts emptied for those who may not see them. */
export function serializeService(service: StoredService, view: View): Wire {
  const { services: options } = view.options
  const structure = view.state.structures.get(service.structure)
  const hideContacts = !service.isContactInfoPublic && !seesPrivateContacts(view.account)
  const contact = (text: string): string => (hideContacts ? '' : text)
  return {
    accessConditions: service.accessConditions,
    accessConditionsDisplay: choiceLabels(service, 'accessConditions', view),
    address1: service.address1,
    address2: service.address2,
    addressLine: addressLine(service, view),
    beneficiariesAccessModes: service.beneficiariesAccessModes,
    beneficiariesAccessModesDisplay: labels(service.beneficiariesAccessModes, options.beneficiariesAccessModes),
    beneficiariesAccessModesExternalFormLink: service.beneficiariesAccessModesExternalFormLink,
    beneficiariesAccessModesExternalFormLinkText: service.beneficiariesAccessModesExternalFormLinkText,
    beneficiariesAccessModesOther: service.beneficiariesAccessModesOther,
    canWrite: structure !== undefined && canEdit(view.account, structure),
    categories: service.categories,
    categoriesDisplay: labels(service.categories, options.categories),
    city: cityOf(service, view),
    cityCode: service.cityCode,
    coachOrientationModes: service.coachOrientationModes,
    coachOrientationModesDisplay: labels(service.coachOrientationModes, options.coachOrientationModes),
    coachOrientationModesExternalFormLink: service.coachOrientationModesExternalFormLink,
    coachOrientationModesExternalFormLinkText: service.coachOrientationModesExternalFormLinkText,
    coachOrientationModesOther: service.coachOrientationModesOther,
    publics: service.publics,
    publicsDisplay: labels(service.publics, options.publics),
    publicsPrecisions: service.publicsPrecisions,
    contactInfoFilled: Boolean(service.contactEmail || service.contactPhone),
    contactEmail: contact(service.contactEmail),
    contactName: contact(service.contactName),
    contactPhone: contact(service.contactPhone),
    creationDate: parisIso(service.createdAt),
    credentials: service.credentials,
    credentialsDisplay: choiceLabels(service, 'credentials', view),
    department: departmentOfCommune(service.cityCode),
    diffusionZoneDetails: service.diffusionZoneDetails,
    diffusionZoneDetailsDisplay: zoneName(service, view),
    diffusionZoneType: service.diffusionZoneType,
    diffusionZoneTypeDisplay: label(service.diffusionZoneType, options.diffusionZoneType),
    durationWeeklyHours: service.durationWeeklyHours,
    durationWeeks: service.durationWeeks,
    feeCondition: service.feeCondition,
    feeDetails: service.feeDetails,
    forms: service.forms,
    formsInfo: service.forms.map(name => ({ name, url: `/${name}` })),
    fullDesc: service.fullDesc,
    description: service.fullDesc,
    fundingLabels: [],
    fundingLabelsDisplay: [],
    geom: null,
    hasAlreadyBeenUnpublished: service.hasAlreadyBeenUnpublished,
    isAvailable: true,
    isContactInfoPublic: seesPrivateContacts(view.account)
      ? service.isContactInfoPublic
      : service.isContactInfoPublic || null,
    isCumulative: service.isCumulative,
    isModel: false,
    isOrientable: service.status === 'PUBLISHED' && service.contactEmail !== '',
    kind: service.kind,
    kindDisplay: service.kind === null ? null : label(service.kind, options.kinds),
    locationKinds: service.locationKinds,
    locationKindsDisplay: labels(service.locationKinds, options.locationKinds),
    model: null,
    modelChanged: null,
    modelName: null,
    modificationDate: parisIso(service.modifiedAt),
    name: service.name,
    onlineForm: service.onlineForm,
    postalCode: service.postalCode,
    publicationDate: service.publishedAt === null ? null : parisIso(service.publishedAt),
    qpvOrZrr: service.qpvOrZrr,
    recurrence: service.recurrence,
    remoteUrl: service.remoteUrl,
    requirements: service.requirements,
    requirementsDisplay: choiceLabels(service, 'requirements', view),
    shortDesc: service.shortDesc,
    slug: service.slug,
    status: service.status,
    structure: service.structure,
    structureInfo: structure ? structureInfo(structure, view) : null,
    subcategories: service.subcategories,
    subcategoriesDisplay: labels(service.subcategories, options.subcategories),
    suspensionDate: service.suspensionDate,
    updateFrequency: service.updateFrequency,
    updateFrequencyDisplay: label(service.updateFrequency, options.updateFrequencies),
    updateNeeded: updateNeeded(service, view.now),
    isOrientableFtService: false,
  }
}

/** A line of GET /services/. */
export function serializeServiceLine(service: StoredService, view: View): Wire {
  const structure = view.state.structures.get(service.structure)
  return {
    ...lineBase(service, view),
    coachOrientationModes: service.coachOrientationModes,
    contactEmail: service.contactEmail,
    contactName: service.contactName,
    contactPhone: service.contactPhone,
    structureInfo: structure ? structureInList(structure) : null,
  }
}

/** A line of a structure's `services`. */
export function serializeEmbedded(service: StoredService, view: View): Wire {
  return {
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
    modelName: null,
    remoteUrl: service.remoteUrl,
  }
}

/** A line of a structure's `archivedServices`. */
export function serializeArchived(service: StoredService, view: View): Wire {
  return {
    ...lineBase(service, view),
    isAvailable: true,
    locationKinds: service.locationKinds,
    updateNeeded: updateNeeded(service, view.now),
  }
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
    model: null,
    modelChanged: null,
    modificationDate: parisIso(service.modifiedAt),
    name: service.name,
    postalCode: service.postalCode,
    shortDesc: service.shortDesc,
    slug: service.slug,
    status: service.status,
    structure: service.structure,
  }
}

function structureInList(structure: StoredStructure): Wire {
  return {
    address1: structure.address1,
    address2: structure.address2,
    city: structure.city,
    department: structure.department,
    name: structure.name,
    postalCode: structure.postalCode,
    shortDesc: structure.shortDesc,
    siret: structure.siret,
    slug: structure.slug,
    url: structure.url,
  }
}

function structureInfo(structure: StoredStructure, view: View): Wire {
  return {
    ...structureInList(structure),
    hasAdmin: hasAdmin(structure, view.state),
    numServices: visibleServices(structure, view).length,
    phone: structure.phone,
    email: structure.email,
  }
}

export function hasAdmin(structure: StoredStructure, state: SandboxState): boolean {
  return state.accounts.some(account => account.structures.has(structure.slug))
}

/** Those of the site's page: everything but the archive for who may edit, else what is published. */
export function visibleServices(structure: StoredStructure, view: View): StoredService[] {
  const editor = canEdit(view.account, structure)
  return [...view.state.services.values()].filter(
    service =>
      service.structure === structure.slug && (editor ? service.status !== 'ARCHIVED' : service.status === 'PUBLISHED'),
  )
}

function choiceLabels(service: StoredService, field: ChoiceField, view: View): string[] {
  const choices = view.state.choices[field]
  return service[field].flatMap(value => choices.find(choice => choice.value === value)?.label ?? [])
}

function label(value: string, items: Labelled[]): string {
  return items.find(item => item.value === value)?.label ?? ''
}

function labels(values: string[], items: Labelled[]): string[] {
  return values.map(value => label(value, items))
}

function cityOf(service: StoredService, view: View): string {
  return view.geography.commune(service.cityCode)?.name ?? ''
}

function addressLine(service: StoredService, view: View): string {
  const town = `${service.postalCode} ${cityOf(service, view)}`.trim()
  return [service.address1, service.address2, town].filter(part => part !== '').join(' - ')
}

function zoneName(service: StoredService, view: View): string {
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
