import { describe, expect, test } from 'vitest'
import { answered, scriptedTransport } from '../../test/dora/scripted-transport.ts'
import { manualClock } from '../common/clock.ts'
import { keptFor } from './kept.ts'
import { createMoved } from './moved.ts'
import { createServiceLines } from './service-lines.ts'
import { readServiceList } from './service-list.ts'

const MINUTE = 60_000
const at = (minute: number) => new Date(Date.parse('2026-11-24T10:00:00Z') + minute * MINUTE).toISOString()
const NOW = Date.parse(at(60))
const line = (slug: string, minute: number | null, over: Record<string, unknown> = {}) => ({
  slug,
  name: `Atelier ${slug}`,
  status: 'PUBLISHED',
  modificationDate: minute === null ? null : at(minute),
  structure: 'home',
  structureInfo: { name: 'Structure', department: '35', address1: '' },
  city: '',
  postalCode: '',
  ...over,
})
const page = (results: unknown[], next: string | null = null) => ({ next, results })
/** The national list, `pages` by their number from 1. */
const listOf = (...pages: unknown[]) => scriptedTransport({ '/services/': ({ page }) => pages[Number(page) - 1] })

test('the list of a département: what DORA leaves empty is not said, a structure without name is its address', async () => {
  const far = { structureInfo: { name: 'Ailleurs', department: '29' } }
  const dora = listOf(
    page([
      line('a', 3, {
        city: 'Rennes',
        postalCode: '35000',
        structureInfo: { name: '', department: '35', address1: '1 rue' },
      }),
      line('b', 2),
      line('loin', 5, far),
      line('nulle-part', 1, { structureInfo: null }),
    ]),
  )
  const list = await readServiceList(dora, ['35'], null, NOW)
  expect([...list.lines.values()]).toEqual([
    {
      slug: 'a',
      name: 'Atelier a',
      status: 'PUBLISHED',
      modificationDate: at(3),
      structure: 'home',
      structureName: 'home',
      department: '35',
      city: 'Rennes',
      postalCode: '35000',
      address: '1 rue',
    },
    expect.objectContaining({ slug: 'b', structureName: 'Structure', city: null, postalCode: null, address: null }),
  ])
  expect(list).toMatchObject({ newest: Date.parse(at(5)), whole: true, requests: 1 })
  expect(dora.asked).toEqual(['/services/?page_size=500&page=1'])
})

test('since an instant the list is left a minute before it, and smaller pages are asked', async () => {
  const dora = listOf(page([line('a', 5), line('b', -1), line('c', -2), line('d', 4)], 'more'), page([line('e', 6)]))
  const list = await readServiceList(dora, ['35'], Date.parse(at(0)), NOW)
  // Exactly a minute before is still asked for; what is older, and all that follows, is not.
  expect([...list.lines.keys()]).toEqual(['a', 'b'])
  expect(list).toMatchObject({ whole: false, requests: 1 })
  expect(dora.asked).toEqual(['/services/?page_size=200&page=1'])
})

test('a service that moves while the list is read comes twice, and counts as it came first', async () => {
  const dora = listOf(page([line('a', 5, { name: 'Nouveau' })], 'more'), page([line('a', 1)]))
  const list = await readServiceList(dora, ['35'], null, NOW)
  expect([...list.lines.values()].map(({ name }) => name)).toEqual(['Nouveau'])
  expect(list.requests).toBe(2)
})

test('a service without date comes first and ends nothing', async () => {
  const dora = listOf(page([line('x', null), line('a', 5)], 'more'), page([line('b', 4)]))
  const list = await readServiceList(dora, ['35'], Date.parse(at(0)), NOW)
  expect([...list.lines.keys()]).toEqual(['x', 'a', 'b'])
  expect(list.lines.get('x')?.modificationDate).toBe('')
  expect((await readServiceList(listOf(page([line('x', null)])), ['35'], null, NOW)).newest).toBeNull()
})

