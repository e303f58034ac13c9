import { afterEach, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import {
  type ScriptedAnswer,
  type ScriptedDora,
  type ScriptedRequest,
  startScriptedDora,
} from '../../test/dora/scripted-dora.ts'
import { manualClock } from '../common/clock.ts'
import { createDoraReader, createDoraWriter, type DoraWriterOptions } from './client.ts'
import { departmentOfCommune } from './department-of-commune.ts'
import { createQuota } from './quota.ts'

const clock = manualClock('2026-11-24T09:00:00Z')
let dora: ScriptedDora
afterEach(() => dora.close())

type Routes = Parameters<typeof startScriptedDora>[0]
const MODIFIED = '2026-11-01T10:00:00+01:00'
const structure = (slug: string, over: Record<string, unknown> = {}) => ({
  slug,
  name: `Structure ${slug}`,
  siret: null,
  department: '35',
  modificationDate: MODIFIED,
  services: [],
  ...over,
})
const service = (slug: string, over: Record<string, unknown> = {}) => ({
  slug,
  structure: 'home',
  name: 'Atelier',
  status: 'PUBLISHED',
  modificationDate: MODIFIED,
  ...over,
})
const option = (value: string) => ({ value, label: value })
const fields = sampleFields()
const choice = (value: number, label: string, of: string | null = null) => ({ value, label, structure: of })
const REFERENTIALS = {
  categories: fields.categories.map(option),
  subcategories: fields.subcategories.map(option),
  kinds: [option('accompagnement')],
  feeConditions: [option('gratuit')],
  beneficiariesAccessModes: [option('telephoner')],
  coachOrientationModes: [option('envoyer-un-mail')],
  locationKinds: [option('en-presentiel')],
  publics: [option('familles')],
  accessConditions: [choice(1, 'Sur rendez-vous', 'other'), choice(2, 'Sur rendez-vous', 'home'), choice(3, 'Majeur')],
  requirements: [],
  credentials: [],
  diffusionZoneType: [option('department')],
  updateFrequencies: [option('tous-les-6-mois')],
}
const BASE: Routes = {
  'GET /services-options/': { json: REFERENTIALS },
  'GET /structures-options/': { json: { typologies: [option('ASSO')] } },
  'GET /structures/home/': { json: structure('home') },
  'GET /services/a/': { json: service('a') },
  'OPTIONS /services/': { status: 404, json: {} },
  'POST /services/': { status: 201, json: service('new') },
  'PATCH /services/a/': { json: service('a') },
}
async function open(routes: Routes = {}, over: Partial<DoraWriterOptions> = {}) {
  dora = await startScriptedDora({ ...BASE, ...routes })
  const options: DoraWriterOptions = {
    url: dora.url,
    token: 'jeton',
    quota: createQuota({ perMinute: 10_000, clock }),
    clock,
    random: () => 0,
    retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
    departments: ['35'],
    mayCreateStructures: true,
    ...over,
  }
  return { reader: createDoraReader(options), writer: createDoraWriter(options) }
}
const count = (call: string) => dora.calls().filter(each => each === call).length
const bodyOf = (method: string) => dora.asked.find(each => each.method === method)?.body
const DRAFT = {
  name: 'Le Relais',
  siret: '99900990500012',
  typology: 'ASSO',
  shortDesc: null,
  fullDesc: null,
  address1: null,
  postalCode: '35000',
  cityCode: '35238',
  city: 'Rennes',
  phone: null,
  email: null,
  url: null,
}
const unique: ScriptedAnswer = { status: 400, json: { siret: [{ message: 'Existe.', code: 'unique' }] } }

test('a structure is asked for once before what is created in it; one that DORA does not know is refused, nothing is sent', async () => {
  const { writer } = await open()
  await writer.createService('home', fields)
  await writer.createService('home', fields)
  expect(count('GET /structures/home/')).toBe(1)
  const refused = writer.createService('inconnue', fields)
  await expect(refused).rejects.toMatchObject({
    kind: 'data',
    code: 'structure-inconnue',
    fields: { structure: expect.any(String) },
  })
  expect(count('POST /services/')).toBe(2)
})

test('what DORA would refuse is refused before it is sent, field by field', async () => {
  const { writer } = await open()
  const refused = writer.createService('home', { ...fields, kind: 'inconnu' })
  await expect(refused).rejects.toMatchObject({
    code: 'champs-refuses',
    fields: { kind: expect.stringContaining('inconnu') },
  })
  await expect(writer.updateService('a', { kind: 'inconnu' })).rejects.toMatchObject({ code: 'champs-refuses' })
  const bare = { ...fields, kind: null, cityCode: null }
  await expect(writer.createService('home', bare)).rejects.toMatchObject({
    code: 'publication-incomplete',
    message: 'Il manque de quoi publier : Le type de service manque. L’accueil est sur place : la commune manque.',
    fields: { kind: 'Le type de service manque.', cityCode: expect.any(String) },
  })
  expect(dora.asked.filter(({ method }) => method !== 'GET' && method !== 'OPTIONS')).toEqual([])
})

test('a draft may lack what publishing asks for', async () => {
  const { writer } = await open()
  await writer.createService('home', { ...fields, kind: null, status: 'DRAFT' })
  expect(bodyOf('POST')).toMatchObject({ status: 'DRAFT', structure: 'home' })
})

test.each(['accessConditions', 'requirements', 'credentials'] as const)(
  'a change of %s looks at whose service it is: its own choices go by their number',
  async key => {
    const { writer } = await open()
    await writer.updateService('a', { [key]: ['Sur rendez-vous', 'Majeur', 'Nouveau'] })
    const sent = bodyOf('PATCH')
    expect(sent).toEqual({
      [key]: key === 'accessConditions' ? [2, 3, 'Nouveau'] : ['Sur rendez-vous', 'Majeur', 'Nouveau'],
    })
    expect(count('GET /services/a/')).toBe(1)
  },
)

test('another change asks nothing of the service; one of nothing is refused', async () => {
  const { writer } = await open()
  await writer.updateService('a', { name: 'Autre' })
  expect(count('GET /services/a/')).toBe(0)
  await expect(writer.updateService('a', {})).rejects.toMatchObject({ code: 'rien-a-ecrire' })
  expect(count('PATCH /services/a/')).toBe(1)
})

test('a service that is gone meanwhile takes choices by their words', async () => {
  const { writer } = await open({ 'GET /services/a/': { status: 404, json: {} } })
  await writer.updateService('a', { accessConditions: ['Sur rendez-vous'] })
  expect(bodyOf('PATCH')).toEqual({ accessConditions: ['Sur rendez-vous'] })
})

test('a write that DORA took and answers in another form is a doubt', async () => {
  const { writer } = await open({ 'PATCH /services/a/': { json: { slug: '' } } })
  await expect(writer.updateService('a', { name: 'Autre' })).rejects.toMatchObject({
    kind: 'doubt',
    cause: expect.any(Error),
  })
})

test('a structure is created in the département alone, when the policy allows it, and its account is asked anew', async () => {
  let told = 0
  const { writer } = await open(
    { 'POST /structures/': { status: 201, json: structure('le-relais') } },
    { onStructure: () => (told += 1) },
  )
  expect((await writer.createStructure(DRAFT)).slug).toBe('le-relais')
  expect([told, count('GET /siret-claimed/99900990500012/')]).toEqual([1, 1])
  expect(bodyOf('POST')).toEqual({
    name: 'Le Relais',
    siret: DRAFT.siret,
    typology: 'ASSO',
    postalCode: '35000',
    cityCode: '35238',
    city: 'Rennes',
  })
  // It is known by now: what is created in it asks for it no more.
  await writer.createService('le-relais', fields)
  expect(count('GET /structures/le-relais/')).toBe(0)
  await writer.createStructure({ ...DRAFT, name: 'Autre' }, true)
  expect(count('GET /siret-claimed/99900990500012/')).toBe(1)
})

test.each<[string, Partial<typeof DRAFT> | { cityCode: null }, RegExp, string]>([
  [
    'of another département',
    { cityCode: '29019' },
    /n’est pas dans un département du robot \(35\)/,
    'Commune reçue : 29019.',
  ],
  ['without commune', { cityCode: null }, /n’est pas dans un département du robot \(35\)/, 'Commune reçue : aucune.'],
])('a structure %s is refused before DORA is asked', async (_, change, words, cityCode) => {
  const { writer } = await open()
  const refused = writer.createStructure({ ...DRAFT, ...change })
  await expect(refused).rejects.toThrow(words)
  await expect(refused).rejects.toMatchObject({ code: 'hors-departement', fields: { cityCode } })
  expect(dora.asked).toEqual([])
})

test('the account of a policy without structures creates none', async () => {
  const { writer } = await open({}, { mayCreateStructures: false })
  await expect(writer.createStructure(DRAFT)).rejects.toMatchObject({ code: 'creation-non-permise' })
  expect(dora.asked).toEqual([])
})

test('a structure that has that SIRET already is adopted; one that appears while it is created too', async () => {
  const known = { json: structure('ancienne', { siret: DRAFT.siret }) }
  const first = await open({ 'GET /siret-claimed/99900990500012/': known, 'GET /structures/ancienne/': known })
  expect((await first.writer.createStructure(DRAFT)).slug).toBe('ancienne')
  expect(count('POST /structures/')).toBe(0)
  await dora.close()
  let created = false
  const second = await open({
    'GET /siret-claimed/99900990500012/': () => (created ? known : { status: 404, json: {} }),
    'GET /structures/ancienne/': known,
    'POST /structures/': () => {
      created = true
      return unique
    },
  })
  expect((await second.writer.createStructure(DRAFT)).slug).toBe('ancienne')
})

test('a SIRET that is taken by a structure nobody finds is told as DORA told it; one that has gone since is said', async () => {
  const first = await open({ 'POST /structures/': unique })
  await expect(first.writer.createStructure(DRAFT)).rejects.toMatchObject({
    code: 'champs-refuses',
    fields: { siret: 'Existe.' },
  })
  await dora.close()
  const second = await open({ 'GET /siret-claimed/99900990500012/': { json: structure('ancienne') } })
  await expect(second.writer.createStructure(DRAFT)).rejects.toThrow('La structure « ancienne » a disparu de DORA.')
})

test('another refusal of a structure, or a crash, adopts nothing', async () => {
  const asked = () => count('GET /siret-claimed/99900990500012/')
  const first = await open({ 'POST /structures/': { status: 400, json: { name: [{ message: 'Non.', code: 'x' }] } } })
  await expect(first.writer.createStructure(DRAFT)).rejects.toMatchObject({ fields: { name: 'Non.' } })
  expect(asked()).toBe(1)
  await dora.close()
  const second = await open({ 'POST /structures/': { cut: true } })
  await expect(second.writer.createStructure(DRAFT)).rejects.toMatchObject({ kind: 'doubt' })
  expect(asked()).toBe(1)
})

test('a confirmation is looked at before and after: unknown services are refused, one without effect is said', async () => {
  let day = 1
  const moving = () => ({ json: service('a', { modificationDate: `2026-11-0${day}T10:00:00+01:00` }) })
  const first = await open({
    'GET /services/a/': moving,
    'POST /services/mark-as-up-to-date/': () => {
      day = 2
      return { status: 204 }
    },
  })
  await first.writer.markUpToDate(['a'])
  expect(bodyOf('POST')).toEqual({ services: ['a'] })
  await expect(first.writer.markUpToDate(['a', 'b', 'c'])).rejects.toThrow('Services introuvables dans DORA : b, c.')
  await expect(first.writer.markUpToDate(['a'])).rejects.toMatchObject({ code: 'confirmation-sans-effet' })
  await dora.close()
  let gone = false
  const second = await open({
    'GET /services/a/': () => (gone ? { status: 404, json: {} } : { json: service('a') }),
    'POST /services/mark-as-up-to-date/': () => {
      gone = true
      return { status: 204 }
    },
  })
  await expect(second.writer.markUpToDate(['a'])).rejects.toMatchObject({ code: 'confirmation-sans-effet' })
})

test.each([403, 404, 405])('a DORA that does not describe itself (%i) is taken as in August 2026', async status => {
  const { reader } = await open({ 'OPTIONS /services/': { status, json: {} } })
  expect(await reader.dialect()).toMatchObject({ known: false })
})

test('a DORA in trouble when it is asked what it takes is not taken for one that says nothing', async () => {
  const { reader } = await open({ 'OPTIONS /services/': { status: 401, json: {} } })
  await expect(reader.dialect()).rejects.toMatchObject({ status: 401 })
})

test('without a token nobody is asked who one is, nor what one may write', async () => {
  const { reader } = await open({}, { token: null })
  expect(await reader.whoAmI()).toBeNull()
  expect(await reader.dialect()).toMatchObject({ known: false })
  expect(dora.asked).toEqual([])
})

test('who the account is; an account that DORA no longer has is nobody', async () => {
  let known = true
  const { reader } = await open({
    'GET /auth/user-info/': () => (known ? { json: { email: 'robot@example.org' } } : { status: 404, json: {} }),
  })
  expect(await reader.whoAmI()).toMatchObject({ email: 'robot@example.org' })
  known = false
  expect(await reader.whoAmI()).toBeNull()
})

test('what the account may write is asked once a day; anew once it is a member of a structure, as long as contacts were closed', async () => {
  let open_ = false
  const post = (request: ScriptedRequest): ScriptedAnswer => {
    expect(request.method).toBe('OPTIONS')
    return { json: { actions: { POST: { name: {}, contactName: open_ ? {} : { readOnly: true } } } } }
  }
  const { reader } = await open({ 'OPTIONS /services/': post })
  expect((await reader.dialect()).unwritable.contactName).toBe('read-only')
  await reader.dialect()
  expect(count('OPTIONS /services/')).toBe(1)
  open_ = true
  reader.forgetAccount()
  expect((await reader.dialect()).unwritable.contactName).toBeUndefined()
  // Being a member of one more structure opens nothing more.
  reader.forgetAccount()
  await reader.dialect()
  expect(count('OPTIONS /services/')).toBe(2)
})

test('the structures of a département are listed once for a pass, anew once the account has one more', async () => {
  const { reader } = await open({ 'GET /structures-admin/': { json: [structure('home')] } })
  await reader.listStructures('35')
  await reader.listStructures('35')
  expect(count('GET /structures-admin/')).toBe(1)
  reader.forgetAccount()
  await reader.listStructures('35')
  expect(count('GET /structures-admin/')).toBe(2)
  expect((await reader.boardOf('35')).map(({ slug }) => slug)).toEqual(['home'])
  expect(count('GET /structures-admin/')).toBe(3)
})

test('what moved is asked once for a batch, anew once the account has one more structure', async () => {
  const { reader } = await open({ 'GET /services/': { json: { next: null, results: [service('a')] } } })
  await reader.movedSince(0, 'lot')
  await reader.movedSince(0, 'lot')
  expect(count('GET /services/')).toBe(1)
  reader.forgetAccount()
  await reader.movedSince(0, 'lot')
  expect(count('GET /services/')).toBe(2)
  expect((await reader.serviceList(['35'], null)).requests).toBe(1)
})

test('a search that finds here asks the lists once; one that finds nothing reads them anew, then looks elsewhere', async () => {
  const lists: Routes = {
    'GET /structures-admin/': { json: [structure('home', { name: 'Le Relais' })] },
    'GET /services/': { json: { next: null, results: [] } },
    'GET /structures/': {
      json: [structure('home'), structure('loin', { department: '29', name: 'Relais du Finistère' })],
    },
  }
  const { reader } = await open(lists)
  const found = await reader.search('35', 'relais')
  // Those of the département were found on the spot; elsewhere adds the others only.
  expect(found.hits.map(({ slug }) => slug)).toEqual(['home', 'loin'])
  expect(count('GET /structures-admin/')).toBe(1)
  await reader.search('35', 'relais')
  expect([count('GET /structures-admin/'), count('GET /services/')]).toEqual([1, 1])
  await reader.search('35', 'zanzibar')
  expect([count('GET /structures-admin/'), count('GET /services/')]).toEqual([2, 2])
})

test('only a SIRET of fourteen figures is asked of DORA', async () => {
  const { reader } = await open({ 'GET /siret-claimed/99900990500012/': { json: structure('s') } })
  expect((await reader.structureBySiret('99900990500012'))?.slug).toBe('s')
  for (const siret of ['', '999', '999009905000123', 'x99900990500012', '9990099050001a'])
    expect(await reader.structureBySiret(siret)).toBeNull()
  expect(dora.asked).toHaveLength(1)
})

test('a DORA that no longer sends a field, whichever, is still read: what it does not say is empty', async () => {
  const bare = { slug: 'x', structure: 'home', name: 'Atelier', status: 'DRAFT', modificationDate: MODIFIED }
  const { reader } = await open({ 'GET /services/x/': { json: bare } })
  expect((await reader.readService('x'))?.fields).toMatchObject({
    name: 'Atelier',
    geom: null,
    publics: [],
    kind: null,
  })
})

test('an answer in another form names the route and the first places that are wrong', async () => {
  const { reader } = await open({ 'GET /structures/x/': { json: { a: 1 } }, 'GET /services/x/': { json: [] } })
  await expect(reader.readStructure('x')).rejects.toMatchObject({
    kind: 'dora',
    message: 'La réponse de DORA n’a pas la forme attendue (/structures/x/) : slug, name, modificationDate, services.',
    cause: expect.any(Error),
  })
  await expect(reader.readService('x')).rejects.toThrow('(/services/x/) : (racine).')
})

test.each([
  ['35238', '35'],
  ['97411', '974'],
  ['98818', '988'],
  ['2A004', '2A'],
  ['09701', '09'],
  ['59700', '59'],
])('the commune %s is of the département %s', async (commune, department) => {
  await open()
  expect(departmentOfCommune(commune)).toBe(department)
})
