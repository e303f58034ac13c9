import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { raw } from './raw.ts'

/** What a write leaves behind in the sandbox, as in DORA, and who sees what. */
const HOME = 'communaute-emmaus-de-qikm'
const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock, anonymousQuotaPerMinute: 1000 })
})
afterEach(() => sandbox.close())
const stored = (slug = SERVICE) => sandbox.state.services.get(slug)

test('a creation: creator, last editor, dates, history, moderation', async () => {
  const made = await raw(sandbox, 'POST', '/services/', { structure: HOME, name: 'Neuf', status: 'DRAFT' })
  const { slug } = made.json as { slug: string }
  expect(stored(slug)).toMatchObject({
    creator: 'gestionnaire35@dora.example.org',
    lastEditor: 'gestionnaire35@dora.example.org',
    publishedAt: null,
  })
  expect(made.json).toMatchObject({ publicationDate: null, updateFrequency: 'tous-les-6-mois', isCumulative: true })
  expect(sandbox.state.history).toEqual([
    expect.objectContaining({ slug, action: 'create', account: 'gestionnaire35' }),
  ])
  expect(stored(slug)?.moderationStatus).toBeNull()
})

test('publishing stamps the publication date, and only then; leaving it is remembered', async () => {
  const path = `/services/${SERVICE}/`
  const first = stored()?.publishedAt
  await raw(sandbox, 'PATCH', path, { recurrence: 'Mardi' })
  expect(stored()?.publishedAt).toBe(first)
  expect((await raw(sandbox, 'PATCH', path, { status: 'DRAFT' })).json).toMatchObject({
    hasAlreadyBeenUnpublished: true,
  })
  clock.advance(1000)
  await raw(sandbox, 'PATCH', path, { status: 'PUBLISHED' })
  expect(stored()?.publishedAt).toBeGreaterThan(first ?? 0)
})

test('a refused write leaves nothing', async () => {
  const before = structuredClone(stored())
  const answers = [
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, {
      recurrence: 'x',
      kind: 'nimporte',
      credentials: ['Nouveau'],
    }),
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { recurrence: 'x' }, 'gestionnaire29'),
    await raw(sandbox, 'PATCH', `/services/${SERVICE}/`, { recurrence: 'x' }, null),
  ]
  expect(answers.map(answer => answer.status)).toEqual([400, 403, 401])
  expect(stored()).toEqual(before)
  expect(sandbox.state.history).toEqual([])
  expect(sandbox.state.choices.credentials).toHaveLength(41)
  expect(sandbox.log().some(entry => entry.committed)).toBe(false)
})

test.each([
  ['gestionnaire35', 200, true],
  ['membre', 200, true],
  ['staff', 200, true],
  ['gestionnaire29', 404, false],
  ['non-valide', 404, false],
  [null, 404, false],
] as const)('a draft seen by %s: %i', async (account, status, writes) => {
  const service = stored()
  if (service) service.status = 'DRAFT'
  expect((await raw(sandbox, 'GET', `/services/${SERVICE}/`, undefined, account)).status).toBe(status)
  const list = await raw(sandbox, 'GET', `/services/?structure=${HOME}`, undefined, account)
  expect((list.json as unknown[]).length).toBe(writes ? 1 : 0)
  const structure = await raw(sandbox, 'GET', `/structures/${HOME}/`, undefined, account)
  expect(structure.json).toMatchObject({ canEditServices: writes, numServices: writes ? 1 : 0 })
})

test('a service is deleted only while a suggestion, a structure never', async () => {
  const path = `/services/${SERVICE}/`
  expect((await raw(sandbox, 'DELETE', path)).status).toBe(403)
  await raw(sandbox, 'PATCH', path, { status: 'SUGGESTION' })
  expect((await raw(sandbox, 'DELETE', path)).status).toBe(204)
  expect(stored()).toBeUndefined()
  expect((await raw(sandbox, 'DELETE', `/structures/${HOME}/`)).status).toBe(403)
})

test('who am I', async () => {
  expect((await raw(sandbox, 'GET', '/auth/user-info/')).json).toMatchObject({ isManager: true, departments: ['35'] })
  expect((await raw(sandbox, 'GET', '/auth/user-info/', undefined, null)).status).toBe(401)
})

test('two sandboxes with the same seed hold the same', async () => {
  const other = await startSandbox({ clock: manualClock('2026-11-24T09:00:00Z') })
  try {
    expect([...other.state.services.keys()]).toEqual([...sandbox.state.services.keys()])
  } finally {
    await other.close()
  }
})
