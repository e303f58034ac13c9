import { seededRandom } from '../common/random.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { recordedOptions } from './options.ts'
import type { SandboxState } from './state.ts'
import { emptyService, emptyStructure } from './stored.ts'

/** A great many invented structures. */
export interface Crowd {
  structures: number
  /** Of the structures, how many are in the département; default 6 %, as 1 200 of 20 000. */
  inDepartment?: number
  /** Code of the département. Default 35. */
  department?: string
  /** Services a structure has, on average. Default 2. */
  servicesEach?: number
  /** Same seed, same crowd. Default 1. */
  seed?: number
}

const DAY = 86_400_000_000
const ELSEWHERE = ['22', '29', '44', '53', '56', '59', '75', '13', '69', '33']
const STATUSES = ['PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'DRAFT', 'ARCHIVED'] as const
const FREQUENCIES = ['tous-les-3-mois', 'tous-les-6-mois', 'tous-les-6-mois', 'tous-les-12-mois', 'jamais'] as const

/** Themes, publics and zones spread over DORA's own lists; one structure in seven is orphan, one in seven only has somebody invited; one service in ten has an end, past or to come; dates go back two years. */
export function seedCrowd(state: SandboxState, crowd: Crowd): void {
  const { structures, department = '35', servicesEach = 2, seed = 1 } = crowd
  const inDepartment = crowd.inDepartment ?? Math.round(structures * 0.06)
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const communes = new Map(
    [department, ...ELSEWHERE].map(code => [code, officialGeography().communesOfDepartment(code)]),
  )
  const { services: options } = recordedOptions()
  const now = state.stamp()
  for (let number = 0; number < structures; number += 1) {
    const where = number < inDepartment ? department : pick(ELSEWHERE.filter(code => code !== department))
    const commune = pick(communes.get(where) ?? [])
    const slug = `structure-inventee-${number}`
    const at = now - Math.floor(random() * 730) * DAY - number
    const contact = { email: `contact@${slug}.example.org`, phone: '0261910000' }
    state.structures.set(slug, {
      ...emptyStructure(state.newId(), slug, at),
      ...contact,
      name: `Structure inventée n° ${number}`,
      siret: String(99_900_000_000_000 + 1_000_000 + number),
      typology: 'ASSO',
      shortDesc: 'Structure inventée pour les essais.',
      address1: '1 rue des Exemples',
      postalCode: commune.postalCodes[0] ?? '',
      cityCode: commune.code,
      city: commune.name,
      department: where,
      lastEditor: contact.email,
    })
    if (number % 7 !== 0)
      (number % 7 === 1 ? state.putativeMembers : state.members).push({
        id: state.newId(),
        structure: slug,
        email: contact.email,
        isAdmin: true,
        invitedByAdmin: number % 7 === 1 ? true : null,
        createdAt: at,
      })
    for (let rank = 0; rank < Math.floor(servicesEach + random()); rank += 1) {
      const { value: subcategory } = pick(options.subcategories)
      const zone = pick(['city', 'epci', 'department', 'department'] as const)
      const service = emptyService(state.newId(), `${slug}-service-${rank}`, slug, at - rank)
      state.services.set(service.slug, {
        ...service,
        name: `Service inventé n° ${number}-${rank}`,
        shortDesc: 'Service inventé pour les essais.',
        fullDesc: 'Service inventé pour les essais de lecture.',
        status: pick(STATUSES),
        kind: 'accompagnement',
        categories: [subcategory.split('--')[0] ?? ''],
        subcategories: [subcategory],
        contactEmail: contact.email,
        contactPhone: contact.phone,
        locationKinds: ['en-presentiel'],
        address1: '1 rue des Exemples',
        postalCode: commune.postalCodes[0] ?? '',
        cityCode: commune.code,
        publics: random() < 0.4 ? [] : [pick(options.publics).value],
        diffusionZoneType: commune.epci === null && zone === 'epci' ? 'city' : zone,
        diffusionZoneDetails:
          zone === 'department' ? where : zone === 'epci' ? (commune.epci ?? commune.code) : commune.code,
        suspensionDate: random() < 0.9 ? null : dayOf(now + Math.floor((random() - 0.5) * 200) * DAY),
        updateFrequency: pick(FREQUENCIES),
        lastEditor: contact.email,
        publishedAt: at,
      })
    }
  }
  state.lastWrite = null
}

/** `YYYY-MM-DD`. @param micros since 1970 */
function dayOf(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 10)
}
