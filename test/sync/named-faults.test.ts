import { expect, test } from 'vitest'
import { DoraError, type DoraReader, type DoraWriter } from '../../src/dora/port.ts'
import { carryOut } from '../../src/sync/carry-out.ts'
import { decide } from '../../src/sync/decide.ts'
import { FakeDora, type FakeFault } from './fake-dora.ts'
import { fieldsOf, makeWorld, SIRET, SOURCE } from './make.ts'

// Each was once wrong without any test noticing; `test/bench/named-faults.ts` puts them back.

const HOME = 'pem-s-rennes'

function doraOf(fault: (request: { method: string; route: string; n: number }) => FakeFault | null = () => null) {
  const dora = new FakeDora({ fault })
  dora.addStructure({ slug: HOME, name: 'PEM’S', siret: SIRET })
  return dora
}

/** The same DORA, of which some answers are others. */
function answering(dora: FakeDora, others: Partial<DoraReader & DoraWriter>): DoraReader & DoraWriter {
  return new Proxy(dora, {
    get(target, name) {
      const value: unknown = Object.hasOwn(others, name) ? Reflect.get(others, name) : Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test('a person’s edit made between a lost answer and the next reading never becomes our base', async () => {
  let lose = true
  const dora = doraOf(({ method }) => {
    if (method === 'POST' && lose) return 'lost-answer'
    return lose && dora.slugs.length > 0 ? 'refused-connection' : null
  })
  const world = await makeWorld({ dora })
  await world.pass([{ key: 'a' }]).catch(() => null)
  lose = false
  const [slug = ''] = dora.slugs
  dora.humanEdit(slug, { shortDesc: 'Retouché par une personne' })
  await world.pass([{ key: 'a' }])
  expect((await world.ledger.links.read(SOURCE, 'a'))?.slug).toBe(slug)
  await world.pass([{ key: 'a', fields: { shortDesc: 'Autre chose, dit la source' } }])
  expect(dora.peek(slug).fields.shortDesc).toBe('Retouché par une personne')
  await world.close()
})

test('a service that another offer holds by now is not adopted', async () => {
  const dora = doraOf()
  const world = await makeWorld({ dora })
  const { ledger, clock } = world
  const slug = dora.humanCreate(HOME, fieldsOf({ name: 'Offre a', recurrence: null }))
  const spec = { key: 'a', fields: { recurrence: 'le lundi' } }
  const held = await world.pass([spec], { policy: { approval: 'approve' } })
  const at = clock.now().toISOString()
  const link = { source: 'autre', key: 'z', slug, structure: HOME, origin: 'created', base: '{}', sent: '{}' }
  const rest = { settled: null, retired: null, status: 'PUBLISHED', published: null }
  await ledger.db
    .insertInto('links')
    .values({ ...link, ...rest, version: at, modified: at, since: at })
    .execute()
  const [item] = await ledger.openInbox({ kind: 'quarantine' })
  await decide(ledger, item?.id ?? '', { action: 'approve' }, 'Une gestionnaire')
  const plan = await ledger.plans.head(held.plan?.id ?? '')
  if (plan === null) throw new Error('no plan')
  const lease = { hold: async () => {} }
  const parts = { plan, ledger, reader: dora, writer: dora, clock, configuration: 'c1', departments: ['35'], lease }
  await carryOut(parts)
  expect(dora.writes).toBe(0)
  expect(await ledger.links.read(SOURCE, 'a')).toBeNull()
  await world.close()
})

test('two dates that differ just before a write stop it', async () => {
  const dora = doraOf()
  const world = await makeWorld({ dora })
  await world.pass([{ key: 'a' }])
  const [slug = ''] = dora.slugs
  const before = dora.writes
  const lagging = await makeWorld({
    dora,
    ledger: world.ledger,
    clock: world.clock,
    client: {
      reader: answering(dora, {
        readStructure: async (home: string) => {
          const structure = await dora.readStructure(home)
          return (
            structure && {
              ...structure,
              services: structure.services.map(each => ({ ...each, modificationDate: '2026-01-01T00:00:00Z' })),
            }
          )
        },
      }),
      writer: dora,
    },
  })
  await lagging.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }])
  expect([dora.writes, dora.peek(slug).fields.recurrence]).toEqual([before, null])
  await world.close()
})

test('nothing more is written after DORA refused the token', async () => {
  const dora = doraOf()
  let asked = 0
  const refused = () => {
    asked += 1
    throw new DoraError('Jeton refusé.', { kind: 'configuration', status: 401, code: 'jeton-refuse' })
  }
  const world = await makeWorld({
    dora,
    client: { reader: dora, writer: answering(dora, { createService: refused }) },
  })
  await world.pass([{ key: 'a' }, { key: 'b' }, { key: 'c' }])
  expect(asked).toBe(1)
  await world.close()
})

test('a candidate that could not be read leaves the doubt open: nothing is created a second time', async () => {
  let lose = true
  const dora = doraOf(({ method }) => (method === 'POST' && lose ? 'lost-answer' : null))
  const world = await makeWorld({
    dora,
    client: { reader: answering(dora, { readService: async () => null }), writer: dora },
  })
  await world.pass([{ key: 'a' }])
  lose = false
  for (let n = 0; n < 3; n += 1) await world.pass([{ key: 'a' }])
  expect(dora.slugs).toHaveLength(1)
  // Nobody could say that nothing was done: the question stays.
  expect(await world.ledger.operations.unsettled(SOURCE)).toHaveLength(1)
  await world.close()
})
