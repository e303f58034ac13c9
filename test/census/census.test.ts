import { afterEach, beforeEach, expect, test } from 'vitest'
import { countedService } from '../../src/census/counted-service.ts'
import { takeCensus } from '../../src/census/take-census.ts'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { countCatalogue } from '../../src/coverage/count-catalogue.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts'
import { makeWorld, SOURCE } from '../sync/make.ts'

/** The census over the stand-in DORA: what it counts, what it costs, and what it leaves alone. */
const DAY = 24 * 3_600_000
let clock: ManualClock
let sandbox: Sandbox
let ledger: Ledger

async function open(crowd: NonNullable<SandboxOptions['crowd']>): Promise<void> {
  sandbox = await startSandbox({ seed: 'empty', crowd, clock, quotaPerMinute: 100_000, logLimit: 100_000 })
}
beforeEach(async () => {
  clock = manualClock('2026-11-24T02:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(async () => {
  await ledger.close()
  await sandbox.close()
})

function client() {
  return {
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 100_000, clock }),
    clock,
    random: () => 0.5,
  }
}
function ports() {
  return { ledger, clock, dora: { departments: ['35'], quota: 100_000, reader: createDoraReader(client()) } }
}
const take = (read = Number.MAX_SAFE_INTEGER, signal?: AbortSignal) => takeCensus(ports(), { read, share: 1 }, signal)
const requests = () => sandbox.log().length

/** The same figures, from the stand-in's own tables. */
function counted() {
  const { structures, services, members, putativeMembers } = sandbox.state
  const today = parisDay(clock.now())
  const homes = [...structures.values()].filter(({ department }) => department === '35')
  const orphan = (slug: string) => ![...members, ...putativeMembers].some(({ structure }) => structure === slug)
  const all = [...services.values()].filter(({ structure, status }) => {
    const home = structures.get(structure)
    // DORA lists nothing of an obsolete structure.
    return home?.department === '35' && !home.isObsolete && status !== 'ARCHIVED'
  })
  const published = all.filter(({ status }) => status === 'PUBLISHED')
  const visible = published.filter(
    ({ structure, suspensionDate }) => !orphan(structure) && (suspensionDate ?? today) >= today,
  )
  return {
    structures: homes.length,
    orphans: homes.filter(({ slug, isObsolete }) => orphan(slug) && !isObsolete).length,
    services: all.length,
    published: published.length,
    visible: visible.length,
  }
}

test.each([1, 2, 3])('every figure is the one of DORA’s own tables (crowd %i)', async seed => {
  await open({ structures: 60, inDepartment: 25, servicesEach: 3, seed })
  let n = 0
  for (const service of sandbox.state.services.values()) {
    n += 1
    if (n % 5 === 0) service.suspensionDate = n % 2 === 0 ? '2026-11-23' : '2026-11-24'
  }
  for (const structure of sandbox.state.structures.values()) {
    n += 1
    structure.isObsolete = n % 9 === 0
  }
  const { counts, left } = await take()
  expect(counts).toMatchObject({ ...counted(), unknown: 0, read: counts.services })
  expect(left).toBe(0)
  expect(sandbox.log().filter(({ write }) => write)).toEqual([])
})

test('an unchanged night costs two requests; what moved is read alone; each week everything again', async () => {
  await open({ structures: 60, inDepartment: 25, servicesEach: 3 })
  const first = await take()
  expect(first.census).toMatchObject({ whole: true, requests: requests() })
  clock.advance(DAY)
  const before = requests()
  expect((await take()).census).toMatchObject({ whole: false, requests: 2 })
  expect(requests() - before).toBe(2)
  const moved = [...sandbox.state.services.values()].find(
    ({ structure, status }) => status === 'PUBLISHED' && sandbox.state.structures.get(structure)?.department === '35',
  )
  if (!moved) throw new Error('no service')
  Object.assign(moved, { status: 'DRAFT', modifiedAt: sandbox.state.stamp() })
  clock.advance(DAY)
  const night = await take()
  expect(night.census.requests).toBe(3)
  expect(night.counts.published).toBe(first.counts.published - 1)
  clock.advance(6 * DAY)
  // All but the one that was read this week.
  expect((await take()).census).toMatchObject({ whole: true, requests: first.census.requests - 1 })
  expect((await ledger.census.list()).map(({ whole }) => whole)).toEqual([true, false, false, true])
})

