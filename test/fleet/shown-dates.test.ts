import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { openPortal } from '../../src/app/open-portal.ts'
import { keepTimetable } from '../../src/app/timetable.ts'
import { frenchDateTime, frenchTime, shortFrenchDate } from '../../src/common/french.ts'
import { typeset } from '../../src/common/typeset.ts'
import { readSettings } from '../../src/config/settings.ts'
import { insideWindow } from '../../src/harvest/night-window.ts'
import type { JobRunner } from '../../src/queue/job-runner.ts'
import { openFleetRunner } from '../../src/queue/open-fleet-runner.ts'
import { openRunner } from '../../src/queue/open-runner.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { browse, follow } from '../portal/browser.ts'
import { startRedis } from '../servers/redis.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const NIGHT = '22:00-06:00'
let folder: string
let sandbox: Sandbox
let app: App

/** The example configuration, where PEM’S is read at night: one of its hours would end outside once spread, the other is at noon. */
async function open(more: Record<string, string>): Promise<void> {
  cpSync(new URL('../../config', import.meta.url), join(folder, 'config'), { recursive: true })
  const file = join(folder, 'config', 'sources', 'pems.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nwindow: '${NIGHT}'\nschedule: '50 5,12 * * *'\n`)
  sandbox = await startSandbox({ seed: 'empty' })
  const settings = {
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'live',
    DORA_SYNC_DATA: join(folder, 'data'),
    DORA_SYNC_CONFIG: join(folder, 'config'),
    SCHEDULE_SPREAD: '120',
    LOG_LEVEL: 'silent',
  }
  app = await openApp(readSettings({ ...settings, ...more }))
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shown-dates-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await app.close()
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** «Les cinq prochains passages» of the source's page, and what the list of sources says. */
async function shown(): Promise<{ page: string[]; list: string }> {
  const refuse = () => Promise.reject(new Error('no job is asked here'))
  const runner = { enqueue: refuse, schedule: refuse, unschedule: refuse }
  const portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
  const person = { email: 'g@example.org', name: 'Gestionnaire', role: 'gestionnaire' } as const
  const link = new URL((await portal.access.invite(person, 'essai', { mail: false })).url).pathname
  const manager = browse(portal.app)
  await manager.get(link)
  await follow(manager, await manager.submit(link))
  const { $ } = await manager.get('/sources/pems')
  const page = $('h2#horaire').nextAll('ol').first().find('li').toArray()
  const dates = page.map(item => $(item).text())
  const sources = await manager.get('/sources')
  const next = sources.$('a[href="/sources/pems"]').closest('tr').find('time').last()
  const instant = new Date(next.attr('datetime') ?? '')
  expect(next.text()).toBe(typeset(`${shortFrenchDate(instant)}, ${frenchTime(instant)}`))
  await portal.close()
  return { page: dates, list: typeset(frenchDateTime(instant)) }
}

const schedule = (runner: JobRunner) => {
  const sources = app.sources.map(({ config }) => config).filter(({ id }) => id === 'pems')
  return keepTimetable(runner, sources, [])
}
const job = { name: 'sync-source', payload: z.object({ source: z.string(), trigger: z.string() }) }

test('in one process, the jobs start at the instants that the page shows', async () => {
  await open({})
  const { page, list } = await shown()
  expect(page).toHaveLength(5)
  expect(list).toBe(page[0])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const started: Date[] = []
  const runner = await openRunner(app.settings, { newId: app.newId, log: app.log, clock: app.clock })
  runner.define({ ...job, run: async () => void started.push(new Date()) })
  await schedule(runner)
  while (started.length < 5) await vi.advanceTimersByTimeAsync(30_000)
  expect(started.map(date => typeset(frenchDateTime(date)))).toEqual(page)
  expect(started.every(date => insideWindow(NIGHT, date))).toBe(true)
  const closing = runner.close(0)
  await vi.advanceTimersByTimeAsync(1000)
  await closing
})

test('in a fleet, Redis holds the instants that the page shows, spread included', async () => {
  const redis = await startRedis()
  await open({ REDIS_URL: redis.url })
  const { page, list } = await shown()
  const runner = openFleetRunner(app.settings, { newId: app.newId, log: app.log, role: 'take' })
  try {
    let ran = 0
    runner.define({ ...job, run: async () => void ++ran })
    await schedule(runner)
    const next = async () => {
      const [delayed] = await runner.queue.getDelayed()
      return new Date((delayed?.timestamp ?? 0) + (delayed?.delay ?? 0))
    }
    const first = await next()
    expect([typeset(frenchDateTime(first)), insideWindow(NIGHT, first)]).toEqual([page[0], true])
    expect(list).toBe(page[0])
    // 5 h 50 and 22 h would be without a spread.
    expect(page[0]).not.toMatch(/(5.h.50|22.h.00)$/)
    for (const delayed of await runner.queue.getDelayed()) await delayed.promote()
    for (let n = 0; n < 600 && ran === 0; n += 1) await new Promise(resolve => setTimeout(resolve, 20))
    expect([ran, typeset(frenchDateTime(await next()))]).toEqual([1, page[1]])
  } finally {
    await runner.close(0)
    await redis.stop()
  }
})