test('a list that became shorter while it was read ends there; one that is not there at all is said', async () => {
  expect((await readServiceList(listOf(page([line('a', 5)], 'more')), ['35'], null, NOW)).requests).toBe(2)
  await expect(readServiceList(listOf(), ['35'], null, NOW)).rejects.toMatchObject({ code: 'forme-inattendue' })
  await expect(readServiceList(listOf(page([{ slug: '' }])), ['35'], null, NOW)).rejects.toThrow(
    'n’a pas la forme attendue',
  )
})

describe('a list that moves while it is read whole', () => {
  const counted = (count: number, results: unknown[], next: string | null = null) => ({ count, next, results })
  /** Pages as they are asked for, reading after reading. */
  const inTurn = (...pages: unknown[]) => scriptedTransport({ '/services/': () => pages.shift() ?? null })
  const names = (list: { lines: ReadonlyMap<string, unknown> }) => [...list.lines.keys()].toSorted()

  test('a service that left draws the others up, and one is on no page: read again', async () => {
    const dora = inTurn(
      ...[counted(4, [line('gone', 9), line('a', 8)], 'more'), counted(3, [line('c', 6)])],
      ...[counted(3, [line('a', 8), line('b', 7)], 'more'), counted(3, [line('c', 6)])],
    )
    const list = await readServiceList(dora, ['35'], null, NOW)
    expect([names(list), list.whole, list.requests]).toEqual([['a', 'b', 'c'], true, 4])
  })

  test('a service saved before its page came went to the top: read again', async () => {
    const dora = inTurn(
      ...[counted(3, [line('a', 8), line('b', 7)], 'more'), counted(3, [line('b', 7)])],
      ...[counted(3, [line('c', 9), line('a', 8)], 'more'), counted(3, [line('b', 7)])],
    )
    const list = await readServiceList(dora, ['35'], null, NOW)
    expect([names(list), list.whole]).toEqual([['a', 'b', 'c'], true])
    expect(list.newest).toBe(Date.parse(at(9)))
  })

  test('a service that appeared hides none: read once', async () => {
    const dora = inTurn(counted(2, [line('a', 8)], 'more'), counted(3, [line('a', 8), line('b', 7)]))
    expect(await readServiceList(dora, ['35'], null, NOW)).toMatchObject({ whole: true, requests: 2 })
  })

  test('one that never holds still is taken as read last, and is not whole', async () => {
    const dora = inTurn(...Array.from({ length: 9 }, () => counted(5, [line('a', 8)])))
    expect(await readServiceList(dora, ['35'], null, NOW)).toMatchObject({ whole: false, requests: 3 })
  })
})

test('what moved: once each, at its latest date; without an instant only the newest date is looked at', async () => {
  const dora = listOf(page([line('a', 5), line('b', 4)], 'more'), page([line('a', 3), line('c', -2)], 'more'))
  const { read } = createMoved(dora, manualClock(at(10)))
  const moved = await read(Date.parse(at(0)), null)
  expect([...(moved?.services ?? [])]).toEqual([
    ['a', { date: at(5), structure: 'home' }],
    ['b', { date: at(4), structure: 'home' }],
    ['c', { date: at(-2), structure: 'home' }],
  ])
  expect(moved?.newest).toBe(Date.parse(at(5)))
  expect(dora.asked.at(-1)).toBe('/services/?page_size=500&page=2')
  expect(await read(null, null)).toMatchObject({ newest: Date.parse(at(5)) })
  expect(dora.asked.slice(2)).toEqual(['/services/?page_size=1&page=1'])
})

test('more than forty pages moved: reading structure by structure is as good; exactly forty are read', async () => {
  const pages = (count: number) =>
    Array.from({ length: count }, (_, n) => page([line(`s${n}`, 100 - n)], n === count - 1 ? null : 'more'))
  const moved = (count: number) =>
    createMoved(listOf(...pages(count)), manualClock(at(200))).read(Date.parse(at(0)), null)
  expect((await moved(40))?.services.size).toBe(40)
  expect(await moved(41)).toBeNull()
})

