import type { CountedService } from '../coverage/input.ts'
import { fromZone, isSpecific, publicsFromDora } from '../dora/translate.ts'
import type { CensusService } from '../ledger/census-records.ts'
import type { OtherService } from '../ledger/other-services.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { isUpToDate, seenOf } from './count-census.ts'

/** A service of the census as the coverage report counts it: whom and where it serves in the reference's words. @param today `YYYY-MM-DD` */
export function countedService(service: CensusService, today: string): CountedService {
  const { slug, structure, status, fields } = service
  const published = status === 'PUBLISHED'
  return {
    origin: 'dora',
    slug,
    structure,
    published,
    seen: seenOf(service, today).seen,
    upToDate: published && isUpToDate(service, today),
    quality: fields?.quality?.score ?? null,
    delay: fields?.delay ?? null,
    placed: fields && {
      thematiques: fields.subcategories.filter(isSpecific),
      publics: publicsFromDora(fields.publics),
      modes_accueil: fields.locationKinds,
      zone_eligibilite: fromZone(fields.diffusionZoneType, fields.diffusionZoneDetails, officialGeography()),
      code_insee: fields.cityCode,
    },
  }
}

/** A service that another source than DORA gives. */
export const otherService = ({
  id,
  structure,
  placed,
}: Pick<OtherService, 'id' | 'structure' | 'placed'>): CountedService => ({
  origin: 'elsewhere',
  slug: id,
  structure,
  published: true,
  seen: 'yes',
  upToDate: false,
  quality: null,
  delay: null,
  placed,
})
