import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from './start.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ clock: manualClock('2026-11-24T09:00:00Z') })
})
afterAll(() => sandbox.close())

const page = async (query = ''): Promise<string> => (await fetch(`${sandbox.url}/${query}`)).text()

test('shows what it holds, and is not in its own log', async () => {
  const text = await page()
  expect(text).toContain('<html lang="fr">')
  expect(text.match(/<h1>/g)).toHaveLength(1)
  expect(text).toContain('Premières heures en chantier')
  expect(text).toContain('Ceci n’est pas DORA')
  expect(sandbox.log()).toEqual([])
})

test('shows its log, and only the writes when asked', async () => {
  const headers = { authorization: `Token ${sandbox.tokens.gestionnaire35}`, 'content-type': 'application/json' }
  const slug = 'communaute-emmaus-de-qikm-premieres-heures-en-'
  await fetch(`${sandbox.url}/models/`, { headers })
  await fetch(`${sandbox.url}/services/${slug}/`, { method: 'PATCH', headers, body: '{"recurrence":"<b>Mardi</b>"}' })
  expect(await page()).toContain('GET /models/')
  const writes = await page('?ecritures=1')
  expect(writes).toContain(`PATCH /services/${slug}/`)
  expect(writes).not.toContain('GET /models/')
  const one = await page(`?service=${slug}`)
  expect(one).toContain('&lt;b&gt;Mardi&lt;/b&gt;')
  expect(one).toContain('modification fréquence et horaires')
  expect(await page('?service=nexiste-pas')).toContain('Service introuvable')
})
