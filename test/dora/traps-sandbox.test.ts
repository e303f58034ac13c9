import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { type Sandbox, sampleSiret, startSandbox } from '../../src/sandbox/index.ts'
import { raw } from './raw.ts'

/** Traps of DORA that the sandbox must reproduce, beyond those that traps.test.ts tries on the client too. */
const HOME = 'communaute-emmaus-de-qikm'
const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const PATH = `/services/${SERVICE}/`
const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock, quotaPerMinute: 1000 })
})
afterEach(() => sandbox.close())
const keys = (json: unknown): string[] => (json as { slug: string }[]).map(line => line.slug)
const other = () => [...sandbox.state.structures.keys()].find(slug => slug !== HOME) ?? ''

test('department filters nothing; any value of managed asks for one’s own; search is in the name', async () => {
  await raw(sandbox, 'POST', '/structures/', { name: 'De Quimper', siret: sampleSiret('801'), cityCode: '29232' })
  expect(keys((await raw(sandbox, 'GET', '/structures/?department=35')).json)).toContain('de-quimper')
  expect(keys((await raw(sandbox, 'GET', '/structures/?managed=false&department=29')).json)).not.toContain('de-quimper')
  expect((await raw(sandbox, 'GET', `/structures/?search=${sampleSiret('801')}`)).json).toEqual([])
})

test('page_size has no maximum, 0 is no page, beyond the last is 404', async () => {
  expect((await raw(sandbox, 'GET', '/structures/?managed=1&page_size=0')).json).toBeInstanceOf(Array)
  expect((await raw(sandbox, 'GET', '/structures/?managed=1&page_size=9999')).json).toMatchObject({ next: null })
  const beyond = await raw(sandbox, 'GET', '/structures/?managed=1&page_size=5&page=999')
  expect(beyond).toMatchObject({ status: 404, json: { detail: { message: 'Page non valide.' } } })
})

test('contacts of an account that is a member of nothing are dropped in silence, and OPTIONS says so', async () => {
  const account = 'gestionnaire35-sans-structure'
  const before = structuredClone(sandbox.state.services.get(SERVICE))
  const body = { contactEmail: 'nouveau@example.org', contactPhone: '0299111111', recurrence: 'Jeudi' }
  expect((await raw(sandbox, 'PATCH', PATH, body, account)).status).toBe(200)
  expect(sandbox.state.services.get(SERVICE)).toMatchObject({ contactEmail: before?.contactEmail, recurrence: 'Jeudi' })
  const made = await raw(sandbox, 'POST', '/services/', { ...body, structure: HOME, name: 'Neuf' }, account)
  expect(made).toMatchObject({ status: 201, json: { contactEmail: '', contactInfoFilled: false } })
  const readOnly = async (who: 'gestionnaire35' | typeof account | null) => {
    const { json } = await raw(sandbox, 'OPTIONS', '/services/', undefined, who)
    return (json as { actions?: { POST: { contactName: { readOnly: boolean } } } }).actions?.POST.contactName.readOnly
  }
  expect([await readOnly(account), await readOnly('gestionnaire35'), await readOnly(null)]).toEqual([
    true,
    false,
    undefined,
  ])
})

test('the board tells orphans, obsolete ones and what waits; another département is refused', async () => {
  sandbox.state.members = sandbox.state.members.filter(member => member.structure !== HOME)
  const [line] = (
    (await raw(sandbox, 'GET', '/structures-admin/?department=35')).json as Record<string, unknown>[]
  ).filter(item => item.slug === HOME)
  expect(line).toMatchObject({ isOrphan: true, hasAdmin: false, isObsolete: false, awaitingUpdate: true })
  expect((await raw(sandbox, 'GET', '/structures-admin/?department=29')).status).toBe(403)
  expect((await raw(sandbox, 'GET', '/structures-admin/', undefined, 'membre')).status).toBe(403)
})

test('what is shown: not when orphan, suspended yesterday, or obsolete; an invitation is enough, the day itself too', async () => {
  const shown = async () => {
    const { json } = await raw(sandbox, 'GET', '/search/?city=35238')
    return keys((json as { services: unknown }).services).includes(SERVICE)
  }
  const service = sandbox.state.services.get(SERVICE)
  const structure = sandbox.state.structures.get(HOME)
  if (!service || !structure) throw new Error('seed')
  expect(await shown()).toBe(true)
  service.suspensionDate = '2026-11-23'
  expect(await shown()).toBe(false)
  service.suspensionDate = '2026-11-24'
  expect(await shown()).toBe(true)
  sandbox.state.members = sandbox.state.members.filter(member => member.structure !== HOME)
  expect([await shown(), (await raw(sandbox, 'GET', PATH, undefined, null)).status]).toEqual([false, 200])
  const invited = { isAdmin: true, user: { email: 'nouvelle@example.org' } }
  expect((await raw(sandbox, 'POST', `/structure-putative-members/?structure=${HOME}`, invited)).status).toBe(201)
  expect(sandbox.state.emails).toEqual([expect.objectContaining({ to: 'nouvelle@example.org', kind: 'invitation' })])
  expect(await shown()).toBe(true)
  structure.isObsolete = true
  expect([await shown(), (await raw(sandbox, 'GET', PATH)).status]).toEqual([false, 404])
  expect((await raw(sandbox, 'PATCH', `/structures/${HOME}/`, { isObsolete: false })).status).toBe(200)
})

