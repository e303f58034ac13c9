import { afterEach, beforeEach, expect, test } from 'vitest'
import { decide } from '../../src/sync/decide.ts'
import { fieldsOf, makeWorld, type OfferSpec, type PassOptions, SIRET, SOURCE, type World } from './make.ts'

/** What offers that wait for somebody cost DORA when nothing moved, and what is seen all the same. */
const DAY = 24 * 3_600_000
const NOBODY = '90000000100017'
const DOUBTFUL = { key: 'doubtful', fields: { name: 'Ateliers cuisine et jardin' } }
const OVER = { key: 'over', siret: '90000000200015', structure: 'Finie', fields: { suspensionDate: '2026-10-01' } }
const UNKNOWN = { key: 'unknown', siret: NOBODY, structure: 'Inconnue' }
const DISPUTED = { key: 'disputed', siret: '90000000300013', structure: 'Disputée' }
const offers = (recurrence = 'Le lundi'): OfferSpec[] => [
  DOUBTFUL,
  OVER,
  UNKNOWN,
  { ...DISPUTED, fields: { recurrence } },
]
let world: World
let typed: string

beforeEach(async () => {
  world = await makeWorld()
  const { dora } = world
  for (const { structure, siret } of [OVER, DISPUTED]) dora.addStructure({ slug: `s-${siret}`, name: structure, siret })
  typed = dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Atelier cuisine jardin' }))
  await pass(offers())
  dora.humanEdit(await disputed(), { recurrence: 'Le mardi' })
  world.clock.advance(DAY)
  await pass(offers('Le jeudi'))
  world.clock.advance(DAY)
})
afterEach(() => world.close())

const pass = (specs = offers('Le jeudi'), over: PassOptions = {}) =>
  world.pass(specs, { batch: `lot ${world.clock.now().toISOString()}`, ...over })
const disputed = async () => (await world.ledger.links.read(SOURCE, 'disputed'))?.slug ?? ''
/** Requests of one more pass. */
async function cost(specs?: OfferSpec[], over?: PassOptions) {
  const before = world.dora.log.length
  const { report } = await pass(specs, over)
  return { asked: world.dora.log.slice(before).map(({ method, route }) => `${method} ${route}`), report }
}
const waiting = async () =>
  (await world.ledger.openInbox({ source: SOURCE })).map(({ kind, key }) => `${kind} ${key}`).sort()
/** What moved; the list of structures, which the client keeps some minutes, twice; the services of the département, for want of a census. */
const QUIET = ['GET /services/', 'GET /structures/', 'GET /services/', 'GET /structures/']

test('nothing moved: one page, and the lists that all sources share; what waits still waits, with its question', async () => {
  const before = await waiting()
  expect(before).toEqual(['conflict disputed', 'match doubtful', 'structure null'])
  const { asked, report } = await cost()
  expect(asked).toEqual(QUIET)
  expect(report?.counts).toMatchObject({ conflicts: 1, waiting: 3 })
  expect(await waiting()).toEqual(before)
  world.clock.advance(DAY)
  expect((await cost()).asked).toEqual(QUIET)
})

test('the service that an offer may be was renamed, or one more came: the structure is read again', async () => {
  world.dora.humanEdit(typed, { name: 'Ateliers de cuisine, jardin' })
  expect((await cost()).asked).toContain('GET /structures/pem-s-rennes/')
  world.clock.advance(DAY)
  expect((await cost()).asked).toEqual(QUIET)
  world.clock.advance(DAY)
  world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Ateliers cuisine et jardins' }))
  const { asked, report } = await cost()
  expect(asked).toContain('GET /structures/pem-s-rennes/')
  expect(report?.counts.waiting).toBe(3)
})

test('a service in conflict that moved is read, and agrees', async () => {
  world.dora.humanEdit(await disputed(), { recurrence: 'Le jeudi' })
  const { asked, report } = await cost()
  expect(asked).toContain(`GET /services/${await disputed()}/`)
  expect(report?.counts).toMatchObject({ conflicts: 0, unchanged: 1 })
})

test('the source says something else in a conflict: DORA is read', async () => {
  expect((await cost(offers('Le samedi'))).asked).toContain(`GET /services/${await disputed()}/`)
})

test('a person answers: what is taken over is read as it is now', async () => {
  const [question] = await world.ledger.openInbox({ kind: 'match', source: SOURCE })
  await decide(world.ledger, question?.id ?? '', { action: 'use', slug: typed }, 'Claire')
  const { asked } = await cost()
  expect(asked).toContain(`GET /services/${typed}/`)
  expect((await world.ledger.links.read(SOURCE, 'doubtful'))?.slug).toBe(typed)
})

test('a pass that somebody asks for by itself looks again for a SIRET; and everything is read again each week', async () => {
  const look = `GET /siret-claimed/${NOBODY}/`
  expect((await cost(undefined, { batch: null })).asked).toContain(look)
  world.clock.advance(7 * DAY)
  const { asked } = await cost()
  expect(asked).toContain(look)
  expect(asked).toContain('GET /structures/pem-s-rennes/')
  expect(asked).toContain(`GET /services/${typed}/`)
})

test('what the robot itself wrote moves nothing: the next pass reads no structure again', async () => {
  const more = [...offers('Le jeudi'), { key: 'new', siret: SIRET, fields: { name: 'Permis de conduire' } }]
  expect((await pass(more)).report?.writes.created).toBe(1)
  world.clock.advance(DAY)
  expect((await cost(more)).asked.filter(path => path.startsWith('GET /structures/p'))).toEqual([])
})
