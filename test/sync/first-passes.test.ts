import { expect, test } from 'vitest'
import { fieldsOf, makeWorld } from './make.ts'

test('the first pass creates, the second writes nothing', async () => {
  const world = await makeWorld()
  const first = await world.pass([{ key: 'a' }, { key: 'b' }])
  expect(first.state).toBe('succeeded')
  expect(first.report?.counts).toMatchObject({ seen: 2, created: 2 })
  const writes = world.dora.writes
  expect(writes).toBe(2)
  const second = await world.pass([{ key: 'a' }, { key: 'b' }])
  expect(second.report?.counts).toMatchObject({ seen: 2, unchanged: 2 })
  expect(world.dora.writes).toBe(writes)
  await world.close()
})

test('one listing serves what is created in a structure one after the other', async () => {
  const world = await makeWorld()
  const listed = () =>
    world.dora.log.filter(({ method, route }) => method === 'GET' && route === '/structures/pem-s-rennes/')
  await world.pass(Array.from({ length: 12 }, (_, n) => ({ key: `k${n}` })))
  expect(world.dora.writes).toBe(12)
  // Once by the plan, once before the first creation.
  expect(listed()).toHaveLength(2)
  await world.close()
})

test('a listing that is half a minute old is read again: what a person typed meanwhile is seen', async () => {
  const world = await makeWorld()
  let typed = ''
  world.dora.options.onRobotWrite = () => {
    if (typed !== '') return
    world.clock.advance(31_000)
    typed = world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre b' }))
  }
  const { report } = await world.pass([{ key: 'a' }, { key: 'b' }])
  expect(report?.writes.created).toBe(1)
  expect(world.dora.writes).toBe(1)
  await world.close()
})
