import { afterAll, beforeAll, expect, test } from 'vitest'
import { monthlyReportJob } from '../../jobs/monthly-report.ts'
import { coverageInput } from '../../src/app/coverage-input.ts'
import { jobPorts } from '../../src/app/job-ports.ts'
import { keepReport } from '../../src/coverage/kept-report.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { isSilent } from '../../src/coverage/structures.ts'
import type { Mail } from '../../src/portal/mail/mailer.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())
const signal = new AbortController().signal

test('each month the DDETS is told which figures moved since the last report of an earlier month, with an address that keeps', async () => {
  const { app, portal } = sandbox
  await portal.access.invite({ email: 'prefecture@example.org', name: 'P. Réfecture', role: 'ddets' }, 'test', {
    mail: false,
  })
  await portal.access.invite({ email: 'gestion@example.org', name: 'G. Estion', role: 'gestionnaire' }, 'test', {
    mail: false,
  })
  const earlier = coverageReport({ ...(await coverageInput(app, '2020-01-31')), offers: [] })
  await keepReport(app.ledger.snapshots, earlier)

  const sent: Mail[] = []
  const job = monthlyReportJob({ ...jobPorts(app), mailer: () => ({ send: async mail => void sent.push(mail) }) })
  const done = await job.run({}, signal)
  expect(done).toMatchObject({ since: '2020-01-31', failed: 0 })
  expect(sent.map(mail => mail.to)).toContain('prefecture@example.org')
  expect(sent.map(mail => mail.to)).not.toContain('gestion@example.org')
  expect(sent[0]?.text).toMatch(/Actions référencées/)
  expect(sent[0]?.text).toMatch(/\/rapport\/version\/\S+/)
})

test('a letter that the server does not take stops nobody else, and is said in the journal', async () => {
  const { app } = sandbox
  const job = monthlyReportJob({ ...jobPorts(app), mailer: () => ({ send: () => Promise.reject(new Error('550')) }) })
  const done = await job.run({}, signal)
  expect(done.sent).toBe(0)
  expect(done.failed).toBeGreaterThan(0)
  const [last] = await app.ledger.events.list({ action: 'lettre-mensuelle' })
  expect(last?.detail).toMatchObject({ failed: done.failed })
})

test('the report counts the partners who were in touch, not those whose address is kept, and the fields they corrected', async () => {
  const { app, portal } = sandbox
  const { statements, campaigns } = portal.desk.ledger
  const inTouch = async (partner: string) =>
    ((await coverageInput(app, '2099-01-01')).contacts ?? []).some(each => each.partner === partner)
  const contact = await portal.access.addContact({ partner: 'bge-bretagne', email: 'b@example.org', name: 'B' }, 'test')
  expect(await inTouch('bge-bretagne')).toBe(false)
  const { id } = await campaigns.add({ title: 'T', message: 'M', createdBy: 'test', remindAfter: 7 })
  await campaigns.noteSent(id, contact.id)
  expect(await inTouch('bge-bretagne')).toBe(true)

  const [offer] = await app.ledger.offerStates()
  if (!offer) throw new Error('nothing read')
  const { source, key } = offer.offer
  const said = await statements.add({
    partner: 'apase',
    offer: { source, key },
    title: 'T',
    by: 'A',
    body: { kind: 'correction', fields: { telephone: { before: '', after: '0299112233' } }, comment: '' },
  })
  const corrected = expect.objectContaining({ source, key, field: 'telephone' })
  expect((await coverageInput(app, '2099-01-01')).corrections).not.toContainEqual(corrected)
  await statements.decide(said.id, 'accepted', 'me', null)
  const input = await coverageInput(app, '2099-01-01')
  expect(input.corrections).toContainEqual(corrected)
  const structures = coverageReport(input).structures.map(each => [each.partner, { silent: isSilent(each) }])
  expect(Object.fromEntries(structures)).toMatchObject({ 'bge-bretagne': { silent: true }, apase: { silent: false } })
})
