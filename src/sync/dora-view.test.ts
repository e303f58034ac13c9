import { afterEach, beforeEach, expect, test } from 'vitest'
import { MODIFIED, sampleReader, sampleService, sampleStructure } from '../../test/sync/samples.ts'
import { DoraError, type DoraReader } from '../dora/port.ts'
import type { KeptReading } from '../ledger/kept-reading.ts'
import { CensusLost, DoraView, embedded } from './dora-view.ts'
import { DoraAway } from './patient-dora.ts'
import { Spool } from './spool.ts'

const SIRET = '19350936100015'
const SERVICE = sampleService({}, { subcategories: ['mobilite--permis'], cityCode: '35238' })
const HOME = sampleStructure([SERVICE], {
  siret: SIRET,
  archivedServices: [{ slug: 'vieux', name: 'Ancien', status: 'ARCHIVED', modificationDate: '2025-01-01' }],
})
const ELSEWHERE = sampleStructure([], { slug: 'ailleurs', department: '29' })

let spools: Spool[]
let stop: AbortController
beforeEach(() => {
  spools = []
  stop = new AbortController()
})
afterEach(() => {
  for (const spool of spools) spool[Symbol.dispose]()
})

/** A DORA that counts what is read of it. */
function counted(over: Partial<DoraReader> = {}): DoraReader & { asked: string[] } {
  return { ...sampleReader([HOME, ELSEWHERE], [SERVICE]), ...over }
}

function viewOf(reader: DoraReader, { departments = ['35'], batch }: { departments?: string[]; batch?: string } = {}) {
  const spool = new Spool()
  spools.push(spool)
  return new DoraView({ reader, departments, batch, lease: { signal: stop.signal } }, spool)
}

/** What the next pass may rely on. */
const kept = (view: DoraView): KeptReading[] => [...view.readings()].map(text => JSON.parse(text) as KeptReading)

const cut = () =>
  new DoraError('coupé', { kind: 'transient', status: 502, code: 'x', fields: { a: 'b' }, retryAfterMs: 7 })

test('a structure and a service are asked for once, also when DORA has none of that name', async () => {
  const reader = counted()
  const view = viewOf(reader)
  for (let n = 0; n < 2; n += 1) {
    expect(await view.structure('home')).toEqual(HOME)
    expect(await view.service('s')).toEqual(SERVICE)
    expect(await view.structure('inconnue')).toBeNull()
    expect(await view.service('inconnu')).toBeNull()
  }
  expect(reader.asked).toEqual(['structure home', 'service s', 'structure inconnue', 'service inconnu'])
})

test('a service is found in the list of its structure, archived or not', async () => {
  const view = viewOf(counted())
  expect((await view.listed('home', 's'))?.name).toBe(SERVICE.fields.name)
  expect((await view.listed('home', 'vieux'))?.status).toBe('ARCHIVED')
  expect(await view.listed('home', 'inconnu')).toBeUndefined()
  expect(await view.listed('inconnue', 's')).toBeUndefined()
  expect(embedded(HOME).map(({ slug }) => slug)).toEqual(['s', 'vieux'])
  expect(embedded(null)).toEqual([])
})

test('the lists of every département are put together, each read once', async () => {
  const asked: string[] = []
  const reader = counted({
    listStructures: async department => {
      asked.push(`structures ${department}`)
      return [department === '35' ? HOME : ELSEWHERE]
    },
    listServices: async department => {
      asked.push(`services ${department}`)
      return []
    },
  })
  const view = viewOf(reader, { departments: ['35', '29'] })
  for (let n = 0; n < 2; n += 1) {
    expect((await view.listStructures()).map(({ slug }) => slug)).toEqual(['home', 'ailleurs'])
    expect(await view.listServices()).toEqual([])
  }
  expect(asked).toEqual(['structures 35', 'structures 29', 'services 35', 'services 29'])
  expect([view.allowed('29'), view.allowed('75')]).toEqual([true, false])
})

test('a list of structures that does not come whole is told as such, with DORA’s reason', async () => {
  const view = viewOf(counted({ listStructures: () => Promise.reject(cut()) }))
  const error = await view.listStructures().catch((reason: unknown) => reason)
  if (!(error instanceof CensusLost)) throw new Error('expected a lost census')
  const { kind, status, code, fields, retryAfterMs } = error
  expect({ kind, status, code, fields, retryAfterMs }).toEqual({
    kind: 'transient',
    status: 502,
    code: 'x',
    fields: { a: 'b' },
    retryAfterMs: 7,
  })
  expect(error.message).toContain('coupé')
  expect(error.cause).toBeInstanceOf(DoraError)
  expect(view.answered).toBe(false)
})

test('what is no answer of DORA, or a DORA that stays away, passes through as it is', async () => {
  const away = new DoraAway('DORA est absent.', { kind: 'transient', status: 503, code: 'x' })
  for (const error of [new TypeError('cassé'), away]) {
    const view = viewOf(counted({ listStructures: () => Promise.reject(error) }))
    expect(await view.listStructures().catch((reason: unknown) => reason)).toBe(error)
  }
})

