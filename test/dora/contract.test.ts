import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDoraReader, createDoraWriter, type DoraDirectory } from '../../src/dora/client.ts'
import { examineDora } from '../../src/dora/doctor.ts'
import type { DoraService, DoraStructure, DoraWriter } from '../../src/dora/port.ts'
import { createUnsafeTransport, type DoraClientOptions, DoraRefusal } from '../../src/dora/transport.ts'
import { sampleSiret } from '../../src/sandbox/index.ts'
import { sampleFields } from './sample-fields.ts'
import { spoken } from './spoken.ts'
import { structureDraft } from './structure-draft.ts'
import { type DoraUnderTest, doraUnderTest } from './under-test.ts'

/**
 * What the bot relies on in a DORA, the sandbox or a real one:
 * `DORA_URL=… DORA_TOKEN=… npm run test:dora` (the account has one département; `DORA_DEPARTMENTS` names it when it has several). It leaves a structure «dora-sync, contrat» and archived services behind,
 * in the one département given: take a throw-away one.
 */
let dora: DoraUnderTest
let options: DoraClientOptions
let department: string
let reader: DoraDirectory
let writer: DoraWriter
let home: DoraStructure
let service: DoraService
const made: string[] = []

beforeAll(async () => {
  dora = await doraUnderTest()
  ;({ department, options } = dora)
  reader = createDoraReader(options)
  writer = createDoraWriter({ ...options, departments: [department], mayCreateStructures: true })
})
afterAll(async () => {
  for (const slug of made) await writer.updateService(slug, { status: 'ARCHIVED' })
  await dora.close()
})

const draft = () => structureDraft(department, '997', 'dora-sync, contrat')

test('the account is the gestionnaire of the département', async () => {
  expect(await reader.whoAmI()).toMatchObject({ isManager: true, departments: expect.arrayContaining([department]) })
})

test('the référentiels hold the values that the translation uses', async () => {
  const referentials = await reader.options()
  const values = (
    key:
      | 'kinds'
      | 'publics'
      | 'locationKinds'
      | 'coachOrientationModes'
      | 'beneficiariesAccessModes'
      | 'mobilisationModes',
  ) => referentials[key].map(option => option.value)
  expect(values('kinds')).toEqual(expect.arrayContaining(['accompagnement', 'atelier', 'formation', 'information']))
  expect(values('publics')).not.toContain('tous-publics')
  expect(values('locationKinds').sort()).toEqual(['a-distance', 'en-presentiel'])
  if ((await reader.dialect()).unwritable.coachOrientationModes !== undefined) {
    const renewed = ['telephoner', 'envoyer-un-courriel', 'se-presenter', 'utiliser-lien-mobilisation']
    expect(values('mobilisationModes')).toEqual(expect.arrayContaining(renewed))
    return
  }
  const modes = ['telephoner', 'envoyer-un-mail', 'completer-le-formulaire-dadhesion', 'autre']
  expect(values('coachOrientationModes')).toEqual(expect.arrayContaining(modes))
  expect(values('beneficiariesAccessModes')).toEqual(expect.arrayContaining([...modes, 'se-presenter']))
})

test('a structure is created once: the second time it is adopted by its SIRET', async () => {
  home = await writer.createStructure(draft())
  expect(home.department).toBe(department)
  expect((await writer.createStructure(draft())).slug).toBe(home.slug)
  expect((await reader.structureBySiret(home.siret ?? ''))?.slug).toBe(home.slug)
  expect((await reader.listStructures(department)).map(line => line.slug)).toContain(home.slug)
})

test('a service comes back as it was written', async () => {
  service = await writer.createService(home.slug, sampleFields())
  made.push(service.slug)
  const back = await reader.readService(service.slug)
  expect(await spoken(reader, back?.fields)).toEqual(await spoken(reader, sampleFields()))
  expect(back?.structure).toBe(home.slug)
})

test('a change touches its own field and the dates, nothing else', async () => {
  const changed = await writer.updateService(service.slug, { recurrence: 'Mardi 9 h-12 h' })
  expect(await spoken(reader, changed.fields)).toEqual(
    await spoken(reader, sampleFields({ recurrence: 'Mardi 9 h-12 h' })),
  )
  expect(changed.modificationDate).not.toBe(service.modificationDate)
  const line = (await reader.readStructure(home.slug))?.services.find(item => item.slug === service.slug)
  expect(line?.modificationDate).toBe(changed.modificationDate)
})

test('what DORA takes from this account is told before any write', async () => {
  const dialect = await createDoraReader(options).dialect()
  expect(dialect.known).toBe(true)
  for (const field of ['name', 'fullDesc', 'publics', 'contactPhone', 'geom'] as const)
    expect(dialect.unwritable[field], field).toBeUndefined()
})

