import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { createInviter } from './invite.ts'
import { createMembersReader } from './members.ts'
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