test('DORA has answered once any reading came', async () => {
  const after = async (read: (view: DoraView) => Promise<unknown>) => {
    const view = viewOf(counted())
    expect([view.answered, view.lost]).toEqual([false, false])
    await read(view)
    return view.answered
  }
  expect(await after(view => view.listStructures())).toBe(true)
  expect(await after(view => view.movedSince(null))).toBe(true)
  expect(await after(view => view.service('s'))).toBe(true)
})

test('a reading that failed is lost, and tried again', async () => {
  let fail = true
  const sample = sampleReader([HOME], [SERVICE])
  const view = viewOf(counted({ readService: slug => (fail ? Promise.reject(cut()) : sample.readService(slug)) }))
  await expect(view.service('s')).rejects.toThrow('coupé')
  expect([view.lost, view.answered]).toEqual([true, false])
  fail = false
  expect(await view.service('s')).toEqual(SERVICE)
})

test('once the lease is lost, nothing more is read', async () => {
  const reader = counted()
  const view = viewOf(reader)
  stop.abort(new Error('bail perdu'))
  const readings = [
    () => view.listStructures(),
    () => view.listServices(),
    () => view.movedSince(null),
    () => view.structure('home'),
    () => view.service('s'),
    () => view.structureBySiret(SIRET),
  ]
  for (const read of readings) await expect(read()).rejects.toThrow('bail perdu')
  expect(reader.asked).toEqual([])
})

test('a pass by itself asks DORA what moved for itself; those of a batch share it', async () => {
  const asked: unknown[] = []
  const reader = counted({
    movedSince: async (...args) => {
      asked.push(args)
      return null
    },
  })
  const [alone, together] = [viewOf(reader), viewOf(reader, { batch: 'b1' })]
  await alone.movedSince(5)
  await together.movedSince(null)
  expect(asked).toEqual([
    [5, null],
    [null, 'b1'],
  ])
  expect([alone.alone, together.alone]).toEqual([true, false])
})

test('what offers were compared with is kept for the next pass, which then reads none of it', async () => {
  const first = viewOf(counted())
  await first.structure('home')
  await first.structureBySiret(SIRET)
  await first.structureBySiret('11111111100011')
  const compared = { subcategories: ['mobilite--permis'], cityCode: '35238' }
  expect(await first.candidate('s')).toEqual(compared)
  expect(await first.candidate('inconnu')).toBeNull()
  first.noteConflict({ ...SERVICE, slug: 'c', lastEditor: 'Ada' }, 'f1')
  const readings = kept(first)
  expect(readings.map(({ of }) => of).sort()).toEqual(['candidate', 'conflict', 'siret', 'siret', 'structure'])

  const reader = counted({ structureBySiret: () => Promise.reject(new Error('asked again')) })
  const next = viewOf(reader)
  next.rely(readings)
  expect(await next.structure('home')).toEqual(HOME)
  expect((await next.structureBySiret(SIRET))?.slug).toBe('home')
  expect(await next.structureBySiret('11111111100011')).toBeNull()
  expect(await next.candidate('s')).toEqual(compared)
  expect(next.inConflict('c', 'f1')).toEqual({ ...SERVICE, slug: 'c', lastEditor: null })
  expect(reader.asked).toEqual([])
  // And what it relied on is kept once more, but for the conflict, which it did not find again.
  expect(kept(next)).toHaveLength(4)
})

test('a conflict of another fingerprint, or of another service, is read anew', () => {
  const view = viewOf(counted())
  view.rely([{ of: 'conflict', settles: 'f1', service: (({ lastEditor: _, ...rest }) => rest)(SERVICE) }])
  expect(view.inConflict('s', 'f2')).toBeNull()
  expect(view.inConflict('autre', 'f1')).toBeNull()
})

test('what was noted first is what the next pass is told', () => {
  const view = viewOf(counted())
  view.noteConflict(SERVICE, 'f1')
  view.noteConflict(SERVICE, 'f2')
  expect(kept(view)).toMatchObject([{ settles: 'f1' }])
})

test('the fingerprint changes with the date of every service that was met, however it was met', async () => {
  const prints = new Set<string>()
  const met = async (meet: (view: DoraView) => unknown) => {
    const view = viewOf(counted())
    await meet(view)
    prints.add(view.fingerprint())
    return view.fingerprint()
  }
  const read = await met(view => view.service('s'))
  expect(await met(view => view.trust('s', MODIFIED))).toBe(read)
  expect(await met(view => view.candidate('s'))).toBe(read)
  const candidate = { subcategories: [], cityCode: null }
  const relied = (view: DoraView) => view.rely([{ of: 'candidate', slug: 's', modified: MODIFIED, candidate }])
  expect(
    await met(view => {
      relied(view)
      return view.candidate('s')
    }),
  ).toBe(read)
  const { lastEditor: _, ...service } = SERVICE
  const conflict = (view: DoraView) => view.rely([{ of: 'conflict', settles: 'f', service }])
  expect(
    await met(view => {
      conflict(view)
      view.inConflict('s', 'f')
    }),
  ).toBe(read)
  await met(view => view.trust('s', '2020-01-01'))
  await met(view => view.structure('home'))
  await met(() => undefined)
  expect(prints.size).toBe(4)
})
