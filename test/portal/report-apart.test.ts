import { Hono } from 'hono'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverageApart } from '../../src/app/coverage-apart.ts'
import { coverageInput } from '../../src/app/coverage-input.ts'
import { keepStartingPoint } from '../../src/app/keep-starting-point.ts'
import { sourceStandings } from '../../src/app/source-standings.ts'
import { manualClock } from '../../src/common/clock.ts'
import { keptReports, keptVersion } from '../../src/coverage/kept-report.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { snapshotOf } from '../../src/coverage/snapshot.ts'
import { page } from '../../src/portal/layout.ts'
import { createReports } from '../../src/portal/reports/reports.ts'
import { isStartingPoint } from '../../src/portal/reports/versions.ts'
import { statsRoutes } from '../../src/portal/routes/stats.ts'
import type { PortalEnv } from '../../src/portal/web/env.ts'
import type { Frame } from '../../src/portal/web/frame.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { geography, input } from '../coverage/small-departement.ts'
import { openWorld } from './world.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

test('the report computed in a thread is, byte for byte, the one computed here', async () => {
  const { app } = sandbox
  const here = coverageReport(await coverageInput({ ...app, standings: await sourceStandings(app) }, '2026-11-24'))
  const apart = await coverageApart(app, '2026-11-24')
  expect(apart.lines.some(line => line.services.length > 0)).toBe(true)
  expect(snapshotOf(apart).fingerprint).toBe(snapshotOf(here).fingerprint)
})

test('the starting point is kept before anything was read, once, and never afterwards', async () => {
  expect(await keepStartingPoint(sandbox.app)).toBe(false)
  const { app } = sandbox
  const { ledger, close } = await openWorld()
  try {
    const fresh = { ...app, ledger }
    expect(await keepStartingPoint(fresh)).toBe(true)
    expect(await keepStartingPoint(fresh)).toBe(false)
    const [kept] = await keptReports(ledger.snapshots)
    const report = await keptVersion(ledger.snapshots, kept?.id ?? '')
    expect(report && isStartingPoint(report.report)).toBe(true)
    expect(report?.report.lines.filter(line => line.offer).length).toBe(24)
  } finally {
    await close()
  }
})

/** Shows pages without a session, as the portal's own frame does for the public. */
const bare = {
  show: async (c, parts) => c.html(page({ ...parts, visitor: { role: 'public' }, path: c.req.path, notice: null })),
} as Pick<Frame, 'show'> as Frame

test('while the first report is computed, a page says so and is renewed as the visitor allows; then the figures come, with their date', async () => {
  const { ledger, close } = await openWorld()
  try {
    const done = Promise.withResolvers<CoverageReport>()
    const reports = createReports({
      data: { report: async () => ({ date: '2030-06-30', body: '', json: await done.promise }) },
      ledger,
      clock: manualClock('2030-06-30T08:05:00Z'),
      log: pino({ level: 'silent' }),
      patience: async () => undefined,
    })
    const app = new Hono<PortalEnv>()
    statsRoutes({ app, reports, frame: bare })
    const waiting = await app.request('/stats')
    expect(waiting.headers.get('refresh')).toBeNull()
    const words = await waiting.text()
    expect(words).toMatch(/<h1[^>]*>Le rapport est en cours de calcul/)
    // Without script nothing moves, and a link does it; with it, what reloads can be suspended.
    expect(words).not.toMatch(/http-equiv/i)
    expect(words).toContain('<script src="/assets/htmx.js" defer>')
    expect(words).toMatch(/<a [^>]*href="\/stats">Actualiser/)

    done.resolve(coverageReport(input, geography))
    await done.promise
    await new Promise(resolve => setImmediate(resolve))
    const ready = await app.request('/stats')
    expect(ready.headers.get('refresh')).toBeNull()
    expect(await ready.text()).toMatch(/Calculé le 30\sjuin\s2030 à 10\sh\s05/)
  } finally {
    await close()
  }
})
