import { afterEach, expect, test } from 'vitest'
import { type ScriptedAnswer, type ScriptedDora, startScriptedDora } from '../../test/dora/scripted-dora.ts'
import { manualClock } from '../common/clock.ts'
import { createInviter } from './invite.ts'

let dora: ScriptedDora
afterEach(() => dora.close())
const person = (email: string) => ({ isAdmin: true, user: { email } })

/** Invites `Alex@example.org`. @param after what the list of the invited holds once DORA was asked to invite */
async function invite(answer: ScriptedAnswer, after: ScriptedAnswer = { json: [] }): Promise<void> {
  let tried = false
  dora = await startScriptedDora({
    'GET /structures/home/': {
      json: { slug: 'home', name: 'S', siret: null, department: '35', modificationDate: '', services: [] },
    },
    'GET /structure-members/': { json: [] },
    'GET /structure-putative-members/': () => (tried ? after : { json: [] }),
    'POST /structure-putative-members/': () => {
      tried = true
      return answer
    },
  })
  const clock = manualClock('2026-11-24T09:00:00Z')
  await createInviter({
    url: dora.url,
    token: 'jeton',
    quota: { acquire: async () => undefined, pause: () => undefined },
    clock,
    random: () => 0,
    departments: ['35'],
    retry: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
  })('home', 'Alex@example.org')
}

test.each<[number, string]>([
  [400, 'DORA refuse cette adresse : elle n’est pas complète, ou n’existe pas sous cette forme.'],
  [401, 'DORA ne laisse pas le compte du robot inviter dans cette structure. Rien n’est parti.'],
  [403, 'DORA ne laisse pas le compte du robot inviter dans cette structure. Rien n’est parti.'],
  [404, 'DORA ne connaît plus cette structure. Rien n’est parti.'],
  [429, 'DORA demande d’attendre : trop de requêtes. Rien n’est parti ; réessayez plus tard.'],
])('an invitation that DORA answers with %i: %s', async (status, message) => {
  await expect(invite({ status, json: {} })).rejects.toMatchObject({ message, status, cause: expect.any(Error) })
  expect(dora.calls().filter(call => call.startsWith('POST'))).toHaveLength(1)
  // What was not sent is not looked for.
  expect(dora.calls().at(-1)).toMatch(/^POST/)
})

test('an answer that is lost: who is on DORA’s list is invited, however the address is written', async () => {
  await invite({ cut: true }, { json: [person('ALEX@example.org')] })
  await dora.close()
  await expect(invite({ cut: true }, { json: [person('autre@example.org')] })).rejects.toThrow(
    'on ne sait pas si l’invitation est partie',
  )
})

test('an answer that is lost, and a list that does not come: nobody knows, and that is said', async () => {
  const lost = invite({ cut: true }, { status: 401, json: {} })
  await expect(lost).rejects.toMatchObject({ kind: 'doubt', message: expect.stringContaining('avant de recommencer') })
})
