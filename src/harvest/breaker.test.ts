import { expect, test } from 'vitest'
import { admit, type Breaker, CLOSED, OPEN_AFTER, settle } from './breaker.ts'

const MINUTE = 60_000
function fail(breaker: Breaker, times: number, now = 0): Breaker {
  let at = breaker
  for (let n = 0; n < times; n += 1) at = settle(at, false, now)
  return at
}

test('stays closed below the count, opens at it, and a success in between starts again', () => {
  expect(fail(CLOSED, OPEN_AFTER - 1)).toEqual({ state: 'closed', failures: OPEN_AFTER - 1 })
  expect(fail(CLOSED, OPEN_AFTER)).toMatchObject({ state: 'open', until: 5 * MINUTE })
  const recovered = settle(fail(CLOSED, OPEN_AFTER - 1), true, 0)
  expect(fail(recovered, OPEN_AFTER - 1).state).toBe('closed')
})

test('open: nothing passes before its instant, one request at it', () => {
  const open = fail(CLOSED, OPEN_AFTER)
  expect(admit(open, 5 * MINUTE - 1)).toEqual({ pass: false, breaker: open })
  expect(admit(open, 5 * MINUTE)).toMatchObject({ pass: true, breaker: { state: 'trying' } })
})

test('the trial decides: success closes, failure parks twice as long, up to an hour', () => {
  const trying = admit(fail(CLOSED, OPEN_AFTER), 5 * MINUTE).breaker
  expect(settle(trying, true, 0)).toEqual(CLOSED)
  let breaker = trying
  const parked: number[] = []
  for (let n = 0; n < 6; n += 1) {
    breaker = settle(breaker, false, 0)
    if (breaker.state === 'open') parked.push(breaker.parkedMs / MINUTE)
    breaker = admit(breaker, 1e12).breaker
  }
  expect(parked).toEqual([10, 20, 40, 60, 60, 60])
})
