import { afterEach, beforeEach, expect, test } from 'vitest'
import { scriptedTransport } from '../../test/dora/scripted-transport.ts'
import { manualClock, systemClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { createInviter } from './invite.ts'
import { createMembersReader, readPeople } from './members.ts'
import { createOptionsCache } from './options.ts'
import { createQuota } from './quota.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ quotaPerMinute: 10_000 })
})
afterEach(() => sandbox.close())

const client = () => ({
  url: sandbox.url,
  token: sandbox.tokens.gestionnaire35,
  quota: createQuota({ perMinute: 10_000, clock: systemClock }),
  clock: systemClock,
  random: () => 0.5,
  timeoutMs: 500,
  retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
})
const structureIn = (department: string) =>
  [...sandbox.state.structures.values()].find(({ cityCode }) => cityCode.startsWith(department))?.slug ?? ''

test('nobody, then who was invited, told apart from members; only reads', async () => {
  const { state } = sandbox
  const slug = structureIn('35')
  state.members = state.members.filter(one => one.structure !== slug)
  state.putativeMembers = state.putativeMembers.filter(one => one.structure !== slug)
  const members = createMembersReader(client())
  expect(await members(slug)).toEqual([])
  await createInviter({ ...client(), departments: ['35'] })(slug, 'claire@structure.example')
  const before = sandbox.log().filter(({ write }) => write).length
  expect(await members(slug)).toMatchObject([{ email: 'claire@structure.example', invited: true, admin: true }])
  expect(sandbox.log().filter(({ write }) => write)).toHaveLength(before)
})

test('a structure that DORA does not know is refused in French', async () => {
  await expect(createMembersReader(client())('n-existe-pas')).rejects.toThrow(/DORA/)
})

test('a person is named as DORA names them, by their names else, by their address at last', async () => {
  const of = (user: Record<string, unknown>, isAdmin: unknown = null) => ({
    isAdmin,
    user: { email: 'x@example.org', ...user },
  })
  const dora = scriptedTransport({
    '/structure-members/': () => [
      of({ fullName: ' Alex Le Goff ', firstName: 'Autre' }, true),
      of({ fullName: '  ', firstName: 'Alex', lastName: 'Le Goff' }, false),
      of({ firstName: null, lastName: 'Le Goff' }),
      of({}),
    ],
    '/structure-putative-members/': () => [of({ fullName: 'Sacha' }, true)],
  })
  const members = await readPeople(dora, 'members', 'home')
  expect(members.map(({ name }) => name)).toEqual(['Alex Le Goff', 'Alex Le Goff', 'Le Goff', 'x@example.org'])
  expect(members.map(({ admin, invited }) => [admin, invited])).toEqual([
    [true, false],
    [false, false],
    [false, false],
    [false, false],
  ])
  expect(await readPeople(dora, 'invited', 'home')).toMatchObject([{ invited: true, admin: true }])
  expect(dora.asked).toEqual(['/structure-members/?structure=home', '/structure-putative-members/?structure=home'])
  await expect(readPeople(scriptedTransport({}), 'members', 'home')).rejects.toMatchObject({ code: 'forme-inattendue' })
})

test('référentiels in another form are said, with what they lack', async () => {
  const read = createOptionsCache(
    scriptedTransport({ '/services-options/': () => ({ kinds: 'x' }) }),
    manualClock('2026-11-24T09:00:00Z'),
  )
  await expect(read()).rejects.toMatchObject({ kind: 'dora', code: 'forme-inattendue', cause: expect.any(Error) })
})
