import { parisIso } from './paris-time.ts'
import { canEdit } from './rights.ts'
import { hasAdmin, serializeArchived, serializeEmbedded, type View, visibleServices } from './serialize-service.ts'
import type { StoredStructure } from './state.ts'
import { updateNeeded } from './update-needed.ts'

type Wire = Record<string, unknown>

export function serializeStructure(structure: StoredStructure, view: View): Wire {
  const { account, state } = view
  const editor = canEdit(account, structure)
  const member = account?.structures.has(structure.slug) ?? false
  const admins = state.accounts.filter(other => other.structures.has(structure.slug))
  const services = visibleServices(structure, view)
  const archived = editor
    ? [...state.services.values()].filter(
        service => service.structure === structure.slug && service.status === 'ARCHIVED',
      )
    : []
  return {
    accesslibreUrl: structure.accesslibreUrl,
    address1: structure.address1,
    address2: structure.address2,
    ape: structure.ape,
    archivedServices: archived.map(service => serializeArchived(service, view)),
    branches: [],
    canEditInformations: editor,
    canEditMembers: editor,
    canEditServices: editor,
    canViewMembers: editor,
    city: structure.city,
    cityCode: structure.cityCode,
    codeSafirFt: null,
    creationDate: parisIso(structure.createdAt),
    department: structure.department,
    email: structure.email,
    fullDesc: structure.fullDesc,
    hasAdmin: hasAdmin(structure, state),
    hasBeenEdited: structure.hasBeenEdited,
    isAdmin: member,
    isMember: member,
    isPendingMember: false,
    isObsolete: false,
    latitude: null,
    longitude: null,
    models: [],
    modificationDate: parisIso(structure.modifiedAt),
    name: structure.name,
    nationalLabels: structure.nationalLabels,
    noDoraForm: false,
    numAdmins: admins.length,
    numModels: 0,
    numServices: services.length,
    openingHours: structure.openingHours,
    openingHoursDetails: structure.openingHoursDetails,
    otherLabels: structure.otherLabels,
    parent: null,
    parentName: null,
    parentSiret: null,
    parentSlug: null,
    phone: structure.phone,
    postalCode: structure.postalCode,
    quickStartDone: false,
    services: services.map(service => serializeEmbedded(service, view)),
    shortAdminNames: account ? admins.map(admin => admin.shortName) : [],
    shortDesc: structure.shortDesc,
    siret: structure.siret,
    slug: structure.slug,
    source: { value: 'porteur', label: 'Porteur' },
    typology: structure.typology,
    typologyDisplay: typologyLabel(structure, view),
    url: structure.url,
  }
}

/** A line of GET /structures/. */
export function serializeStructureLine(structure: StoredStructure, view: View): Wire {
  const stale = [...view.state.services.values()].filter(
    service =>
      service.structure === structure.slug && service.status === 'PUBLISHED' && updateNeeded(service, view.now),
  )
  return {
    department: structure.department,
    modificationDate: parisIso(structure.modifiedAt),
    name: structure.name,
    noDoraForm: false,
    parent: null,
    siret: structure.siret,
    slug: structure.slug,
    typologyDisplay: typologyLabel(structure, view),
    canEditInformations: canEdit(view.account, structure),
    servicesToUpdate: stale.map(service => ({ name: service.name, slug: service.slug })),
  }
}

function typologyLabel(structure: StoredStructure, view: View): string {
  return view.options.structures.typologies.find(item => item.value === structure.typology)?.label ?? ''
}
