import { expect, test } from 'vitest'
import { sampleLink, sampleOperation, sampleStructure } from '../../test/sync/samples.ts'
import type { DoraStructure } from '../dora/port.ts'
import type { KeptReading } from '../ledger/kept-reading.ts'
import type { Link } from '../ledger/links.ts'
import type { Operation } from '../ledger/plan.ts'
import { readingsAfter } from './readings-after.ts'

const LISTED = { slug: 's', name: 'Permis B', status: 'PUBLISHED' as const, modificationDate: '2026-11-01' }
const HOME: DoraStructure = { ...sampleStructure(), services: [LISTED] }
const CANDIDATE: KeptReading = {
  of: 'candidate',
  slug: 'autre',
  modified: '2026-11-01',
  candidate: { subcategories: [], cityCode: null },
}

/** @returns what is kept of these readings after these writes, and the keys of the links that were read for it */
async function after(readings: KeptReading[], operations: Operation[], links: Link[]) {
  const asked: string[][] = []
  const plans = {
    items: async function* (_: string, list: string) {
      yield* list === 'readings' ? readings : operations
    },
  }
  const byKeys = async (_: string, keys: string[]) => {
    asked.push(keys)
    return links.filter(({ key }) => keys.includes(key))
  }
  const plan = { id: 'p', source: 'pem-s', sizes: { operations: operations.length, outcomes: 0 } }
  const ledger = { plans, links: { byKeys } } as unknown as Parameters<typeof readingsAfter>[1]
  return { kept: await readingsAfter(plan, ledger), asked }
}

/** The lists of `home`, by slug, once the offer `a` was written. */
async function listedAfter(link: Partial<Link>, home = HOME) {
  const { kept } = await after([{ of: 'structure', structure: home }], [sampleOperation()], [sampleLink(link)])
  const [reading] = kept
  if (reading?.of !== 'structure') throw new Error('no structure')
  return { services: reading.structure.services, archived: reading.structure.archivedServices }
}

test('what a plan wrote is listed as DORA answered', async () => {
  expect(await listedAfter({ modified: '2026-11-20', base: { name: 'Permis B2' } })).toEqual({
    services: [{ ...LISTED, name: 'Permis B2', modificationDate: '2026-11-20' }],
    archived: [],
  })
  expect(await listedAfter({ slug: 'neuf', modified: '2026-11-20', base: { name: 'Vélo' }, status: 'DRAFT' })).toEqual({
    services: [LISTED, { slug: 'neuf', name: 'Vélo', status: 'DRAFT', modificationDate: '2026-11-20' }],
    archived: [],
  })
})

test('what was archived goes to the archive, and what is in it stays there', async () => {
  const old = { ...LISTED, slug: 'vieux', status: 'ARCHIVED' as const }
  const { services, archived } = await listedAfter(
    { modified: '2026-11-20', status: 'ARCHIVED' },
    { ...HOME, archivedServices: [old] },
  )
  expect(services).toEqual([])
  expect(archived).toEqual([{ ...LISTED, status: 'ARCHIVED', modificationDate: '2026-11-20' }, old])
})

test('a list that is as new, or newer, is believed; so is one of which nothing better is known', async () => {
  expect((await listedAfter({ modified: '2026-11-01', base: { name: 'X' } })).services).toEqual([LISTED])
  expect((await listedAfter({ modified: '2026-10-01', base: { name: 'X' } })).services).toEqual([LISTED])
  expect((await listedAfter({ modified: '2026-11-20', status: null })).services).toEqual([LISTED])
  expect((await listedAfter({ slug: 'neuf', modified: '2026-11-20' })).services).toEqual([LISTED])
})

test('only the structures that were compared are written over', async () => {
  const readings: KeptReading[] = [CANDIDATE, { of: 'structure', structure: HOME }]
  const operations = [
    sampleOperation({ key: 'a' }),
    sampleOperation({ key: 'b', structure: 'ailleurs' }),
    sampleOperation({ key: 'c', kind: 'create-structure' }),
    sampleOperation({ key: 'd', structure: null }),
  ]
  const links = [sampleLink({ structure: 'ailleurs', modified: '2026-11-20', base: { name: 'X' } })]
  const { kept, asked } = await after(readings, operations, links)
  expect(asked).toEqual([['a']])
  expect(kept).toEqual(readings)
})

test('nothing is read for a plan that wrote nothing, or that compared no structure', async () => {
  const structure: KeptReading = { of: 'structure', structure: HOME }
  expect(await after([structure], [], [])).toEqual({ kept: [structure], asked: [] })
  expect(await after([CANDIDATE], [sampleOperation()], [])).toEqual({ kept: [CANDIDATE], asked: [] })
})

test('links are read two hundred at a time, each once', async () => {
  const operations = Array.from({ length: 401 }, (_, n) => sampleOperation({ key: `k${n}` }))
  const { asked } = await after([{ of: 'structure', structure: HOME }], operations, [])
  expect(asked.map(keys => keys.length)).toEqual([200, 200, 1])
  expect(new Set(asked.flat()).size).toBe(401)
})
