import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import type { DoraStructureDraft } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { toDora } from '../../src/dora/translate.ts'
import { type Sandbox, sampleSiret, startSandbox } from '../../src/sandbox/index.ts'
import { raw } from './raw.ts'
import { sampleFields } from './sample-fields.ts'
import { sampleOffer, sampleStructure } from './sample-offer.ts'

/** The traps of DORA's API, one block each: the sandbox reproduces it, the client guards against it. */
const HOME = 'communaute-emmaus-de-qikm'
const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock, quotaPerMinute: 10_000 })
})
afterEach(() => sandbox.close())

function clientOptions(change: { mayCreateStructures?: boolean; departments?: string[] } = {}) {
  return {
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 10_000, clock }),
    clock,
    random: () => 0.5,
    timeoutMs: 500,
    departments: ['35'],
    ...change,
  }
}
const reader = () => createDoraReader(clientOptions())
const writer = (change = {}) => createDoraWriter(clientOptions(change))
const writes = () => sandbox.log().filter(entry => entry.write)

const draft: DoraStructureDraft = {
  name: 'Nouvelle structure (exemple)',
  siret: sampleSiret('999'),
  address1: '12 rue de l’Exemple',
  postalCode: '35000',
  cityCode: '35238',
  city: 'Rennes',
  email: 'contact@example.org',
  phone: '0299000000',
  url: 'https://example.org',
  shortDesc: null,
  fullDesc: null,
  typology: 'ASSO',
}

describe('the same service posted twice makes two', () => {
  test('sandbox: 201 twice, two slugs', async () => {
    const body = { structure: HOME, name: 'Deux fois' }
    const [first, second] = [
      await raw(sandbox, 'POST', '/services/', body),
      await raw(sandbox, 'POST', '/services/', body),
    ]
    expect([first.status, second.status]).toEqual([201, 201])
    expect((first.json as { slug: string }).slug).not.toBe((second.json as { slug: string }).slug)
  })
  test('client: a creation whose answer is lost is a doubt, and is not sent a second time', async () => {
    sandbox.faults.add({ method: 'POST', path: '/services/', fault: { kind: 'reset-after' } })
    await expect(writer().createService(HOME, sampleFields())).rejects.toMatchObject({ kind: 'doubt' })
    expect(writes()).toHaveLength(1)
  })
})

describe('PUBLISHED with only a name is accepted', () => {
  test('sandbox: 201', async () => {
    expect((await raw(sandbox, 'POST', '/services/', { structure: HOME, name: 'X', status: 'PUBLISHED' })).status).toBe(
      201,
    )
  })
  test('client: refused before sending, field by field; the translation makes a draft', async () => {
    await expect(writer().createService(HOME, sampleFields({ kind: null, shortDesc: '' }))).rejects.toMatchObject({
      kind: 'data',
      code: 'publication-incomplete',
      fields: { kind: 'Le type de service manque.', shortDesc: 'Le résumé manque.' },
    })
    expect(writes()).toEqual([])
    expect(toDora(sampleOffer({ type: null }), sampleStructure()).fields.status).toBe('DRAFT')
  })
})

describe('any account may create a structure anywhere and becomes its administrator', () => {
  test('sandbox: the gestionnaire of 29 creates in 35 and can then edit', async () => {
    const body = { name: 'Intruse', siret: sampleSiret('801'), cityCode: '35238' }
    const made = await raw(sandbox, 'POST', '/structures/', body, 'gestionnaire29')
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ isAdmin: true, canEditInformations: true, department: '35' })
    expect((await raw(sandbox, 'PATCH', '/structures/intruse/', { shortDesc: 'A' }, 'gestionnaire29')).status).toBe(200)
  })
  test('client: never outside its départements, never without the policy', async () => {
    await expect(writer({ mayCreateStructures: false }).createStructure(draft)).rejects.toMatchObject({
      code: 'creation-non-permise',
    })
    const allowed = writer({ mayCreateStructures: true })
    await expect(allowed.createStructure({ ...draft, cityCode: '29232' })).rejects.toMatchObject({
      code: 'hors-departement',
    })
    await expect(allowed.createStructure({ ...draft, cityCode: null })).rejects.toMatchObject({
      code: 'hors-departement',
    })
    expect(writes()).toEqual([])
  })
})

