import { expect, test } from 'vitest'
import { type Breaker, createBreaker } from './breaker.ts'
import { manualClock } from './clock.ts'

const POLICY = { threshold: 5, parkMs: 60_000, longestMs: 480_000 }

function fail(breaker: Breaker, times: number): void {
  for (let n = 0; n < times; n += 1) breaker.failed()
}

test('stays closed below the count, parks at it, and a success in between starts again', () => {
  const breaker = createBreaker(manualClock('2026-11-24T09:00:00Z'), POLICY)
  fail(breaker, 4)
  expect(breaker.parkedFor()).toBe(0)
  breaker.succeeded()
  fail(breaker, 4)
  expect(breaker.parkedFor()).toBe(0)
  breaker.failed()
  expect(breaker.parkedFor()).toBe(60_000)
})

test('the call that is let through decides: a success closes, a failure parks twice as long, up to the longest', () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const breaker = createBreaker(clock, POLICY)
  fail(breaker, 5)
  const parked: number[] = []
  for (let n = 0; n < 6; n += 1) {
    parked.push(breaker.parkedFor() / 60_000)
    clock.advance(breaker.parkedFor())
    expect(breaker.parkedFor()).toBe(0)
    breaker.failed()
  }
  expect(parked).toEqual([1, 2, 4, 8, 8, 8])
  clock.advance(480_000)
  breaker.succeeded()
  breaker.failed()
  expect(breaker.parkedFor()).toBe(0)
  fail(breaker, 4)
  expect(breaker.parkedFor()).toBe(60_000)
})

test('what fails while it is parked does not lengthen the wait', () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const breaker = createBreaker(clock, POLICY)
  fail(breaker, 5)
  clock.advance(30_000)
  breaker.failed()
  expect(breaker.parkedFor()).toBe(30_000)
})
