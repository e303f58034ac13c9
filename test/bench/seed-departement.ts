import { seededRandom } from '../../src/common/random.ts'
import { geographyOf } from '../../src/coverage/geography.ts'
import { publicsFromDora } from '../../src/dora/translate.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'

/** What a census and a file of other sources would have left in the ledger: seeded, the same each time. Ille-et-Vilaine. */
export async function seedDepartement(
  ledger: Ledger,
  { structures, services, elsewhere }: { structures: number; services: number; elsewhere: number },
): Promise<void> {
  const random = seededRandom(35)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const communes = [...geographyOf('35').epciOf.keys()]
  const themes = () => [pick(valuesOf('thematiques')), pick(valuesOf('thematiques'))]
  const publics = () => publicsFromDora([pick(valuesOf('publics').filter(each => each !== 'tous-publics'))])
  const modes = () => [pick(valuesOf('modes_accueil'))]
  const id = await ledger.census.begin(true)
  const homes = Array.from({ length: structures }, (_, n) => ({
    slug: `structure-${n}`,
    name: `Structure ${n}`,
    siret: null,
    department: '35',
    modificationDate: '',
    typology: null,
    city: null,
    orphan: n % 7 === 0,
    obsolete: n % 50 === 1,
  }))
  await ledger.census.structures('35', homes)
  const lines = Array.from({ length: services }, (_, n) => ({
    slug: `service-${n}`,
    name: `Service ${n}`,
    status: pick(['PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'DRAFT'] as const),
    modificationDate: `2026-${pick(['01', '05', '10'])}-11T10:00:00+01:00`,
    structure: `structure-${n % structures}`,
    structureName: `Structure ${n % structures}`,
    department: '35',
    city: null,
    postalCode: null,
  }))
  await ledger.transaction(async ({ census, otherServices }) => {
    await census.services(lines, true)
    for (const { slug, modificationDate } of lines) {
      const commune = pick(communes)
      const fields = {
        kind: null,
        subcategories: themes(),
        publics: publics(),
        feeCondition: null,
        locationKinds: modes(),
        cityCode: commune,
        postalCode: null,
        diffusionZoneType: pick(['department', 'city', 'epci']),
        diffusionZoneDetails: '35',
        suspensionDate: null,
        updateFrequency: 'tous-les-6-mois',
      }
      const { diffusionZoneType: zone } = fields
      if (zone === 'city') fields.diffusionZoneDetails = commune
      if (zone === 'epci') fields.diffusionZoneDetails = officialGeography().commune(commune)?.epci ?? ''
      await census.read(slug, { fields, modificationDate })
    }
    const others = Array.from({ length: elsewhere }, (_, n) => ({
      id: `autre--${n}`,
      structure: `autre--structure-${n % 9000}`,
      updated: null,
      placed: {
        thematiques: themes(),
        publics: [pick(valuesOf('publics'))],
        modes_accueil: modes(),
        zone_eligibilite: [random() < 0.3 ? '35' : pick(communes)],
        code_insee: pick(communes),
      },
    }))
    const counts = { read: elsewhere, kept: elsewhere, fromDora: 0, outside: 0, low: 0, unusable: 0 }
    await otherServices.replace(others, { place: 'services.parquet', counts })
  })
  await ledger.census.end(id, {
    newest: null,
    requests: services,
    counts: { structures, orphans: 0, services, published: 0, visible: 0, unknown: 0, upToDate: 0, read: services },
  })
}