test('the state at a past census is the one that was counted then', async () => {
  await open({ structures: 40, inDepartment: 20, servicesEach: 3 })
  const before = await take()
  const [moved] = [...sandbox.state.services.values()].filter(
    ({ structure, status }) => status === 'PUBLISHED' && sandbox.state.structures.get(structure)?.department === '35',
  )
  if (moved) Object.assign(moved, { status: 'DRAFT', modifiedAt: sandbox.state.stamp() })
  clock.advance(DAY)
  const after = await take()
  expect(after.counts.published).toBe(before.counts.published - 1)
  for (const { census, counts } of [before, after]) {
    const state = await ledger.censusStates.read(census.id)
    expect(state).toMatchObject({ followed: [], elsewhere: null })
    const day = parisDay(new Date(census.started))
    const counted = countCatalogue((state?.services ?? []).map(service => countedService(service, day)))
    expect({ ...counted, structures: state?.structures.length, orphans: counts.orphans }).toEqual(counts)
  }
})

test('stopped anywhere, the next one goes on: nothing is read twice, nothing is missing', async () => {
  await open({ structures: 40, inDepartment: 20, servicesEach: 3 })
  const stop = new AbortController()
  const whole = counted()
  const reader = ports()
  const readService = reader.dora.reader.readService.bind(reader.dora.reader)
  let n = 0
  reader.dora.reader.readService = slug => {
    n += 1
    if (n === 10) stop.abort(new Error('killed'))
    return readService(slug)
  }
  await expect(takeCensus(reader, { read: 1000, share: 1 }, stop.signal)).rejects.toThrow('killed')
  const reads = () =>
    sandbox
      .log()
      .filter(({ path }) => /^\/services\/[^?/]+\/$/.test(path))
      .map(({ path }) => path)
  const once = reads()
  const { counts, left } = await take()
  expect({ counts, left }).toMatchObject({ counts: { ...whole, read: whole.services }, left: 0 })
  expect(new Set(reads()).size).toBe(reads().length)
  expect(once.length).toBeGreaterThan(5)
})

test('within what it may read, the published come first, and the rest is said to be left', async () => {
  await open({ structures: 40, inDepartment: 20, servicesEach: 3 })
  const { counts, left } = await take(10)
  expect([counts.read, left]).toEqual([10, counts.services - 10])
  expect(counts.unknown).toBeGreaterThan(0)
  for await (const service of ledger.census.standing())
    if (service.fields !== null) expect(service.status).toBe('PUBLISHED')
})

test('what DORA no longer has is gone at the next whole census', async () => {
  await open({ structures: 30, inDepartment: 15, servicesEach: 3 })
  await take()
  const [slug] = [...sandbox.state.structures.values()].filter(({ department }) => department === '35').map(s => s.slug)
  sandbox.state.structures.delete(slug ?? '')
  for (const service of [...sandbox.state.services.values()])
    if (service.structure === slug) sandbox.state.services.delete(service.slug)
  clock.advance(8 * DAY)
  expect((await take()).counts).toMatchObject(counted())
})

test('an offer whose twin another structure holds is asked about, both sides by their names; the pass asks DORA for no list of services', async () => {
  await open({ structures: 40, inDepartment: 20, servicesEach: 3, seed: 4 })
  await take()
  const { structures, services } = sandbox.state
  const twin = [...services.values()].find(
    ({ structure, status }) => status === 'PUBLISHED' && structures.get(structure)?.department === '35',
  )
  const home = [...structures.values()].find(
    ({ slug, siret, department, isObsolete }) =>
      department === '35' && siret && !isObsolete && slug !== twin?.structure,
  )
  if (!twin || !home) throw new Error('the crowd has no such structures')
  const reader = createDoraReader(client())
  const writer = createDoraWriter({ ...client(), departments: ['35'] })
  const world = await makeWorld({ ledger, clock, client: { reader, writer } })
  const [had, before] = [services.size, requests()]
  const offers = (name: string) => [{ key: 'a', siret: home.siret, structure: home.name, fields: { name } }]
  expect((await world.pass(offers(twin.name))).report?.counts).toMatchObject({ created: 0, waiting: 1 })
  const asked = sandbox.log().slice(before)
  expect(services.size).toBe(had)
  expect(asked.filter(({ path }) => /^\/services\/\?page_size=(?!1&)/.test(path))).toEqual([])
  expect(asked.length).toBeLessThanOrEqual(5)
  const [open_] = await ledger.inbox.openOf(SOURCE, ['match'])
  const item = await ledger.inbox.read(open_?.id ?? '')
  const elsewhere = expect.stringContaining(structures.get(twin.structure)?.name ?? '')
  expect(item?.detail).toMatchObject({ slug: twin.slug, structure: home.name, reasons: ['même nom', elsewhere] })
})