describe('Location of a new structure is its own web site', () => {
  test('sandbox: same', async () => {
    const body = { name: 'Avec site', siret: sampleSiret('801'), url: 'https://example.org/ici' }
    const made = await raw(sandbox, 'POST', '/structures/', body)
    expect(made.headers.get('location')).toBe('https://example.org/ici')
  })
  test('client: the slug is the one of the body', async () => {
    expect((await writer({ mayCreateStructures: true }).createStructure(draft)).slug).toBe('nouvelle-structure-e')
  })
})

describe('a structure without SIRET makes DORA crash', () => {
  test.each([[{}], [{ siret: null }], [{ siret: '' }], [{ siret: null, parent: HOME }]])(
    'sandbox: 500 in HTML, nothing made: %j',
    async siret => {
      const answer = await raw(sandbox, 'POST', '/structures/', { name: 'X', cityCode: '35238', ...siret })
      expect(answer.status).toBe(500)
      expect(answer.text).toContain('Server Error (500)')
      expect(sandbox.state.structures.has('x')).toBe(false)
      expect((await raw(sandbox, 'PATCH', `/structures/${HOME}/`, { siret: null })).status).toBe(500)
    },
  )
  test('client: no empty text is sent for a structure', async () => {
    const made = await writer({ mayCreateStructures: true }).createStructure({ ...draft, email: '' })
    expect(made).toMatchObject({ email: null })
  })
})

describe('a service of an unknown structure makes DORA crash', () => {
  test('sandbox: 500 in HTML', async () => {
    const answer = await raw(sandbox, 'POST', '/services/', { structure: 'nexiste-pas', name: 'X' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
  })
  test('client: asks for the structure first; a 500 on a creation is a doubt', async () => {
    await expect(writer().createService('nexiste-pas', sampleFields())).rejects.toMatchObject({
      kind: 'data',
      code: 'structure-inconnue',
    })
    expect(writes()).toEqual([])
    sandbox.faults.add({ method: 'POST', fault: { kind: 'status', status: 500 } })
    await expect(writer().createService(HOME, sampleFields())).rejects.toMatchObject({ kind: 'doubt', status: 500 })
  })
})

describe('an unknown commune of the zone is accepted', () => {
  test('sandbox: 201', async () => {
    const body = { structure: HOME, name: 'Zone', diffusionZoneType: 'city', diffusionZoneDetails: '99999' }
    expect((await raw(sandbox, 'POST', '/services/', body)).status).toBe(201)
  })
  test('client: the translation checks against the COG and leaves it out', () => {
    const { fields, lost } = toDora(sampleOffer({ zone_eligibilite: ['99999'] }), sampleStructure())
    expect([fields.diffusionZoneType, fields.status]).toEqual([null, 'DRAFT'])
    expect(lost).toContainEqual(expect.objectContaining({ field: 'zone_eligibilite' }))
  })
})

describe('confirming an unknown slug answers 204', () => {
  test('sandbox: 204', async () => {
    const answer = await raw(sandbox, 'POST', '/services/mark-as-up-to-date/', { services: ['nexiste-pas'] })
    expect(answer.status).toBe(204)
  })
  test('client: looks before and reads back', async () => {
    await expect(writer().markUpToDate(['nexiste-pas'])).rejects.toMatchObject({ kind: 'data', code: 'introuvable' })
    expect(writes()).toEqual([])
    const before = await reader().readService(SERVICE)
    await writer().markUpToDate([SERVICE])
    const after = await reader().readService(SERVICE)
    expect(after?.modificationDate).not.toBe(before?.modificationDate)
    expect(after?.fields).toEqual(before?.fields)
    sandbox.faults.add({ method: 'POST', fault: { kind: 'status', status: 204, body: '' } })
    await expect(writer().markUpToDate([SERVICE])).rejects.toMatchObject({ code: 'confirmation-sans-effet' })
  })
})

describe('PATCH of the structure moves the service', () => {
  test('sandbox: moved', async () => {
    const other = [...sandbox.state.structures.keys()].find(slug => slug !== HOME) ?? ''
    const answer = await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { structure: other })
    expect([answer.status, (answer.json as { structure: string }).structure]).toEqual([200, other])
  })
  test('client: the structure is never in a change', async () => {
    const changed = await writer().updateService(SERVICE, { recurrence: 'Mardi', structure: 'apase' } as object)
    expect(changed.structure).toBe(HOME)
  })
})

describe('an identical PATCH stamps a new date', () => {
  test('sandbox: stamps date and editor', async () => {
    const before = sandbox.state.services.get(SERVICE)?.modifiedAt
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { recurrence: 'Du lundi au vendredi' })
    expect(sandbox.state.services.get(SERVICE)?.modifiedAt).not.toBe(before)
    expect(sandbox.state.services.get(SERVICE)?.lastEditor).toBe('gestionnaire35@dora.example.org')
  })
  test('client: an empty change is refused before sending', async () => {
    await expect(writer().updateService(SERVICE, {})).rejects.toMatchObject({ kind: 'data', code: 'rien-a-ecrire' })
    expect(writes()).toEqual([])
  })
})

