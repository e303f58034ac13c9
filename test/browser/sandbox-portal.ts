import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../../src/app/app.ts'
import { defineJobs } from '../../src/app/define-jobs.ts'
import { openApp } from '../../src/app/open-app.ts'
import { type OpenPortal, openPortal } from '../../src/app/open-portal.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { BEING_COMPUTED } from '../../src/portal/reports/computed-note.ts'
import { servePortal } from '../../src/portal/serve.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'

export interface SandboxPortal {
  url: string
  app: App
  portal: OpenPortal
  close(): Promise<void>
}

/**
 * The product as `start` runs it, on free ports: sample sites, sandbox DORA, a first pass, the portal on a socket.
 * @param options.unread sources that the first pass leaves alone; `everything`: no first pass at all
 * @param options.only the sources that it reads; default: all but the unread
 * @param options.settings beside those of a demonstration
 */
export async function startSandboxPortal(
  options: {
    unread?: readonly string[] | 'everything'
    only?: readonly string[]
    settings?: Record<string, string>
  } = {},
): Promise<SandboxPortal> {
  const { unread = [], only, settings = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-portal-'))
  const app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0', ...settings }))
  const runner = inProcessRunner({ newId: app.newId, log: app.log })
  defineJobs(runner, app)
  let url = 'http://127.0.0.1'
  const portal = await openPortal(app, { runner, url: () => url })
  const served = await servePortal(portal.app, { port: 0 })
  url = served.url
  if (unread !== 'everything') {
    const sources = app.sources.map(({ config }) => config.id).filter(id => only?.includes(id) ?? !unread.includes(id))
    await syncAll(app, { sources, trigger: 'test', dry: false }, silentProgress)
  }
  return {
    url,
    app,
    portal,
    async close() {
      await runner.close()
      await portal.close()
      await served.close()
      await app.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The report is computed beside; until then, a page that shows it says so. */
export async function reportComputed({ portal }: Pick<SandboxPortal, 'portal'>): Promise<void> {
  const look = async () => {
    const answer = await portal.app.request('http://127.0.0.1/stats')
    if ((await answer.text()).includes(BEING_COMPUTED)) throw new Error('the report is not computed yet')
  }
  await vi.waitFor(look, { timeout: 60_000, interval: 100 })
}
