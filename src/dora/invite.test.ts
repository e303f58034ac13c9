import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { createInviter } from './invite.ts'
import { createQuota } from './quota.ts'

const EMAIL = 'Claire.Martin@structure.example'
let sandbox: Sandbox
let structure: string
beforeEach(async () => {
  sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  const { state } = sandbox
  const orphan = [...state.structures.values()].find(({ cityCode }) => cityCode.startsWith('35'))
  if (orphan === undefined) throw new Error('no structure')
  state.members = state.members.filter(one => one.structure !== orphan.slug)
  state.putativeMembers = state.putativeMembers.filter(one => one.structure !== orphan.slug)
  structure = orphan.slug
})
afterEach(() => sandbox.close())

const inviter = (token: string = sandbox.tokens.gestionnaire35, departments = ['35']) =>
  createInviter({
    url: sandbox.url,
    token,
    quota: createQuota({ perMinute: 10_000, clock: systemClock }),
    clock: systemClock,
    random: () => 0.5,
    timeoutMs: 500,
    departments,
    retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
  })
const sent = () => sandbox.state.emails.map(({ to, structure: of }) => [to, of])

test('one e-mail leaves, to whom it was asked, and the structure has somebody', async () => {
  await inviter()(structure, EMAIL)
  expect(sent()).toEqual([[EMAIL, structure]])
  expect(sandbox.state.putativeMembers.filter(one => one.structure === structure)).toMatchObject([
    { email: EMAIL, isAdmin: true, invitedByAdmin: true },
  ])
  expect(sandbox.log().filter(({ write }) => write)).toHaveLength(1)
})

test.each<[string, () => Promise<void>, RegExp]>([
  [
    'somebody is invited already',
    async () => {
      await inviter()(structure, 'autre@structure.example')
      await inviter()(structure, EMAIL)
    },
    /déjà invité/,
  ],
  [
    'somebody is a member already',
    async () => {
      const id = sandbox.state.newId()
      const one = { id, structure, email: 'membre@dora.example.org', isAdmin: true, createdAt: 1, invitedByAdmin: null }
      sandbox.state.members.push(one)
      await inviter()(structure, EMAIL)
    },
    /a maintenant un membre/,
  ],
  ['an address that is none', () => inviter()(structure, 'claire'), /refuse cette adresse/],
  ['a structure that is gone', () => inviter()('nulle-part', EMAIL), /ne montre plus cette structure/],
  [
    'another département',
    () => inviter(sandbox.tokens.gestionnaire35, ['29'])(structure, EMAIL),
    /n’est pas dans un département/,
  ],
  [
    'an account without the right',
    () => inviter(sandbox.tokens.gestionnaire29)(structure, EMAIL),
    /n’a pas le droit|ne laisse pas/,
  ],
])('%s: refused in French, nobody is written to', async (_, asked, words) => {
  await expect(asked()).rejects.toThrow(words)
  expect(sent().filter(([to]) => to !== 'autre@structure.example')).toEqual([])
})

test('the answer is lost: the invitation is looked for in DORA; what cannot be found is a doubt, and is not sent again', async () => {
  const path = '/structure-putative-members/'
  sandbox.faults.add({ method: 'POST', path, fault: { kind: 'reset-after' } })
  await inviter()(structure, EMAIL)
  expect(sent()).toHaveLength(1)
  sandbox.state.putativeMembers = []
  sandbox.faults.add({ method: 'POST', path, fault: { kind: 'reset-before' } })
  await expect(inviter()(structure, EMAIL)).rejects.toMatchObject({
    kind: 'doubt',
    message: expect.stringMatching(/on ne sait pas si l’invitation est partie/),
  })
  expect(sent()).toHaveLength(1)
})