describe('a draft is 404 for the others, an archive is not gone', () => {
  test('sandbox: same', async () => {
    const path = `/services/${SERVICE}/`
    await raw(sandbox, 'PATCH', path, { status: 'DRAFT' })
    expect((await raw(sandbox, 'GET', path, undefined, null)).status).toBe(404)
    expect((await raw(sandbox, 'GET', path, undefined, 'gestionnaire29')).status).toBe(404)
    await raw(sandbox, 'PATCH', path, { status: 'ARCHIVED' })
    expect((await raw(sandbox, 'GET', path)).status).toBe(200)
  })
  test('client: 404 is null, and the structure’s lists tell where the service is', async () => {
    await writer().updateService(SERVICE, { status: 'ARCHIVED' })
    const other = createDoraReader({ ...clientOptions(), token: sandbox.tokens.gestionnaire29 })
    expect(await other.readService(SERVICE)).toBeNull()
    const structure = await reader().readStructure(HOME)
    expect(structure?.services.map(line => line.slug)).not.toContain(SERVICE)
    expect(structure?.archivedServices).toEqual([expect.objectContaining({ slug: SERVICE, status: 'ARCHIVED' })])
  })
})

describe('opening hours must be OpenStreetMap’s, the phone ten digits', () => {
  test('sandbox: 400 on both', async () => {
    const answer = await raw(sandbox, 'PATCH', `/structures/${HOME}/`, { openingHours: 'le matin', phone: '02 99' })
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.json as object).sort()).toEqual(['openingHours', 'phone'])
  })
  test('client: opening hours are never sent, the phone is checked first', async () => {
    const extra = { ...draft, openingHours: 'le matin' } as DoraStructureDraft
    const made = await writer({ mayCreateStructures: true }).createStructure(extra)
    expect(sandbox.state.structures.get(made.slug)?.openingHours).toBeNull()
    const create = writer({ mayCreateStructures: true }).createStructure({ ...draft, phone: '02 99' })
    await expect(create).rejects.toMatchObject({
      kind: 'data',
      fields: { phone: expect.stringContaining('dix chiffres') },
    })
    await expect(writer().updateService(SERVICE, { contactPhone: '02 99 00 00 00' })).rejects.toMatchObject({
      fields: { contactPhone: expect.stringContaining('dix chiffres') },
    })
    expect(writes()).toHaveLength(1)
  })
})

describe('an unknown value is invalid_choice or does_not_exist', () => {
  test('sandbox: both codes', async () => {
    const body = { structure: HOME, name: 'X', kind: 'nimporte', categories: ['inconnue'] }
    expect((await raw(sandbox, 'POST', '/services/', body)).json).toMatchObject({
      kind: [{ code: 'invalid_choice' }],
      categories: [{ code: 'does_not_exist' }],
    })
  })
  test('client: the référentiels are loaded first, once, and the value is refused before sending', async () => {
    const one = writer()
    for (const change of [{ kind: 'nimporte' }, { categories: ['inconnue'] }, { publics: ['tous-publics'] }])
      await expect(one.updateService(SERVICE, change)).rejects.toMatchObject({ kind: 'data', code: 'champs-refuses' })
    expect(sandbox.log().map(entry => entry.path)).toEqual(['/services-options/'])
    await expect(
      writer({ mayCreateStructures: true }).createStructure({ ...draft, typology: 'NIMPORTE' }),
    ).rejects.toMatchObject({ fields: { typology: expect.stringContaining('NIMPORTE') } })
    expect(writes()).toEqual([])
  })
})

