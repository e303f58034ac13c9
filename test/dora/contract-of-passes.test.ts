import { spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { fingerprint } from '../../src/common/digest.ts'
import { workerName } from '../../src/common/worker-name.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import type { DoraServiceFields, DoraStructure } from '../../src/dora/port.ts'
import { askStanding } from '../../src/dora/standing.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { patientDora } from '../../src/sync/patient-dora.ts'
import { makeWorld, SOURCE, type World } from '../sync/make.ts'
import { sampleFields } from './sample-fields.ts'
import { structureDraft } from './structure-draft.ts'
import { type DoraUnderTest, doraUnderTest } from './under-test.ts'
import { type UnsteadyRoad, unsteadyRoad } from './unsteady-road.ts'

/** What whole passes rely on in a DORA, the sandbox or a real one (`contract.test.ts` says how). What they publish is archived at the end. */
const MINUTE = 60_000
let dora: DoraUnderTest
let road: UnsteadyRoad
let home: DoraStructure
let other: DoraStructure
let world: World
/** New at each run: archived services of a former one would be taken for theirs. No word in common: they would be taken for one another. */
const nameOf = (key: string) => `${key} ${fingerprint(`${dora.turn} ${key}`).slice(0, 6)}`
const made = new Set<string>()

beforeAll(async () => {
  dora = await doraUnderTest()
  road = await unsteadyRoad(dora.options.url)
  const { department, options } = dora
  const writer = createDoraWriter({ ...options, departments: [department], mayCreateStructures: true })
  home = await writer.createStructure(structureDraft(department, '995', 'dora-sync, contrat des passages'))
  other = await writer.createStructure(structureDraft(department, '994', 'dora-sync, autre structure du contrat'))
}, 120_000)
beforeEach(async () => {
  world = await openWorld()
})
afterEach(async () => {
  for (const link of await world.ledger.links.list()) made.add(link.slug)
  await world.close()
})
afterAll(async () => {
  for (const slug of made) await patch(slug, { status: 'ARCHIVED' })
  await road.close()
  await dora.close()
}, 120_000)

/** A robot that has never passed; its waits take no time, its requests keep the pace of the account. */
async function openWorld(): Promise<World> {
  const clock = manualClock(new Date().toISOString())
  const options = { ...dora.options, url: road.url, clock }
  const { department } = dora
  const standing = () => askStanding({ ...options, departments: [department] })
  const patient = patientDora({ clock, waitMs: 30 * MINUTE, standing, signal: new AbortController().signal })
  const reader = createDoraReader(options)
  const writer = createDoraWriter({ ...options, departments: [department] })
  return makeWorld({ clock, client: { reader: patient.reader(reader), writer: patient.writer(writer) } })
}

/** As a person of DORA's site would. */
const patch = (slug: string, change: object) =>
  createUnsafeTransport(dora.options).send('PATCH', `/services/${slug}/`, change)
const read = (slug: string) => createDoraReader(dora.options).readService(slug)

function offer(key: string, over: Partial<DoraServiceFields> = {}, at: () => DoraStructure = () => home) {
  const { siret, name, cityCode, postalCode } = at()
  const place = { cityCode, postalCode, diffusionZoneDetails: dora.department }
  const fields = sampleFields({ name: nameOf(key), ...place, ...over })
  return { key, siret, structure: name, cityCode, fields }
}
const pass = (...offers: ReturnType<typeof offer>[]) => world.pass(offers, { departments: [dora.department] })
const linked = async (key: string) => (await world.ledger.links.read(SOURCE, key))?.slug ?? ''
const NOTHING = { created: 0, changed: 0, structures: 0 }

test('3. adopting a person’s service never narrows who it is for: they are asked', async () => {
  const { department, options } = dora
  const person = createDoraWriter({ ...options, departments: [department] })
  const { slug } = await person.createService(home.slug, offer('Repas partagés', { publics: [] }).fields)
  made.add(slug)
  const { report } = await pass(offer('Repas partagés', { publics: ['familles'] }))
  expect(report?.counts.conflicts).toBe(1)
  expect(await linked('Repas partagés')).toBe(slug)
  expect((await read(slug))?.fields.publics).toEqual([])
}, 300_000)

test('4. what is over already is not created, and what is published is told apart from what the public sees', async () => {
  const { report } = await pass(
    offer('Forum des métiers', { suspensionDate: '2020-01-01' }),
    offer('Jardin d’insertion'),
  )
  expect(report?.counts).toMatchObject({ created: 1, waiting: 1 })
  expect(report?.shown).toMatchObject({ published: 1, visible: 1, hidden: {} })
}, 300_000)

test('5. DORA goes away in the middle of the writes: it is waited for, and nothing is doubled', async () => {
  road.cut('POST', 12)
  const { report } = await pass(offer('Vélo-école'), offer('Bilan de santé'))
  // The one that was on its way is looked up at the next pass.
  expect(report?.counts).toMatchObject({ created: 1, waiting: 1 })
  world.clock.advance(3 * MINUTE)
  await pass(offer('Vélo-école'), offer('Bilan de santé'))
  const named = (await createDoraReader(dora.options).readStructure(home.slug))?.services ?? []
  for (const key of ['Vélo-école', 'Bilan de santé'])
    expect(named.filter(({ name }) => name === nameOf(key))).toHaveLength(1)
}, 300_000)

test('6. the same name in another structure of the département is a question, not a second service', async () => {
  await pass(offer('Café des familles'))
  made.add(await linked('Café des familles'))
  await world.close()
  world = await openWorld()
  const { report } = await pass(offer('Café des familles', {}, () => other))
  expect(report?.counts).toMatchObject({ created: 0, waiting: 1 })
  expect(await world.ledger.inbox.openOf(SOURCE, ['match'])).toHaveLength(1)
}, 600_000)

test('7. what a person archived is left alone, and what they edited is not archived without a question', async () => {
  const all = (over = {}) => [
    offer('Garde d’enfants', over),
    offer('Atelier numérique'),
    offer('Permis de conduire'),
    offer('Chantier d’insertion'),
  ]
  await pass(...all())
  await patch(await linked('Garde d’enfants'), { status: 'ARCHIVED' })
  await patch(await linked('Atelier numérique'), { recurrence: 'Saisi à la main' })
  expect((await pass(...all({ recurrence: 'Mardi' }))).report?.writes).toEqual(NOTHING)
  expect((await read(await linked('Garde d’enfants')))?.fields).toMatchObject({
    status: 'ARCHIVED',
    recurrence: 'Lundi 9 h-12 h',
  })
  const without = all().filter(({ key }) => key !== 'Atelier numérique')
  const policy = { retireAfter: 2, guard: { retireShare: 1, minimum: 100 } }
  for (const _ of [1, 2]) await world.pass(without, { policy, departments: [dora.department] })
  expect((await read(await linked('Atelier numérique')))?.fields.status).toBe('PUBLISHED')
}, 300_000)

test('10. a service that follows a model is proposed on, not written; two readings of one service are the same', async () => {
  await pass(offer('Français du quotidien'))
  const slug = await linked('Français du quotidien')
  const { structure, ...model } = { structure: home.slug, name: nameOf('Modèle'), description: 'Un modèle d’essai.' }
  await createUnsafeTransport(dora.options).send('POST', '/models/', { structure, service: slug, ...model })
  const { report, plan } = await pass(offer('Français du quotidien', { recurrence: 'Mardi' }))
  expect(report?.writes).toEqual(NOTHING)
  const lines = await Array.fromAsync(world.ledger.runs.lines(plan?.run ?? ''))
  expect(JSON.stringify(lines)).toMatch(/suit le modèle/)
  expect(await read(slug)).toEqual(await read(slug))
}, 300_000)

test('11. a pass that died after DORA did its write is taken up at once: nothing waits, nothing is doubled', async () => {
  const { department, options } = dora
  const writer = createDoraWriter({ ...options, departments: [department] })
  const dying = await makeWorld({
    ledger: world.ledger,
    clock: world.clock,
    client: {
      reader: createDoraReader(options),
      writer: {
        ...writer,
        async createService(structure, fields) {
          await writer.createService(structure, fields)
          throw new Error('killed')
        },
      },
    },
  })
  await expect(dying.pass([offer('Lecture à voix haute')], { departments: [department] })).rejects.toThrow('killed')
  const dead = spawnSync(process.execPath, ['--version']).pid
  const holder = workerName().replace(` ${process.pid} `, ` ${dead} `)
  expect(await world.ledger.leases.acquire(`source:${SOURCE}`, holder, 24 * 60 * MINUTE)).not.toBeNull()
  await pass(offer('Lecture à voix haute'))
  const named = (await createDoraReader(options).readStructure(home.slug))?.services ?? []
  expect(named.filter(({ name }) => name === nameOf('Lecture à voix haute')).map(({ slug }) => slug)).toEqual([
    await linked('Lecture à voix haute'),
  ])
}, 300_000)