test('data·inclusion closed: the search is empty, by words 503, a card 502', async () => {
  sandbox.state.dataInclusion = null
  expect((await raw(sandbox, 'GET', '/search/?city=35238')).json).toMatchObject({ services: [] })
  expect((await raw(sandbox, 'GET', '/search/keyword/?q=emploi')).status).toBe(503)
  expect((await raw(sandbox, 'GET', '/services-di/x/')).status).toBe(502)
})

test('formsInfo changes at each reading', async () => {
  await raw(sandbox, 'PATCH', PATH, { forms: ['a/fiche.pdf'] })
  const read = async () => JSON.stringify(((await raw(sandbox, 'GET', PATH)).json as { formsInfo: unknown }).formsInfo)
  expect(await read()).not.toBe(await read())
})

test('formulaire-dora is dropped when the structure has no DORA form; publics lose order and doubles', async () => {
  const structure = sandbox.state.structures.get(HOME)
  if (structure) structure.noDoraForm = true
  const body = { coachOrientationModes: ['formulaire-dora', 'autre'], publics: ['jeunes', 'familles', 'jeunes'] }
  expect((await raw(sandbox, 'PATCH', PATH, body)).json).toMatchObject({
    coachOrientationModes: ['autre'],
    publics: ['familles', 'jeunes'],
  })
})

test('mark-as-up-to-date: one slug that is another’s refuses all; no list crashes', async () => {
  const path = '/services/mark-as-up-to-date/'
  const moved = sandbox.state.services.get(SERVICE)?.modifiedAt
  const foreign = await raw(sandbox, 'POST', path, { services: [SERVICE] }, 'gestionnaire29')
  expect([foreign.status, sandbox.state.services.get(SERVICE)?.modifiedAt]).toEqual([403, moved])
  expect((await raw(sandbox, 'POST', path, {})).status).toBe(500)
})

test('a moved service keeps its slug and its own choices, which are then refused', async () => {
  const made = await raw(sandbox, 'PATCH', PATH, { requirements: ['Savoir nager'] })
  const { requirements } = made.json as { requirements: number[] }
  await raw(sandbox, 'PATCH', PATH, { structure: other() })
  expect((await raw(sandbox, 'GET', PATH)).json).toMatchObject({ slug: SERVICE, structure: other(), requirements })
  expect((await raw(sandbox, 'PATCH', PATH, { requirements })).status).toBe(400)
})

test('a structure without commune is on no list of its gestionnaire; one that changes département leaves him', async () => {
  await raw(sandbox, 'POST', '/structures/', { name: 'Sans commune', siret: sampleSiret('801') })
  expect(keys((await raw(sandbox, 'GET', '/structures/?managed=1')).json)).not.toContain('sans-commune')
  expect((await raw(sandbox, 'PATCH', `/structures/${HOME}/`, { cityCode: '29232' })).status).toBe(200)
  expect((await raw(sandbox, 'PATCH', `/structures/${HOME}/`, { cityCode: '35238' })).status).toBe(403)
})

test('DORA goes away for a while: cut or 503 for everybody, then back', async () => {
  sandbox.faults.add({ method: 'PATCH', fault: { kind: 'away', seconds: 30, status: 503 } })
  const seen = [(await raw(sandbox, 'PATCH', PATH, {})).status, (await raw(sandbox, 'GET', PATH)).status]
  clock.advance(31_000)
  expect([...seen, (await raw(sandbox, 'GET', PATH)).status]).toEqual([503, 503, 200])
  sandbox.faults.add({ fault: { kind: 'away', seconds: 30 } })
  await expect(raw(sandbox, 'GET', PATH)).rejects.toThrow()
  sandbox.faults.clear()
  await sandbox.goAway()
  await expect(raw(sandbox, 'GET', PATH)).rejects.toThrow()
  await sandbox.comeBack()
  expect((await raw(sandbox, 'GET', PATH)).status).toBe(200)
})

test('20 000 structures: one’s own, the board and a page are quick; what a list cost is in the log', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ clock, crowd: { structures: 20_000 } })
  expect(sandbox.state.structures.size).toBeGreaterThan(20_000)
  for (const path of [
    '/structures/?managed=true&page_size=500',
    '/structures-admin/?department=35',
    '/services/?page_size=1000',
  ]) {
    const start = performance.now()
    expect((await raw(sandbox, 'GET', path)).status).toBe(200)
    expect(performance.now() - start, path).toBeLessThan(5000)
  }
  expect(sandbox.log().map(entry => entry.items)).toEqual([500, expect.any(Number), 1000])
})

test('a slow DORA: each item of a list takes its time', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ clock, itemDelayMs: 2 })
  const start = performance.now()
  await raw(sandbox, 'GET', '/structures/?page_size=40')
  expect(performance.now() - start).toBeGreaterThanOrEqual(75)
})