describe('the slug is cut and may end in chance', () => {
  test('sandbox: cut at 20 characters, four letters when taken', async () => {
    const body = { structure: HOME, name: 'Accompagnement des personnes' }
    const slugs = [await raw(sandbox, 'POST', '/services/', body), await raw(sandbox, 'POST', '/services/', body)].map(
      answer => (answer.json as { slug: string }).slug,
    )
    expect(slugs[0]).toBe(`${HOME}-accompagnement-des-p`)
    expect(slugs[1]).toMatch(new RegExp(`^${HOME}-accompagnement-des-p-[a-z]{4}$`))
  })
  test('client: the slug is the one DORA answered', async () => {
    const one = writer()
    const first = await one.createService(HOME, sampleFields())
    const second = await one.createService(HOME, sampleFields())
    expect(second.slug).toMatch(new RegExp(`^${first.slug}-[a-z]{4}$`))
    expect((await reader().readService(second.slug))?.slug).toBe(second.slug)
  })
})

describe('PUT with missing fields is refused', () => {
  test('sandbox: 400', async () => {
    expect((await raw(sandbox, 'PUT', `/services/${SERVICE}/`, { name: 'X' })).status).toBe(400)
  })
  test('client: changes go by PATCH', async () => {
    await writer().updateService(SERVICE, { recurrence: 'Mardi' })
    expect(writes().map(entry => entry.method)).toEqual(['PATCH'])
  })
})

describe('a SIRET that DORA has already is refused', () => {
  test('sandbox: 400 unique', async () => {
    const siret = sandbox.state.structures.get(HOME)?.siret
    expect(await raw(sandbox, 'POST', '/structures/', { name: 'X', siret })).toMatchObject({
      status: 400,
      json: { siret: [{ code: 'unique', message: 'Un objet structure avec ce champ SIRET existe déjà.' }] },
    })
  })
  test('client: adopts the one that exists, also when it appears in between', async () => {
    const one = writer({ mayCreateStructures: true })
    const siret = sandbox.state.structures.get(HOME)?.siret ?? null
    expect((await one.createStructure({ ...draft, siret })).slug).toBe(HOME)
    expect(writes()).toEqual([])
    sandbox.faults.add({ path: '/siret-claimed/', fault: { kind: 'status', status: 404, body: {} } })
    expect((await one.createStructure({ ...draft, siret })).slug).toBe(HOME)
    expect(writes().map(entry => entry.status)).toEqual([400])
  })
})

describe('/ping/ is not a health signal', () => {
  test('sandbox: 200', async () => {
    expect((await raw(sandbox, 'GET', '/ping/', undefined, null)).status).toBe(200)
  })
  test('client: no call goes there', async () => {
    const one = reader()
    await Promise.all([one.whoAmI(), one.listStructures('35'), one.options()])
    expect(sandbox.log().filter(entry => entry.path.startsWith('/ping'))).toEqual([])
  })
})

describe('without its final slash a route is a redirection, also for a POST', () => {
  test('sandbox: 301', async () => {
    expect((await raw(sandbox, 'POST', '/structures', { name: 'X' })).status).toBe(301)
  })
  test('client: every path ends with a slash, and a redirection is never followed', async () => {
    const one = writer({ mayCreateStructures: true })
    const structure = await one.createStructure(draft)
    const service = await one.createService(structure.slug, sampleFields())
    await one.updateService(service.slug, { recurrence: 'Mardi' })
    await one.markUpToDate([service.slug])
    await reader().listStructures('35')
    expect(sandbox.log().filter(entry => !/\/(\?.*)?$/.test(entry.path))).toEqual([])
    sandbox.faults.add({ method: 'PATCH', fault: { kind: 'status', status: 301 } })
    const moved = one.updateService(service.slug, { recurrence: 'Jeudi' })
    await expect(moved).rejects.toMatchObject({ kind: 'configuration', code: 'redirection' })
  })
})

