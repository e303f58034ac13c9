import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { tellWaitingJob } from '../../jobs/tell-waiting.ts'
import { OWN_SCHEDULES } from '../../src/app/define-jobs.ts'
import { jobPorts } from '../../src/app/job-ports.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { openLetterBox } from '../servers/letter-box.ts'
import { asManager } from './visitors.ts'

let sandbox: SandboxPortal
let box: Awaited<ReturnType<typeof openLetterBox>>
beforeAll(async () => {
  box = await openLetterBox()
  const settings = { SMTP_URL: box.url, ALERT_TO: 'equipe@example.org, GESTIONNAIRE@example.org' }
  sandbox = await startSandboxPortal({ unread: 'everything', settings })
}, 120_000)
afterAll(async () => {
  await sandbox?.close()
  await box?.close()
})

const job = () => {
  const { run } = tellWaitingJob(jobPorts(sandbox.app))
  return run({}, AbortSignal.timeout(60_000))
}

test('a plan that waits by its source’s own rule, and a conflict, are told once, together, to those who can decide; nothing new, no letter', async () => {
  const { ledger, sources } = sandbox.app
  const manager = await asManager(sandbox)
  await sandbox.portal.access.invite({ email: 'lecture@example.org', name: 'Noa', role: 'ddets' }, 'test', {
    mail: false,
  })
  expect([await job(), box.letters]).toMatchObject([{ fresh: 0, sent: 0 }, []])

  const config = sources.find(each => each.config.id === 'pems')?.config
  if (!config) throw new Error('no source')
  Object.assign(config.policy, { approval: 'approve' })
  await syncAll(sandbox.app, { sources: [config.id], trigger: 'test', dry: false }, silentProgress)
  const [plan] = await ledger.plans.heads({ source: config.id, limit: 1 })
  expect(plan).toMatchObject({ state: 'proposed', hold: 'approval' })
  await ledger.inbox.put({
    kind: 'conflict',
    source: config.id,
    key: 'x',
    subject: 'conflict:pems:x',
    title: 'Conflit : X (téléphone)',
    detail: { slug: null, fields: [{ field: 'contactPhone', base: null, ours: '1', theirs: '2' }] },
    run: null,
  })

  expect(await job()).toMatchObject({ sent: 2, failed: 0 })
  expect(box.letters.map(({ to }) => to).toSorted()).toEqual(['equipe@example.org', 'gestionnaire@example.org'])
  const text = box.letters[0]?.text.replace(/\s+/g, ' ') ?? ''
  expect(text).toContain('Accords demandés (1)')
  expect(text).toContain('Conflits (1)')
  const [asked] = await ledger.inbox.open({ kind: 'quarantine' })
  expect(text).toContain(`/a-traiter/${asked?.id}`)
  expect((await manager.get('/')).text).toContain('Accord demandé')

  // Once told, not again; something new the same day waits for the next letter.
  expect(await job()).toMatchObject({ fresh: 0, sent: 0 })
  await ledger.inbox.put({
    kind: 'doubt',
    source: config.id,
    key: 'y',
    subject: 'doubt:pems:y',
    title: 'Envoi à vérifier : Y',
    detail: { operation: 'op', kind: 'create', intended: new Date().toISOString(), slugs: ['s'] },
    run: null,
  })
  expect(await job()).toMatchObject({ fresh: 1, sent: 0 })
  const last = (await ledger.alerts.list()).find(({ subject }) => subject === 'a-traiter')
  if (!last) throw new Error('nothing was kept')
  await ledger.alerts.tell(last, new Date(Date.parse(last.at) - 86_400_000).toISOString())
  expect(await job()).toMatchObject({ sent: 2 })
  expect(box.letters).toHaveLength(4)
  expect(OWN_SCHEDULES.some(each => each.job === 'tell-waiting')).toBe(true)
}, 60_000)
