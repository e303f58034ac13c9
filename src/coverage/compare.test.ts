import { expect, test } from 'vitest'
import { convention, geography, input } from '../../test/coverage/small-departement.ts'
import { compareReports } from './compare.ts'
import type { CoverageInput } from './input.ts'
import { coverageReport } from './report.ts'

const report = (over: Partial<CoverageInput> = {}) => coverageReport({ ...input, ...over }, geography)
const census = { taken: '2030-06-30', structures: 0, orphans: 0, services: [], months: [] }

test('two reports of one convention, counted alike, have nothing to be said of', () => {
  const { notes, lines, deserts_new } = compareReports(report({ offers: [] }), report())
  expect(notes).toEqual([])
  expect(lines.length).toBeGreaterThan(0)
  expect(deserts_new).toEqual([])
})

test('of two conventions one id may be two actions: no action is said to have moved', () => {
  const next = { ...convention, title: 'La suivante', period: { start: '2031-01-01', end: '2031-12-31' } }
  const { notes, lines } = compareReports(report({ offers: [] }), report({ convention: next }))
  expect(notes).toEqual([expect.stringContaining('sous deux conventions')])
  expect(lines).toEqual([])
  const corrected = { ...convention, title: 'Mieux dit' }
  expect(compareReports(report(), report({ convention: corrected })).notes).toEqual([])
})

test('what only the first census counted fills no desert; an EPCI that is gone has none filled either', () => {
  const { notes, indicators, deserts_filled, deserts_new } = compareReports(report({ offers: [] }), report({ census }))
  expect(notes).toEqual([expect.stringContaining('ne se comparent pas')])
  expect([deserts_filled, deserts_new]).toEqual([[], []])
  expect(indicators.map(({ id }) => id)).not.toContain('sans-service-sur-place')
  const alike = compareReports(report({ offers: [] }), report())
  expect(alike.indicators.map(({ id }) => id)).toContain('sans-service-sur-place')
  const fewer = { ...report(), areas: report().areas.filter(({ name }) => name !== 'Bourg'), deserts: [] }
  const filled = compareReports(report({ offers: [] }), fewer).deserts_filled
  expect(new Set(filled.map(({ area }) => area))).toEqual(new Set(['Aval']))
})
