import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
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

const settingsOf = (folder: string, more: Record<string, string> = {}) =>
  readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0', ...more })
const newFolder = () => mkdtemp(join(tmpdir(), 'dora-sync-portal-'))
const removed = (folder: string) => rm(folder, { recursive: true, force: true })

/** Path in the folder of data → bytes. */
type Kept = ReadonlyMap<string, Uint8Array>
let firstPass: Promise<Kept> | undefined

/** What a first pass over every source leaves in its folder, ledger and sandbox DORA: made by a real one, once for all the files of a process. */
async function makeFirstPass(): Promise<Kept> {
  const folder = await newFolder()
  try {
    const app = await openApp(settingsOf(folder))
    try {
      const sources = app.sources.map(({ config }) => config.id)
      await syncAll(app, { sources, trigger: 'test', dry: false }, silentProgress)
    } finally {
      await app.close()
    }
    const kept = new Map<string, Uint8Array>()
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) kept.set(relative(folder, path), await readFile(path))
    }
    return kept
  } finally {
    await removed(folder)
  }
}

async function beginAfterFirstPass(folder: string): Promise<void> {
  firstPass ??= makeFirstPass()
  const kept = await firstPass.catch((error: unknown) => {
    firstPass = undefined
    throw error
  })
  for (const [path, bytes] of kept) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}

/**
 * The product as `start` runs it, on free ports: sample sites, sandbox DORA, a first pass, the portal on a socket.
 * A first pass over everything is made once: what it left is where each of those portals begins, in a folder of its own.
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
  const folder = await newFolder()
  const whole = only === undefined && unread.length === 0
  if (whole) await beginAfterFirstPass(folder)
  const app = await openApp(settingsOf(folder, settings))
  const runner = inProcessRunner({ newId: app.newId, log: app.log })
  defineJobs(runner, app)
  let url = 'http://127.0.0.1'
  const portal = await openPortal(app, { runner, url: () => url })
  const served = await servePortal(portal.app, { port: 0 })
  url = served.url
  if (!whole && unread !== 'everything') {
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
      await removed(folder)
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
