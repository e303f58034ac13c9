import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { readSettings } from '../config/settings.ts'
import { inProcessRunner } from '../queue/in-process.ts'
import { approvalsContract } from './approvals.contract.ts'
import { openApp } from './open-app.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-approvals-'))
})
afterAll(() => rm(folder, { recursive: true }))

approvalsContract('approved plans, in one process', {
  open: async () =>
    openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: await mkdtemp(join(folder, 'data-')), PORT: '0' })),
  runner: async app => inProcessRunner({ newId: app.newId, log: app.log }),
})
