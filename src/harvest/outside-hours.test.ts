import { expect, test } from 'vitest'
import type { Outcome } from './connector.ts'
import { outsideHours } from './outside-hours.ts'

const failed = (code: string): Outcome => ({ state: 'failed', code, message: '', whose: 'configuration', documents: 0 })

test('only a reading that failed because of the hour', () => {
  expect(outsideHours(failed('hors-fenetre'))).toBe(true)
  expect(outsideHours(failed('injoignable'))).toBe(false)
  expect(outsideHours({ state: 'complete', documents: 1 })).toBe(false)
  expect(outsideHours({ ...failed('hors-fenetre'), state: 'partial' } as unknown as Outcome)).toBe(false)
  expect(outsideHours(null)).toBe(false)
})
