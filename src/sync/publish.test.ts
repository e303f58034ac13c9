import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, SOURCE, type World } from '../../test/sync/make.ts'
import { sequentialIds } from '../common/ids.ts'
import type { DoraService, DoraServiceFields } from '../dora/port.ts'
import type { Choice } from '../ledger/choices.ts'
import { publish } from './publish.ts'

let world: World
let slug: string
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([{ key: 'a' }], { policy: { mode: 'draft' } })
  slug = (await world.ledger.links.read(SOURCE, 'a'))?.slug ?? ''
})
afterEach(() => world.close())

const ids = sequentialIds()
/** @param shown what DORA shows of the service in place of what it is; null: nothing */
const press = (
  key = 'a',
  shown?: ({ fields?: Partial<DoraServiceFields> } & Partial<Omit<DoraService, 'fields'>>) | null,
) =>
  publish({ source: SOURCE, key }, 'Camille', {
    ledger: world.ledger,
    reader:
      shown === undefined
        ? world.dora
        : new Proxy(world.dora, {
            get(target, name) {
              const value: unknown = Reflect.get(target, name, target)
              if (name !== 'readService') return typeof value === 'function' ? value.bind(target) : value
              return async () => {
                const service = target.peek(slug)
                return shown && { ...service, ...shown, fields: { ...service.fields, ...shown.fields } }
              }
            },
          }),
    writer: world.dora,
    clock: world.clock,
    newId: prefix => `${ids(prefix)}_pressed`,
    departments: ['35'],
    holder: 'test',
  })
const status = () => world.dora.peek(slug).fields.status

test('a draft is published at once, in the name of who asked, and is told so', async () => {
  const before = world.dora.peek(slug)
  expect(await press()).toEqual({ state: 'done', message: 'L’offre est publiée dans DORA.' })
  expect(status()).toBe('PUBLISHED')
  const [operation] = await world.ledger.operations.list({ source: SOURCE, key: 'a', limit: 1 })
  expect(operation).toMatchObject({
    kind: 'publish',
    run: 'publication',
    structure: before.structure,
    slug,
    before: { status: 'DRAFT' },
    after: { status: 'PUBLISHED' },
    reason: 'Brouillon publié à la demande d’une personne.',
    approvedBy: 'Camille',
  })
  const [planned] = await Array.fromAsync(world.ledger.plans.items(operation?.plan ?? '', 'operations'))
  expect(planned).toMatchObject({ name: 'Offre a', seen: before.modificationDate, conflicts: [], confidence: 1 })
  const [outcome] = await Array.fromAsync(world.ledger.plans.items(operation?.plan ?? '', 'outcomes'))
  expect(outcome).toMatchObject({ key: 'a', name: 'Offre a', slug, state: 'updated', reason: operation?.reason })
})

test('DORA moved since it was looked at: nothing is written over it', async () => {
  const result = await press('a', { modificationDate: '2020-01-01T00:00:00Z' })
  expect([result.state === 'done', status()]).toEqual([false, 'DRAFT'])
})

test.each<[string, Parameters<typeof press>, string, 'held' | 'done']>([
  ['an offer without service', ['b'], 'Cette offre n’est pas encore dans DORA : il n’y a rien à publier.', 'held'],
  ['a service that is gone', ['a', null], 'DORA ne montre plus ce service : il n’y a rien à publier.', 'held'],
  ['one that is published', ['a', { fields: { status: 'PUBLISHED' } }], 'Elle est déjà publiée dans DORA.', 'done'],
  [
    'one that is archived',
    ['a', { fields: { status: 'ARCHIVED' } }],
    'Elle est archivée dans DORA : elle ne se publie pas d’ici.',
    'held',
  ],
  [
    'a suggestion',
    ['a', { fields: { status: 'SUGGESTION' } }],
    'C’est une suggestion : sa structure l’accepte elle-même dans DORA.',
    'held',
  ],
  ['one that follows a model', ['a', { model: 'm' }], 'Ce service suit un modèle de DORA : publiez-le là-bas.', 'held'],
  [
    'one that is not whole',
    ['a', { fields: { shortDesc: '', cityCode: null } }],
    'DORA ne l’a pas encore au complet. Le résumé manque. L’accueil est sur place : la commune manque.',
    'held',
  ],
])('nothing is written of %s', async (_, asked, message, state) => {
  const writes = world.dora.writes
  expect(await press(...asked)).toEqual({ state, message })
  expect([status(), world.dora.writes]).toEqual(['DRAFT', writes])
})

test('what the account may not read is not missing', async () => {
  expect(await press('a', { fields: { shortDesc: '' }, hidden: ['shortDesc'] })).toMatchObject({ state: 'done' })
})

test('a publication that was refused before is no longer; what else was refused stays', async () => {
  const refused = (topic: string, ours: unknown) =>
    ({ topic, value: { ours, how: 'never', plan: 'p', reason: '' } }) as unknown as Choice
  await world.ledger.choices.set(SOURCE, 'a', refused('refused:status', 'ARCHIVED'), 'Camille')
  await world.ledger.choices.set(SOURCE, 'a', refused('refused:name', 'x'), 'Camille')
  const topics = async () => (await world.ledger.choices.of(SOURCE, 'a')).map(({ topic }) => topic).sort()
  await press()
  expect(await topics()).toEqual(['refused:name', 'refused:status'])
  await world.dora.humanEdit(slug, { status: 'DRAFT' })
  await world.ledger.choices.set(SOURCE, 'a', refused('refused:status', 'PUBLISHED'), 'Camille')
  await press()
  expect(await topics()).toEqual(['refused:name'])
})
