import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { dora } from './cli.ts'

let data: string
let sandbox: Sandbox
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'outage-'))
  sandbox = await startSandbox({ quotaPerMinute: 10_000 })
})
afterEach(async () => {
  await sandbox.close()
  rmSync(data, { recursive: true, force: true })
})

test('DORA goes away while the offers are written and stays away: interrupted, exit code 1; the next pass ends it', async () => {
  const env = {
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_QUOTA: '6000',
    DORA_WAIT_MINUTES: '0',
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: data,
    LOG_LEVEL: 'silent',
  }
  sandbox.faults.add({
    method: 'POST',
    path: '/services/',
    fault: { kind: 'away', seconds: 9999, status: 503 },
  })
  const cut = await dora(['sync', 'pems'], env)
  expect(cut.stdout).toMatch(/– interrompu/)
  expect(cut.stdout).toMatch(/DORA ne répond plus/)
  expect(cut.code).toBe(1)
  sandbox.faults.clear()
  const whole = await dora(['sync', 'pems'], env)
  expect(whole.code).toBe(0)
}, 120_000)

test('`doctor` on an account of nothing: exit code 1, and what to ask of DORA’s team', async () => {
  // A valid account that is neither gestionnaire nor member of anything.
  sandbox.state.members.splice(0)
  const account = sandbox.tokens.membre
  const env = { DORA_URL: sandbox.url, DORA_TOKEN: account, DORA_SYNC_DATA: data, LOG_LEVEL: 'silent' }
  const ran = await dora(['doctor'], env)
  expect(ran.code).toBe(1)
  expect(ran.stdout).toMatch(/À corriger\s+Le compte n’est pas gestionnaire/)
  expect(ran.stdout).toMatch(
    /Demander à l’équipe de DORA, pour le compte .*, le rôle de gestionnaire du département 35/,
  )
  expect(ran.stdout).toMatch(/Demander à l’équipe de DORA de rendre ce compte valide et membre d’une structure/)
}, 60_000)

test('`plan` of every source over 20 000 structures: one listing of the département, no request over 5 s, nothing written', async () => {
  const crowded = await startSandbox({
    quotaPerMinute: 10_000,
    crowd: { structures: 20_000, servicesEach: 0.2 },
    logLimit: 100_000,
  })
  try {
    const env = {
      DORA_URL: crowded.url,
      DORA_TOKEN: crowded.tokens.gestionnaire35,
      DORA_QUOTA: '10000',
      DORA_SYNC_SITES: 'samples',
      DORA_SYNC_DATA: data,
      LOG_LEVEL: 'silent',
    }
    const ran = await dora(['plan', '--json'], env)
    expect(ran.code, ran.stderr).toBe(0)
    const plans = z
      .array(z.object({ source: z.string(), counts: z.object({ created: z.number() }) }))
      .parse(JSON.parse(ran.stdout))
    expect(plans.length).toBeGreaterThanOrEqual(26)
    expect(plans.reduce((sum, plan) => sum + plan.counts.created, 0)).toBeGreaterThan(0)
    const log = crowded.log()
    // The board once; the lists of services, page by page, each page once.
    expect(log.filter(({ path }) => /^\/structures(-admin)?\/(\?|$)/.test(path))).toHaveLength(1)
    const pages = log.filter(({ path }) => path.startsWith('/services/?')).map(({ path }) => path)
    expect(new Set(pages).size).toBe(pages.length)
    expect(Math.max(...log.map(({ ms }) => ms ?? 0))).toBeLessThan(5000)
    expect(log.filter(({ write }) => write)).toEqual([])
  } finally {
    await crowded.close()
  }
}, 120_000)
