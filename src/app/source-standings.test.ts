import { expect, test } from 'vitest'
import { isLateInReport } from './source-standings.ts'

const WEEK_MS = 7 * 86_400_000
const now = new Date('2026-11-24T09:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString()
const source = { rests: null, standing: 'failed', lastSuccess: ago(0), rhythmMs: WEEK_MS } as const

test('a source whose passes fail is late in the report once two of its turns went by without a success', () => {
  expect(isLateInReport({ ...source, lastSuccess: ago(2 * WEEK_MS) }, now)).toBe(false)
  expect(isLateInReport({ ...source, lastSuccess: ago(2 * WEEK_MS + 1) }, now)).toBe(true)
  expect(isLateInReport({ ...source, lastSuccess: null }, now)).toBe(true)
  expect(isLateInReport({ ...source, lastSuccess: null, rhythmMs: null }, now)).toBe(false)
})

test('a missed date and an old success are late, what is held or unread is not, nor is anything at rest', () => {
  for (const standing of ['missed', 'late'] as const) expect(isLateInReport({ ...source, standing }, now)).toBe(true)
  for (const standing of ['held', 'unread', 'good'] as const)
    expect(isLateInReport({ ...source, standing, lastSuccess: null }, now)).toBe(false)
  expect(isLateInReport({ ...source, rests: 'paused', standing: 'late', lastSuccess: null }, now)).toBe(false)
})
