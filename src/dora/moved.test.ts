import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { createMoved } from './moved.ts'
import type { SafeTransport } from './transport.ts'

const NOW = '2026-11-29T08:00:00.000Z'
const ago = (minutes: number) => Date.parse(NOW) - minutes * 60_000
/** One service a minute, the latest first. */
function listOf(services: number, clock = manualClock(NOW)) {
  const pages: string[] = []
  const transport: SafeTransport = {
    async get(_, query) {
      const [size, page] = [Number(query?.page_size), Number(query?.page)]
      pages.push(`${page} of ${size}`)
      const all = Array.from({ length: services }, (_, n) => ({
        slug: `s${n}`,
        modificationDate: new Date(ago(n)).toISOString(),
        structure: 'home',
      }))
      return { next: page * size < services ? 'more' : null, results: all.slice((page - 1) * size, page * size) }
    },
    options: async () => null,
  }
  return { pages, clock, moved: createMoved(transport, clock) }
}

test('one reading serves those who ask for earlier changes, as far as its page went', async () => {
  const { moved, pages } = listOf(2000)
  const asked = [5, 300, 490].map(minutes => moved.read(ago(minutes), 'a'))
  for (const each of await Promise.all(asked)) expect(each?.services.get('s299')).toMatchObject({ structure: 'home' })
  expect(pages).toEqual(['1 of 500'])
  expect((await moved.read(ago(700), 'a'))?.services.has('s700')).toBe(true)
  expect(pages).toEqual(['1 of 500', '1 of 500', '2 of 500'])
  await moved.read(ago(400), 'a')
  expect(pages).toHaveLength(3)
})

test('a list that was read to its end says all; another batch, and whoever asks alone, read again', async () => {
  const { moved, pages, clock } = listOf(20)
  await moved.read(ago(5), 'a')
  await moved.read(ago(100_000), 'a')
  expect(pages).toHaveLength(1)
  await moved.read(ago(5), 'b')
  await moved.read(ago(5), null)
  expect(pages).toHaveLength(3)
  clock.advance(10 * 60_000)
  await moved.read(ago(5), 'b')
  expect(pages).toHaveLength(4)
})

test('of those with the date of the oldest one that was met, others may follow: who asks that far reads again', async () => {
  const { moved, pages } = listOf(2000)
  await moved.read(ago(5), 'a')
  await moved.read(ago(498) + 1, 'a')
  expect(pages).toEqual(['1 of 500'])
  await moved.read(ago(498), 'a')
  expect(pages).toEqual(['1 of 500', '1 of 500', '2 of 500'])
})
