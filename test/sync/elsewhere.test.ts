import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, SIRET, SOURCE, type World } from './make.ts'

/* What a person moves in DORA to a département where this account does not write. */
let world: World
let slug: string
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([{ key: 'a' }])
  slug = (await world.ledger.links.read(SOURCE, 'a'))?.slug ?? ''
})
afterEach(() => world.close())

const changed = { key: 'a', fields: { recurrence: 'le mardi' } }
async function lineOf(specs: Parameters<World['pass']>[0]) {
  const writes = world.dora.writes
  const { plan } = await world.pass(specs)
  const lines = await Array.fromAsync(world.ledger.runs.lines(plan?.run ?? ''))
  return { written: world.dora.writes - writes, ...lines.find(({ key }) => key === 'a') }
}

test('its structure is now elsewhere: the service is neither written nor withdrawn, and that is told', async () => {
  world.dora.addStructure({ slug: 'pem-s-rennes', name: 'PEM’S', siret: SIRET, department: '75' })
  // Where nothing says that a structure moved, the last look before the write does.
  const told = { written: 0, reason: expect.stringMatching(/départements? .*où le robot (?:n’écrit pas|écrit)/) }
  expect(await lineOf([changed])).toMatchObject(told)
  // Gone from the source twice over.
  await world.pass([{ key: 'b' }])
  expect(await lineOf([{ key: 'b' }])).toMatchObject(told)
  expect(world.dora.peek(slug).fields).toMatchObject({ recurrence: null, status: 'PUBLISHED' })
})

test('read again whole, as each week, its structure says at once that it is elsewhere', async () => {
  world.dora.addStructure({ slug: 'pem-s-rennes', name: 'PEM’S', siret: SIRET, department: '75' })
  world.clock.advance(8 * 24 * 3_600_000)
  expect(await lineOf([changed])).toMatchObject({
    written: 0,
    reason: 'Le service est maintenant dans le département 75, où le robot n’écrit pas.',
  })
})

test('the service was given to a structure elsewhere: it is left alone, and that is told', async () => {
  world.dora.addStructure({ slug: 'ailleurs', name: 'Ailleurs', siret: null, department: '75' })
  world.dora.humanMove(slug, 'ailleurs')
  expect(await lineOf([changed])).toMatchObject({
    written: 0,
    reason: 'Le service a été déplacé dans DORA vers un département où le robot n’écrit pas.',
  })
  expect(world.dora.peek(slug).fields.recurrence).toBeNull()
})

test('the service was given to another structure of the département: it is kept up to date there', async () => {
  world.dora.addStructure({ slug: 'voisine', name: 'Voisine', siret: null })
  world.dora.humanMove(slug, 'voisine')
  await lineOf([changed])
  await lineOf([changed])
  expect(world.dora.peek(slug)).toMatchObject({ structure: 'voisine', fields: { recurrence: 'le mardi' } })
})