test('one reading serves a batch for ten minutes, where it reaches far enough back; a pass by itself asks anew', async () => {
  const clock = manualClock(at(0))
  const dora = listOf(page([line('a', -5), line('old', -11.5)], 'more'), page([line('older', -30)], 'more'))
  const { read, forget } = createMoved(dora, clock)
  const [early, late] = [Date.parse(at(-20)), Date.parse(at(-10))]
  const asks = async (since: number | null, batch: string | null) => {
    const before = dora.asked.length
    await read(since, batch)
    return dora.asked.length - before
  }
  expect(await asks(late, 'lot')).toBe(1)
  expect(await asks(late, 'lot')).toBe(0)
  expect(await asks(null, 'lot')).toBe(0)
  expect(await asks(late, null)).toBe(1)
  expect(await asks(late, 'autre')).toBe(1)
  expect(await asks(early, 'autre')).toBe(2)
  expect(await asks(late, 'autre')).toBe(0)
  clock.advance(10 * MINUTE - 1)
  expect(await asks(late, 'autre')).toBe(0)
  clock.advance(1)
  expect(await asks(late, 'autre')).toBe(1)
  forget()
  expect(await asks(late, 'autre')).toBe(1)
  // A reading without an instant says what is newest, and as far back as its page happened to go.
  forget()
  await read(null, 'autre')
  expect([await asks(late, 'autre'), await asks(early, 'autre')]).toEqual([0, 2])
})

test('a reading of what moved that failed is not kept for the batch', async () => {
  let fails = true
  const dora = scriptedTransport({
    '/services/': () => {
      if (fails) throw answered(500)
      return page([line('a', 5)])
    },
  })
  const { read } = createMoved(dora, manualClock(at(10)))
  await expect(read(Date.parse(at(0)), 'lot')).rejects.toMatchObject({ status: 500 })
  fails = false
  expect((await read(Date.parse(at(0)), 'lot'))?.services.size).toBe(1)
})

test('the services of a département: whole once a day, in between what moved, on top of what was known', async () => {
  const clock = manualClock(at(0))
  let pages = [page([line('a', -5), line('b', -6)])]
  const dora = scriptedTransport({ '/services/': ({ page }) => pages[Number(page) - 1] })
  const lines = createServiceLines(dora, '35', clock)
  const names = async () => (await lines.read()).map(({ name }) => name)
  expect(await names()).toEqual(['Atelier a', 'Atelier b'])
  clock.advance(10 * MINUTE - 1)
  await names()
  expect(dora.asked).toHaveLength(1)
  clock.advance(1)
  pages = [page([line('b', 5, { name: 'Renommé' }), line('old', -600)])]
  expect(await names()).toEqual(['Atelier a', 'Renommé'])
  expect(dora.asked.at(-1)).toContain('page_size=200')
  clock.advance(24 * 60 * MINUTE - 10 * MINUTE - 1)
  expect(await names()).toEqual(['Atelier a', 'Renommé'])
  expect(dora.asked.at(-1)).toContain('page_size=200')
  clock.advance(10 * MINUTE)
  expect(await names()).toEqual(['Renommé', 'Atelier old'])
  expect(dora.asked.at(-1)).toContain('page_size=500')
})

test('a département of which no date is known is read whole each time', async () => {
  const clock = manualClock(at(0))
  const dora = listOf(page([line('a', null)]))
  const lines = createServiceLines(dora, '35', clock)
  await lines.read()
  clock.advance(10 * MINUTE)
  await lines.read()
  expect(dora.asked).toEqual(Array(2).fill('/services/?page_size=500&page=1'))
})

test('what is kept is read once for all who ask at the same time; what failed, or is forgotten, is read again', async () => {
  let reads = 0
  const clock = manualClock(at(0))
  const kept = keptFor(1000, clock, async () => {
    reads += 1
    if (reads === 1) throw new Error('first')
    return reads
  })
  await expect(Promise.all([kept.read(), kept.read()])).rejects.toThrow('first')
  expect(reads).toBe(1)
  expect(await Promise.all([kept.read(), kept.read()])).toEqual([2, 2])
  clock.advance(999)
  expect(await kept.read()).toBe(2)
  clock.advance(1)
  expect(await kept.read()).toBe(3)
  kept.forget()
  expect(await kept.read()).toBe(4)
})
