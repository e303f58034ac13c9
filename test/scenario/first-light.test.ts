import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SyncSummary } from '../../src/cli/sync-json.ts'
import { dora } from './cli.ts'

// One data folder for the whole file: what the second command finds is what the first one left.
let data: string
let first: SyncSummary
let second: SyncSummary

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'first-light-'))
  const run = async () => {
    const ran = await dora(['sync', '--json'], { DORA_SYNC_DATA: data })
    expect(ran.code, ran.stderr).toBe(0)
    return JSON.parse(ran.stdout) as SyncSummary
  }
  first = await run()
  second = await run()
}, 120_000)
afterAll(() => rmSync(data, { recursive: true, force: true }))

test('the first pass on the samples creates services and adopts none without saying so', () => {
  expect(first.dora.sandbox).toBe(true)
  expect(first.totals.created).toBeGreaterThanOrEqual(4)
  expect(first.dora.writes).toBeGreaterThanOrEqual(first.totals.created)
  expect(first.failed).toBe(0)
})

test('the sums agree, source by source and in all', () => {
  for (const { source, report } of first.sources) {
    if (report === null) continue
    const { seen, created, updated, unchanged, conflicts, rejected, waiting, retired } = report.counts
    expect(created + updated + unchanged + conflicts + rejected + waiting + retired, source).toBe(seen)
    expect(report.outcomes.length, source).toBe(seen)
  }
})

test('the second pass says unchanged for what the first created, and the sandbox’s log shows no write', () => {
  expect(second.dora.writes).toBe(0)
  expect(second.totals.created).toBe(0)
  expect(second.totals.updated).toBe(0)
  expect(second.totals.unchanged).toBe(first.totals.created + first.totals.updated + first.totals.unchanged)
  expect(second.totals.seen).toBe(first.totals.seen)
})

// What moved, what DORA takes, the structures and the services of the département, the référentiels, and one service about which both sides disagree.
test('the second pass of the 27 samples, those that wait for somebody among them, costs six requests', () => {
  expect(second.sources).toHaveLength(27)
  expect(second.totals.waiting).toBeGreaterThan(0)
  expect(second.dora.requests).toBe(6)
})

test('PEM’S, two carriers of Premières Heures, OSEE and UFOPEPS are read', () => {
  const seen = new Map(first.sources.map(({ source, report }) => [source, report?.counts.seen ?? 0]))
  for (const source of ['pems', 'emmaus-rennes', 'prelude', 'osee', 'ufopeps'])
    expect(seen.get(source), source).toBeGreaterThan(0)
})

test('every offer that is refused or waits says why and whose move it is', () => {
  const stuck = first.sources
    .flatMap(({ report }) => report?.outcomes ?? [])
    .filter(({ state }) => state === 'rejected' || state === 'waiting')
  expect(stuck.length).toBeGreaterThan(0)
  for (const outcome of stuck) {
    expect(outcome.reason.length).toBeGreaterThan(10)
    if (outcome.state === 'rejected')
      expect(outcome.rejection?.whose).toMatch(/partenaire|configuration|dora|robot|gestionnaire/)
  }
})

test('progress is told on stderr, in plain lines when it is no terminal; stdout holds the report and nothing else', async () => {
  const ran = await dora(['sync', 'osee', '--json'], { DORA_SYNC_DATA: data })
  expect(JSON.parse(ran.stdout).sources).toHaveLength(1)
  expect(ran.stderr).toMatch(/Sources 1\/1/)
})

test('an unknown source is refused with the list of those that exist', async () => {
  const ran = await dora(['sync', 'nulle-part'], { DORA_SYNC_DATA: data })
  expect(ran.code).toBe(1)
  expect(ran.stderr).toMatch(/nulle-part[\s\S]*osee/)
})