describe('a contact that the account may not see is not an empty contact', () => {
  test('sandbox: emptied for an account that is member of nothing, whole for a member', async () => {
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { isContactInfoPublic: false })
    const path = `/services/${SERVICE}/`
    const bare = await raw(sandbox, 'GET', path, undefined, 'gestionnaire35-sans-structure')
    expect(bare.json).toMatchObject({ contactEmail: '', isContactInfoPublic: null, contactInfoFilled: true })
    expect((await raw(sandbox, 'GET', path, undefined, 'membre')).json).toMatchObject({
      contactEmail: 'contact@emmaus-rennes.example.org',
      isContactInfoPublic: false,
    })
  })
  test('client: says which fields are hidden', async () => {
    await writer().updateService(SERVICE, { isContactInfoPublic: false })
    const bare = createDoraReader({ ...clientOptions(), token: sandbox.tokens['gestionnaire35-sans-structure'] })
    expect((await bare.readService(SERVICE))?.hidden.sort()).toEqual([
      'contactEmail',
      'contactName',
      'contactPhone',
      'isContactInfoPublic',
    ])
    const member = createDoraReader({ ...clientOptions(), token: sandbox.tokens.membre })
    expect((await member.readService(SERVICE))?.hidden).toEqual([])
  })
})

describe('another structure’s choice is refused, a known label is not made twice', () => {
  test('sandbox: 400 for the other’s, reuse of one’s own and of everybody’s', async () => {
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { credentials: ['Carte de l’exemple', 'Curriculum vitae'] })
    const own = sandbox.state.services.get(SERVICE)?.credentials ?? []
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { credentials: ['Carte de l’exemple'] })
    expect(sandbox.state.choices.credentials.filter(choice => choice.label === 'Carte de l’exemple')).toHaveLength(1)
    expect(own).toContain(2)
    const other = [...sandbox.state.services.values()].find(service => service.structure !== HOME)?.slug
    const answer = await raw(sandbox, 'PATCH', `/services/${other}/`, { credentials: [own[0]] })
    expect(answer).toMatchObject({
      status: 400,
      json: { credentials: [{ message: "Ce choix n'est pas disponible dans cette structure" }] },
    })
  })
  test('client: known labels go by number, spelled DORA’s way', async () => {
    const { fields } = toDora(sampleOffer({ conditions_acces: 'curriculum VITAE\nSavoir nager' }), sampleStructure(), {
      options: await reader().options(),
    })
    expect([fields.requirements, fields.credentials]).toEqual([['Savoir nager'], ['Curriculum vitae']])
    const one = writer()
    for (let time = 0; time < 3; time += 1) await one.createService(HOME, fields)
    expect(sandbox.state.choices.credentials).toHaveLength(41)
    expect(sandbox.state.choices.requirements.map(choice => choice.label)).toEqual([
      "Maitriser l'écriture, la lecture",
      'Savoir nager',
    ])
  })
})

describe('the throttle', () => {
  test('sandbox: the n-th + 1 request of a minute is 429 with Retry-After, each account on its own', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ clock, quotaPerMinute: 3, anonymousQuotaPerMinute: 1 })
    const statuses: number[] = []
    for (let i = 0; i < 3; i += 1) statuses.push((await raw(sandbox, 'GET', '/models/')).status)
    clock.advance(20_000)
    const refused = await raw(sandbox, 'GET', '/models/')
    expect([...statuses, refused.status, refused.headers.get('retry-after')]).toEqual([200, 200, 200, 429, '40'])
    expect(refused.json).toMatchObject({ detail: { code: 'throttled' } })
    expect((await raw(sandbox, 'GET', '/models/', undefined, 'membre')).status).toBe(200)
    clock.advance(40_000)
    expect((await raw(sandbox, 'GET', '/models/')).status).toBe(200)
  })
  test('client: many callers at once stay within it, none is ever refused', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ clock, quotaPerMinute: 10 })
    const one = createDoraReader({ ...clientOptions(), quota: createQuota({ perMinute: 10, clock }) })
    // By fives: this clock leaps a minute while answers are on their way, which no real one does.
    for (let batch = 0; batch < 9; batch += 1)
      await Promise.all(Array.from({ length: 5 }, () => one.readService(SERVICE)))
    expect(sandbox.log().filter(entry => entry.status !== 200)).toEqual([])
    expect(sandbox.log()).toHaveLength(45)
  })
})
