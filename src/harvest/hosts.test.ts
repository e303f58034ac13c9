import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { createHostBook } from './hosts.ts'

const start = () => {
  const clock = manualClock('2026-01-01T00:00:00Z')
  return { clock, book: createHostBook(clock) }
}

test('one host a name', () => {
  const { book } = start()
  const host = book.of('x.fr:443')
  expect(book.of('x.fr:443')).toBe(host)
  expect(book.of('x.fr:80')).not.toBe(host)
  expect([host.name, host.robots.size]).toEqual(['x.fr:443', 0])
})

test('a turn waits for what is left of the pause after the one before, failed or not', async () => {
  const { clock, book } = start()
  const host = book.of('x.fr:443')
  expect(await host.turn(1000, undefined, async () => 'un')).toBe('un')
  clock.advance(400)
  await expect(host.turn(500, undefined, async () => Promise.reject(new Error('non')))).rejects.toThrow('non')
  await host.turn(0, undefined, async () => {})
  await host.turn(0, undefined, async () => {})
  expect(clock.slept).toEqual([600, 500])
})

test('one turn at a time', async () => {
  const { book } = start()
  const host = book.of('x.fr:443')
  const order: string[] = []
  const slow = host.turn(0, undefined, async () => {
    order.push('un')
    await new Promise(setImmediate)
    order.push('un fini')
  })
  await Promise.all([slow, host.turn(0, undefined, async () => void order.push('deux'))])
  expect(order).toEqual(['un', 'un fini', 'deux'])
})

test('who is told to stop does not wait', async () => {
  const { clock, book } = start()
  const host = book.of('x.fr:443')
  await host.turn(1000, undefined, async () => {})
  await expect(host.turn(0, AbortSignal.abort(new Error('arrêt')), async () => {})).rejects.toThrow('arrêt')
  expect(clock.slept).toEqual([])
})

test('five failures in a row park it for five minutes, and never for more than an hour', () => {
  const { clock, book } = start()
  const { breaker } = book.of('x.fr:443')
  for (let failure = 1; failure < 5; failure += 1) breaker.failed()
  expect(breaker.parkedFor()).toBe(0)
  breaker.failed()
  expect(breaker.parkedFor()).toBe(5 * 60_000)
  for (let again = 0; again < 8; again += 1) {
    clock.advance(breaker.parkedFor())
    breaker.failed()
  }
  expect(breaker.parkedFor()).toBe(60 * 60_000)
})
