import { expect, test } from 'vitest'
import { isDay } from './is-day.ts'

test.each(['2026-11-29', '2024-02-29'])('%s is a day', text => expect(isDay(text)).toBe(true))
test.each(['', '2026-02-29', '2026-02-31', '2026-99-99', '2026-00-10', '29/11/2026', '2026-11-29T10:00', '2026-1-1'])(
  '«%s» is none',
  text => expect(isDay(text)).toBe(false),
)
