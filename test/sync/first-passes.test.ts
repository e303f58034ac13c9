import { expect, test } from 'vitest'
import { makeWorld } from './make.ts'

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
