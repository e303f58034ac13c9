import { parisIso } from './paris-time.ts'
import { safeName } from './people.ts'
import { canEditServices, canEditStructure, isManagerOf } from './rights.ts'
import { label, labels, serializeArchived, serializeEmbedded, visibleServices, type Wire } from './serialize-service.ts'
import type { StoredService, StoredStructure } from './stored.ts'
import { updateNeeded } from './update-needed.ts'
import type { View } from './view.ts'

export function serializeStructure(structure: StoredStructure, view: View): Wire {
  const { account, beside, options } = view
  // All that DORA holds of it, but for its own books.
  const { id, adminAlreadyInvited, moderationStatus, moderationDate, notes, ...held } = structure
  const { creator, lastEditor, createdAt, modifiedAt, ...shown } = held
  const { slug } = structure
  const editsServices = canEditServices(view, structure)
  const editsStructure = canEditStructure(view, structure)
  const isMember = beside.mine.has(slug)
  const admins = beside.admins(slug)
  const services = visibleServices(structure, view)
  const archived = editsServices ? beside.services(slug).filter(service => service.status === 'ARCHIVED') : []
  const models = beside.models(slug)
  return {
    ...shown,
    archivedServices: archived.map(service => serializeArchived(service, view)),
    branches: [],
    canEditInformations: editsStructure,
    canEditMembers: editsStructure,
    canEditServices: editsServices,
    canViewMembers: account !== null && (account.isStaff || isManagerOf(view, structure) || isMember),
    creationDate: parisIso(structure.createdAt),
    hasAdmin: admins.length > 0,
    isAdmin: beside.administered.has(slug),
    isMember,
    isPendingMember: beside.putative(slug).some(one => one.email === account?.email && one.invitedByAdmin === false),
    models: models.map(model => modelLine(model, structure, view)),
    modificationDate: parisIso(structure.modifiedAt),
    numAdmins: admins.length,
    numModels: models.length,
    numServices: services.length,
    parent: null,
    parentName: null,
    parentSiret: null,
    parentSlug: null,
    services: services.map(service => serializeEmbedded(service, view)),
    shortAdminNames: account ? admins.map(safeName) : [],
    source:
      structure.source === null
        ? null
        : { value: structure.source, label: label(structure.source, options.structures.sources) },
    typologyDisplay: typologyLabel(structure, view),
  }
}

/** A line of GET /structures/. */
export function serializeStructureLine(structure: StoredStructure, view: View): Wire {
  const stale = view.beside.services(structure.slug).filter(service => updateNeeded(service, view.now))
  return {
    department: structure.department,
    modificationDate: parisIso(structure.modifiedAt),
    name: structure.name,
    noDoraForm: structure.noDoraForm,
    parent: null,
    siret: structure.siret,
    slug: structure.slug,
    typologyDisplay: typologyLabel(structure, view),
    canEditInformations: canEditStructure(view, structure),
    servicesToUpdate: stale.map(service => ({ name: service.name, slug: service.slug })),
  }
}

function modelLine(model: StoredService, structure: StoredStructure, view: View): Wire {
  const copies = [...view.state.services.values()].filter(service => service.model === model.slug)
  return {
    categoriesDisplay: labels(model.categories, view.options.services.categories),
    canUserEdit: canEditServices(view, structure),
    department: '',
    modificationDate: parisIso(model.modifiedAt),
    name: model.name,
    numServices: copies.filter(service => service.status !== 'ARCHIVED').length,
    shortDesc: model.shortDesc,
    slug: model.slug,
    structure: model.structure,
  }
}

export function typologyLabel(structure: StoredStructure, view: View): string {
  return label(structure.typology, view.options.structures.typologies)
}
