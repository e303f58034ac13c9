import { afterEach, beforeEach, expect, test } from 'vitest'
import { decide } from '../../src/sync/decide.ts'
import { fieldsOf, makeWorld, SOURCE, type World } from './make.ts'

/** An offer that another structure of the département already shows: a question, never a silent creation. */
let world: World
beforeEach(async () => {
  world = await makeWorld()
  world.dora.addStructure({ slug: 'autre', name: 'Tout autre chose', siret: '19350936100999' })
})
afterEach(() => world.close())

const question = async () => {
  const [open] = await world.ledger.inbox.openOf(SOURCE, ['match'])
  const item = await world.ledger.inbox.read(open?.id ?? '')
  if (item?.kind !== 'match') throw new Error('nobody was asked')
  return item
}
const typed = (over = {}) => world.dora.humanCreate('autre', fieldsOf({ name: 'Atelier CV', ...over }))
const offer = { key: 'a', fields: { name: 'ATELIER CV' } }

test('the same name under another structure of the département, of another commune or archived, is asked of a person', async () => {
  const slug = typed({ cityCode: '35288', postalCode: '35400', status: 'ARCHIVED' })
  const { report } = await world.pass([offer])
  expect(report?.writes.created).toBe(0)
  expect((await question()).detail).toMatchObject({
    slug,
    reasons: ['même nom', expect.stringContaining('Tout autre chose'), expect.stringContaining('archivé')],
  })
})

test('nearly the same name at the same place is asked too; at another place it is another service', async () => {
  typed({ name: 'Atelier CV et lettres de motivation', postalCode: '35000' })
  const near = { key: 'a', fields: { name: 'Ateliers CV et lettre de motivation' } }
  expect((await world.pass([near])).report?.writes.created).toBe(0)
  expect((await question()).detail.reasons.join()).toMatch(/nom proche/)
  const elsewhere = { ...near, fields: { ...near.fields, postalCode: '35400', cityCode: '35288' } }
  expect((await world.pass([elsewhere])).report?.writes.created).toBe(1)
})

test('a structure that is still to be created is not created before the answer', async () => {
  typed()
  const created = { ...offer, siret: '19350936100981', structure: 'Une structure neuve' }
  const policy = { createStructures: true }
  const { report } = await world.pass([created], { policy })
  expect(report?.writes).toMatchObject({ created: 0, structures: 0 })
  await decide(world.ledger, (await question()).id, { action: 'create' }, 'Ada')
  expect((await world.pass([created], { policy })).report?.writes).toMatchObject({ created: 1, structures: 1 })
})

test('«it is the same»: the service is followed where it is, in the other structure', async () => {
  const slug = typed()
  await world.pass([offer])
  await decide(world.ledger, (await question()).id, { action: 'use', slug }, 'Ada')
  const { report } = await world.pass([offer])
  expect(report?.writes.created).toBe(0)
  expect(await world.ledger.links.read(SOURCE, 'a')).toMatchObject({ slug, structure: 'autre', origin: 'adopted' })
})

test('what another offer of ours holds is no look-alike; a list that does not come makes new offers wait', async () => {
  const slug = typed()
  await world.pass([offer])
  await decide(world.ledger, (await question()).id, { action: 'use', slug }, 'Ada')
  await world.pass([offer])
  expect((await world.pass([offer, { key: 'b', fields: { name: 'Atelier CV' } }])).report?.writes.created).toBe(1)
  world.dora.options.fault = ({ route }) => (route === '/services/' ? 'server-error' : null)
  const { report } = await world.pass([offer, { key: 'b', fields: { name: 'Atelier CV' } }, { key: 'c' }])
  expect(report?.counts).toMatchObject({ created: 0, waiting: 1 })
})

/** What the last night's census read: the twin under another structure, and one under the offer's own that is no longer there. */
async function censusTaken(name: string): Promise<string> {
  const slug = world.dora.humanCreate('autre', fieldsOf({ name }))
  const at = { department: '35', city: 'Rennes', postalCode: '35000', modificationDate: '2026-11-01T10:00:00+01:00' }
  const line = {
    ...at,
    slug,
    name,
    status: 'PUBLISHED',
    structure: 'autre',
    structureName: 'Tout autre chose',
  } as const
  const { census } = world.ledger
  const id = await census.begin(true)
  const home = { siret: null, department: '35', modificationDate: '', typology: null, city: null }
  await census.structures('35', [{ ...home, slug: 'autre', name: 'Tout autre chose' }])
  await census.services([line, { ...line, slug: 'disparu', structure: 'pem-s-rennes', name: 'Offre b' }], true)
  const none = { structures: 1, orphans: 0, services: 2, published: 2, visible: 0, unknown: 2, upToDate: 2, read: 0 }
  await census.end(id, { newest: null, requests: 2, counts: none })
  return slug
}

test('the census of the night is enough: the twin is asked about, and DORA’s list is not read for it', async () => {
  const slug = await censusTaken('Atelier CV')
  world.dora.listServices = () => Promise.reject(new Error('DORA’s list was read'))
  const { report } = await world.pass([offer, { key: 'b' }])
  expect(report?.writes.created).toBe(1)
  expect((await question()).detail).toMatchObject({
    slug,
    reasons: ['même nom', expect.stringContaining('Tout autre')],
  })
})

test('a census that is two days old says too little: DORA’s list is read', async () => {
  await censusTaken('Autre chose')
  world.clock.advance(48 * 3_600_000)
  const slug = typed()
  expect((await world.pass([offer])).report?.writes.created).toBe(0)
  expect((await question()).detail).toMatchObject({ slug })
})
