import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Sandbox, sampleSiret, startSandbox } from '../../src/sandbox/index.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SIRET, SOURCE, type World } from './make.ts'

/** The sync over the stand-in DORA that answers as the real one was recorded. */
let clock: ManualClock
let sandbox: Sandbox
let world: World

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 10_000 })
})
afterEach(async () => {
  await world.close()
  await sandbox.close()
})

async function as(account: keyof Sandbox['tokens']): Promise<void> {
  const quota = createQuota({ perMinute: 10_000, clock })
  const client = (token: string) => ({ url: sandbox.url, token, quota, clock, random: () => 0.5 })
  const rights = { departments: ['35'], mayCreateStructures: true }
  await createUnsafeTransport(client(sandbox.tokens.staff)).send('POST', '/structures/', {
    name: 'PEM’S',
    siret: SIRET,
    postalCode: '35000',
    cityCode: '35238',
  })
  const token = sandbox.tokens[account]
  const reader = createDoraReader(client(token))
  const onStructure = () => reader.forgetAccount()
  world = await makeWorld({
    clock,
    client: { reader, writer: createDoraWriter({ ...client(token), ...rights, onStructure }) },
  })
}

const lines = async (run: string) => Array.fromAsync(world.ledger.runs.lines(run))
const offer = (key: string) => ({ key, fields: sampleFields({ name: `Offre ${key}` }) })
const only = () => [...sandbox.state.services.values()][0]

test('contacts that the account may not write: told on the offer, asked of a person once, and nothing is published', async () => {
  await as('gestionnaire35-sans-structure')
  const { report, plan } = await world.pass([offer('a'), offer('b')])
  expect(report?.counts.created).toBe(2)
  expect([...sandbox.state.services.values()].map(({ status }) => status)).toEqual(['DRAFT', 'DRAFT'])
  const told = await lines(plan?.run ?? '')
  for (const line of told) expect(JSON.stringify(line)).toMatch(/ne laisse pas ce compte écrire.*téléphone/)
  const asked = await world.ledger.inbox.openOf(SOURCE, ['rejection'])
  expect(asked.map(item => item.subject)).toEqual([`unwritable:${SOURCE}`])
  await world.pass([offer('a'), offer('b')])
  expect([...sandbox.state.services.values()]).toHaveLength(2)
})

test('once the account is a member, the contacts are written by themselves', async () => {
  await as('gestionnaire35-sans-structure')
  await world.pass([offer('a')])
  expect(only()).toMatchObject({ contactPhone: '', status: 'DRAFT' })
  sandbox.state.members.push({
    id: 'm',
    structure: [...sandbox.state.structures.keys()][0] ?? '',
    email: 'gestionnaire35-sans-structure@dora.example.org',
    isAdmin: false,
    invitedByAdmin: null,
    createdAt: 0,
  })
  clock.advance(25 * 3_600_000)
  await world.pass([offer('a')])
  expect(only()).toMatchObject({ contactPhone: '0299000000', status: 'PUBLISHED' })
})

test('a structure that the robot creates makes it a member: contacts follow in the same pass, and the offer is published', async () => {
  await as('gestionnaire35-sans-structure')
  const own = { ...offer('a'), siret: sampleSiret('981'), structure: 'Une structure neuve' }
  const { report } = await world.pass([own, { ...own, key: 'b', fields: sampleFields({ name: 'Offre b' }) }], {
    policy: { createStructures: true },
  })
  expect(report?.writes).toEqual({ created: 2, changed: 0, structures: 1 })
  for (const service of sandbox.state.services.values())
    expect(service).toMatchObject({ contactPhone: '0299000000', status: 'PUBLISHED' })
  expect(
    (await world.pass([own, { ...own, key: 'b', fields: sampleFields({ name: 'Offre b' }) }])).report?.writes,
  ).toEqual({
    created: 0,
    changed: 0,
    structures: 0,
  })
})

test('a field that DORA drops in silence is told by its name, now and in later passes', async () => {
  await as('gestionnaire35')
  const before = sandbox.state
  sandbox.faults.add({ method: 'OPTIONS', times: 9, fault: { kind: 'status', status: 405 } })
  before.dialect = 'transition'
  const { plan, report } = await world.pass([offer('a')])
  expect(report?.counts.created).toBe(1)
  expect(JSON.stringify(await lines(plan?.run ?? ''))).toMatch(/Créée, sauf résumé/)
  const again = await world.pass([offer('a')])
  expect(again.report?.writes).toEqual({ created: 0, changed: 0, structures: 0 })
})

