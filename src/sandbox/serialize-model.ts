import { serializeService, type Wire } from './serialize-service.ts'
import type { StoredService } from './stored.ts'
import type { View } from './view.ts'

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

export function serializeModel(model: StoredService, view: View): Wire {
  const kept = Object.entries(serializeService(model, view)).filter(([key]) => !NOT_OF_A_MODEL.includes(key))
  const copies = [...view.state.services.values()].filter(
    service => service.model === model.slug && service.status !== 'ARCHIVED',
  )
  return { ...Object.fromEntries(kept), isModel: true, numServices: copies.length }
}
