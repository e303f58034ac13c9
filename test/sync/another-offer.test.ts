import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DoraServiceFields } from '../../src/dora/port.ts'
import { decide } from '../../src/sync/decide.ts'
import { makeWorld, SOURCE, type World } from './make.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([said()])
})
afterEach(() => world.close())

const said = (fields: Partial<DoraServiceFields> = {}) => ({
  key: 'a',
  fields: {
    name: 'Atelier couture',
    fullDesc: 'Apprendre à coudre, chaque jeudi.',
    shortDesc: 'Apprendre à coudre',
    ...fields,
  },
})
const lost = said({
  name: 'Oups ! Page introuvable',
  fullDesc: 'Revenez à l’accueil.',
  shortDesc: 'Revenez à l’accueil.',
  recurrence: 'jamais',
})

async function shown() {
  const link = await world.ledger.links.read(SOURCE, 'a')
  return world.dora.peek(link?.slug ?? '').fields
}
const open = () => world.ledger.inbox.open({ kind: 'conflict' })

test('name and description both change: nothing is written, at every pass, until a person has seen both', async () => {
  for (const _ of [1, 2, 3]) {
    const { report } = await world.pass([lost])
    expect(report?.counts).toMatchObject({ conflicts: 1, updated: 0 })
    expect(await shown()).toMatchObject({ name: 'Atelier couture', recurrence: null })
  }
  const items = await open()
  expect(items).toHaveLength(1)
  expect(items[0]?.detail).toMatchObject({
    fields: expect.arrayContaining([
      expect.objectContaining({ field: 'name', base: 'Atelier couture', ours: 'Oups ! Page introuvable' }),
      expect.objectContaining({ field: 'fullDesc', ours: 'Revenez à l’accueil.' }),
    ]),
  })
})

test('the page comes back: the question goes away by itself', async () => {
  await world.pass([lost])
  const { report } = await world.pass([said()])
  expect(report?.counts.unchanged).toBe(1)
  expect(await open()).toEqual([])
})

test('a person takes the source’s words: they are written at the next pass', async () => {
  await world.pass([lost])
  const [item] = await open()
  await decide(world.ledger, item?.id ?? '', { action: 'keep', side: 'ours' }, 'Claire')
  const { report } = await world.pass([lost])
  expect(report?.counts.updated).toBe(1)
  expect(await shown()).toMatchObject({ name: 'Oups ! Page introuvable', fullDesc: 'Revenez à l’accueil.' })
})

test('a person keeps DORA’s words: they stay, and nobody is asked again for the same', async () => {
  await world.pass([lost])
  const [item] = await open()
  await decide(world.ledger, item?.id ?? '', { action: 'keep', side: 'theirs' }, 'Claire')
  await world.pass([lost])
  expect(await shown()).toMatchObject({ name: 'Atelier couture', fullDesc: 'Apprendre à coudre, chaque jeudi.' })
  expect(await open()).toEqual([])
})

test.each([
  ['the name alone', { name: 'Atelier de couture du jeudi' }],
  ['the description alone', { fullDesc: 'Tout est nouveau.', shortDesc: 'Tout est nouveau.' }],
  ['accents and punctuation only', { name: 'Atelier Couture.', fullDesc: 'APPRENDRE À COUDRE – chaque jeudi' }],
  ['neither', { recurrence: 'le mardi' }],
])('%s: sent as ever', async (_, fields) => {
  const { report } = await world.pass([said(fields)])
  expect(report?.counts).toMatchObject({ updated: 1, conflicts: 0 })
  expect(await shown()).toMatchObject(fields)
})
