import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { officialGeography } from '../reference/official-geography.ts'
import { sampleSiret } from './sample-siret.ts'
import { slugPart } from './slug.ts'
import type { SandboxState } from './state.ts'
import { emptyService, emptyStructure, type StoredService, type StoredStructure } from './stored.ts'

const DAY = 86_400_000_000

/** What is typed by hand into the sample, in the stored form: services of the convention's partners, invented carriers, usual SIAE offers. */
interface SampleData {
  partnerServices: { partner: string; daysOld: number; fields: ServiceInput }[]
  carriers: { name: string; typology: string; cityCode: string; postalCode: string; services: string[] }[]
  templates: Record<string, ServiceInput>
}
type ServiceInput = Partial<StoredService> & { name: string }

const SampleStructures = z.object({
  structures: z.array(
    z.object({
      partner: z.string(),
      nom: z.string(),
      siret: z.string(),
      adresse: z.string(),
      code_postal: z.string(),
      code_insee: z.string(),
      telephone: z.string(),
      courriel: z.string(),
      site_web: z.string(),
      knownToSandbox: z.boolean(),
    }),
  ),
})

/**
 * A département as DORA may hold it before the bot comes: the convention's partners that DORA knows (`mappings/structures-exemple.json`),
 * invented SIAE and others, and services typed by hand, more or less fresh and complete. Every SIRET is invented (key right, prefix 999).
 */
export function seedDepartement35(state: SandboxState): void {
  const now = state.stamp()
  const sample = readJson('./data/departement35.json') as SampleData
  const slugOf = new Map<string, string>()
  for (const partner of samplePartners()) {
    const structure = addStructure(state, {
      name: partner.nom,
      siret: partner.siret,
      typology: partner.partner.startsWith('mission-locale') || partner.partner === 'we-ker' ? 'ML' : 'ASSO',
      address1: partner.adresse,
      postalCode: partner.code_postal,
      cityCode: partner.code_insee,
      phone: partner.telephone.replace(/^\+33/, '0'),
      email: partner.courriel,
      url: partner.site_web,
      at: now - (400 + slugOf.size * 9) * DAY,
      // The one service that is known to be in the real DORA has this slug there.
      ...(partner.partner === 'emmaus-rennes' ? { slug: 'communaute-emmaus-de-qikm' } : {}),
    })
    slugOf.set(partner.partner, structure.slug)
  }
  for (const [index, service] of sample.partnerServices.entries()) {
    const home = state.structures.get(slugOf.get(service.partner) ?? '')
    if (home) addService(state, home, service.fields, now - service.daysOld * DAY, index)
  }
  sample.carriers.forEach((carrier, index) => {
    const number = String(600 + index)
    const structure = addStructure(state, {
      name: carrier.name,
      siret: sampleSiret(number),
      typology: carrier.typology,
      address1: `${(index % 40) + 1} rue des Exemples`,
      postalCode: carrier.postalCode,
      cityCode: carrier.cityCode,
      phone: `0261910${number}`,
      email: `contact@${slugPart(carrier.name).replace(/-+$/, '')}.example.org`,
      url: '',
      at: now - (200 + index * 17) * DAY,
    })
    carrier.services.forEach((key, rank) => {
      const template = sample.templates[key]
      if (template) addService(state, structure, template, now - ((index * 53 + rank * 91) % 700) * DAY, index + rank)
    })
  })
  const home = addStructure(state, {
    name: 'Département d’Ille-et-Vilaine (exemple)',
    siret: sampleSiret('599'),
    typology: 'CD',
    cityCode: '35238',
    at: now - 900 * DAY,
  })
  addMember(state, home.slug, 'gestionnaire35@dora.example.org', now)
  const emmaus = slugOf.get('emmaus-rennes')
  if (emmaus !== undefined) addMember(state, emmaus, 'membre@dora.example.org', now)
  state.history.length = 0
  state.lastWrite = null
}

function samplePartners(): z.infer<typeof SampleStructures>['structures'] {
  const { structures } = SampleStructures.parse(readJson('../../mappings/structures-exemple.json'))
  return structures.filter(structure => structure.knownToSandbox)
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
}

function addStructure(
  state: SandboxState,
  input: Partial<StoredStructure> & { name: string; cityCode: string; at: number },
): StoredStructure {
  const { at, slug, ...rest } = input
  const name = slug ?? state.newSlug('structure', null, input.name)
  const structure: StoredStructure = {
    ...emptyStructure(state.newId(), name, at),
    ...rest,
    city: officialGeography().commune(input.cityCode)?.name ?? '',
    department: input.cityCode.slice(0, 2),
    shortDesc: `${input.name}, en Ille-et-Vilaine.`,
    creator: 'equipe@dora.example.org',
    lastEditor: input.email ?? null,
  }
  state.structures.set(name, structure)
  // Somebody answers for it, so that its services are shown.
  addMember(state, name, `responsable@${name}.example.org`, at)
  return structure
}

function addMember(state: SandboxState, structure: string, email: string, at: number): void {
  if (!email.endsWith('@dora.example.org'))
    state.people.set(email, {
      email,
      firstName: 'Prénom',
      lastName: 'Exemple',
      active: true,
      valid: true,
      joinedAt: at,
    })
  state.members.push({ id: state.newId(), structure, email, isAdmin: true, invitedByAdmin: null, createdAt: at })
}

/** `index` decides what a hand leaves out: some contacts are private, some services are drafts or archived. */
function addService(state: SandboxState, home: StoredStructure, fields: ServiceInput, at: number, index: number): void {
  const slug = state.newSlug('service', home.slug, fields.name)
  const status = fields.status ?? (index % 11 === 7 ? 'DRAFT' : index % 13 === 9 ? 'ARCHIVED' : 'PUBLISHED')
  const service: StoredService = {
    ...emptyService(state.newId(), slug, home.slug, at),
    contactEmail: home.email,
    contactPhone: home.phone,
    contactName: index % 3 === 0 ? 'Accueil' : '',
    isContactInfoPublic: index % 5 !== 4,
    address1: home.address1,
    postalCode: home.postalCode,
    cityCode: home.cityCode,
    locationKinds: ['en-presentiel'],
    feeCondition: 'gratuit',
    coachOrientationModes: ['envoyer-un-mail', 'telephoner'],
    beneficiariesAccessModes: ['telephoner'],
    diffusionZoneType: 'department',
    diffusionZoneDetails: '35',
    ...fields,
    status,
    creator: home.email,
    lastEditor: home.email,
    publishedAt: status === 'DRAFT' ? null : at,
  }
  state.services.set(slug, service)
}