test('who an offer is for and its point on the map come back as they were written', async () => {
  const change = { publicsPrecisions: 'Parents isolés', geom: '-1.67430,48.11130' }
  expect((await writer.updateService(service.slug, change)).fields).toMatchObject(change)
  const nothing = { publicsPrecisions: null, geom: null }
  expect((await writer.updateService(service.slug, nothing)).fields).toMatchObject(nothing)
})

test('the list of the département has the service once, and the board says that its structure has a member', async () => {
  const fresh = createDoraReader(options)
  const lines = (await fresh.listServices(department)).filter(({ slug }) => slug === service.slug)
  expect(lines).toMatchObject([{ structure: home.slug, department, status: 'PUBLISHED' }])
  const board = await fresh.listStructures(department)
  expect(board.find(({ slug }) => slug === home.slug)).toMatchObject({ orphan: false, obsolete: false })
}, 600_000)

test('every text can be emptied, every number too', async () => {
  const empty = { address2: null, feeDetails: null, durationWeeks: null, recurrence: null, suspensionDate: null }
  const filled = {
    address2: 'B',
    feeDetails: '2 €',
    durationWeeks: 3,
    recurrence: 'Lundi',
    suspensionDate: '2099-12-31',
  }
  expect((await writer.updateService(service.slug, filled)).fields).toMatchObject(filled)
  expect((await writer.updateService(service.slug, empty)).fields).toMatchObject(empty)
})

test('a choice of the structure is made once', async () => {
  const label = 'Critère des essais de dora-sync'
  const body = { accessConditions: [label] }
  const path = `/services/${service.slug}/`
  const keys = async (): Promise<unknown> =>
    ((await createUnsafeTransport(options).send('PATCH', path, body)) as { accessConditions: unknown }).accessConditions
  expect(await keys()).toEqual(await keys())
  expect((await reader.readService(service.slug))?.fields.accessConditions).toEqual([label])
})

test('archived, then brought back: the same service', async () => {
  await writer.updateService(service.slug, { status: 'ARCHIVED' })
  const archived = await reader.readStructure(home.slug)
  expect(archived?.archivedServices.map(line => line.slug)).toContain(service.slug)
  expect(archived?.services.map(line => line.slug)).not.toContain(service.slug)
  expect((await reader.readService(service.slug))?.fields.status).toBe('ARCHIVED')
  expect((await writer.updateService(service.slug, { status: 'PUBLISHED' })).slug).toBe(service.slug)
})

test('confirmed as up to date: the date moves, nothing else', async () => {
  const before = await reader.readService(service.slug)
  await writer.markUpToDate([service.slug])
  const after = await reader.readService(service.slug)
  expect(after?.fields).toEqual(before?.fields)
  expect(after?.modificationDate).not.toBe(before?.modificationDate)
})

test('what DORA refuses is told field by field, with its codes', async () => {
  const refusal: unknown = await createUnsafeTransport(options)
    .send('PATCH', `/services/${service.slug}/`, { name: '', kind: 'nimporte', contactEmail: 'x' })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(DoraRefusal)
  expect(refusal).toMatchObject({
    kind: 'data',
    body: { name: [{ code: 'blank' }], kind: [{ code: 'invalid_choice' }], contactEmail: [{ code: 'invalid' }] },
  })
})

test('what is not there is null; a wrong token is whose move it is', async () => {
  expect(await reader.readService('dora-sync-nexiste-pas')).toBeNull()
  expect(await reader.readStructure('dora-sync-nexiste-pas')).toBeNull()
  expect(await reader.structureBySiret(sampleSiret('996'))).toBeNull()
  await expect(createDoraReader({ ...options, token: 'x'.repeat(40) }).readService(service.slug)).rejects.toMatchObject(
    {
      kind: 'configuration',
      code: 'jeton-refuse',
    },
  )
})

test('an account of nothing: what is to be mended, each with whom to ask', async () => {
  const { clock, quota } = options
  const checks = await examineDora({
    ...options,
    token: dora.ofNothing,
    departments: [department],
    quotaPerMinute: 60,
    clock,
    quota,
  })
  const wrong = checks.filter(({ state }) => state === 'a-corriger')
  expect(wrong.map(({ id }) => id)).toEqual(
    dora.ofNothing === null ? ['jeton'] : expect.arrayContaining(['role', 'ecriture']),
  )
  for (const { mend } of wrong) expect(mend).toMatch(/^(Demander|Vérifier|Mettre)/)
})