test('a list that comes late or cut: the run failed and says so, nothing is written', async () => {
  await as('gestionnaire35')
  sandbox.faults.add({ path: '/structures-admin/', times: 9, fault: { kind: 'status', status: 504 } })
  const { state, message } = await world.pass([offer('a')])
  expect(state).toBe('failed')
  expect(message).toMatch(/liste des structures/)
  expect(sandbox.state.services.size).toBe(0)
})

test('adopting never narrows what a person left open to everybody: they are asked', async () => {
  await as('gestionnaire35')
  await world.pass([offer('a')])
  const service = only()
  if (!service) throw new Error('no service')
  Object.assign(service, { publics: [], requirements: [], suspensionDate: null })
  await world.ledger.close()
  const { reader, writer } = clients()
  world = await makeWorld({ clock, client: { reader, writer } })
  const { report } = await world.pass([offer('a')])
  expect(report?.counts.conflicts).toBe(1)
  expect(only()).toMatchObject({ publics: [] })
})

function clients() {
  const quota = createQuota({ perMinute: 10_000, clock })
  const client = { url: sandbox.url, token: sandbox.tokens.gestionnaire35, quota, clock, random: () => 0.5 }
  return { reader: createDoraReader(client), writer: createDoraWriter({ ...client, departments: ['35'] }) }
}

test('nothing is written on a service that a person archived, and that is told', async () => {
  await as('gestionnaire35')
  await world.pass([offer('a')])
  Object.assign(only() ?? {}, { status: 'ARCHIVED', modifiedAt: sandbox.state.stamp() })
  const changed = { key: 'a', fields: sampleFields({ name: 'Offre a', recurrence: 'Le mardi' }) }
  const { report, plan } = await world.pass([changed])
  expect(report?.writes.changed).toBe(0)
  expect(only()).toMatchObject({ status: 'ARCHIVED', recurrence: 'Lundi 9 h-12 h' })
  expect(JSON.stringify(await lines(plan?.run ?? ''))).toMatch(/Archivée dans DORA par une personne/)
})

test('a service that follows a model: what would change is proposed, not written', async () => {
  await as('gestionnaire35')
  await world.pass([offer('a')])
  const service = only()
  if (service) sandbox.state.models.set('modele', { ...service, slug: 'modele' })
  Object.assign(service ?? {}, { model: 'modele', modifiedAt: sandbox.state.stamp() })
  const changed = { key: 'a', fields: sampleFields({ name: 'Offre a', recurrence: 'Le mardi' }) }
  const { report, plan } = await world.pass([changed])
  expect(report?.writes.changed).toBe(0)
  expect(JSON.stringify(await lines(plan?.run ?? ''))).toMatch(/suit le modèle.*fréquence et horaires/)
})

test('what a person edited is not archived without a question', async () => {
  await as('gestionnaire35')
  const others = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'].map(offer)
  await world.pass([offer('a'), offer('z'), ...others])
  const named = (name: string) => [...sandbox.state.services.values()].find(service => service.name === name)
  const service = named('Offre a')
  Object.assign(service ?? {}, { feeDetails: 'Sur devis', modifiedAt: sandbox.state.stamp() })
  for (let passes = 0; passes < 3; passes += 1) await world.pass(others, { policy: { retireAfter: 2 } })
  expect(named('Offre z')?.status).toBe('ARCHIVED')
  expect(service?.status).not.toBe('ARCHIVED')
})

test('the same name in the same structure, of another commune: a question, no second service', async () => {
  await as('gestionnaire35')
  await world.pass([offer('a')])
  Object.assign(only() ?? {}, { cityCode: '35288', status: 'ARCHIVED', modifiedAt: sandbox.state.stamp() })
  await world.ledger.close()
  world = await makeWorld({ clock, client: clients() })
  const { report } = await world.pass([offer('a')])
  expect(report?.counts).toMatchObject({ created: 0, waiting: 1 })
  expect(sandbox.state.services.size).toBe(1)
})

test.each(['transition', 'a-venir'] as const)(
  'the coming field names (%s): written in the new names, nothing is said to be lost',
  async dialect => {
    await as('gestionnaire35')
    sandbox.operator.speak(dialect)
    const { report, plan } = await world.pass([offer('a')])
    expect(report?.counts).toMatchObject({ created: 1, rejected: 0 })
    expect(only()).toMatchObject({ name: 'Offre a', fullDesc: sampleFields().fullDesc })
    expect(JSON.stringify(await lines(plan?.run ?? ''))).not.toMatch(/professionnel oriente|résumé/)
    expect((await world.pass([offer('a')])).report?.writes).toEqual({ created: 0, changed: 0, structures: 0 })
  },
)
