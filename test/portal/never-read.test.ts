import { expect, test } from 'vitest'
import { alerts } from '../../src/portal/desk/alerts.ts'
import { openWorld } from './world.ts'

test('a source that was never read is an alert, unless it has no address to be read at', async () => {
  const world = await openWorld()
  const never = async (desk = world.desk) =>
    (await alerts(desk)).flatMap(({ text }) => /^(.*) : jamais lue/.exec(text)?.[1] ?? [])
  const names = await never()
  expect(names).toContain(world.desk.sources()[0]?.name)
  const [first] = world.desk.sources()
  const left = await never({ ...world.desk, hasAddress: source => source.id !== first?.id })
  expect(left).toEqual(names.filter(name => name !== first?.name))
  await world.close()
})
