import { expect, test } from 'vitest'
import type { CoverageReport } from './report-contract.ts'
import { fromParts, inParts, type ReportPart } from './report-in-parts.ts'

const report = (items: number) =>
  ({
    date: '2026-11-29',
    todo: Array.from({ length: items }, (_, n) => ({ title: `Offre ${n}`, key: n % 2 === 0 ? null : `k${n}` })),
    figures: { share: Number.NaN, none: undefined },
    services: Array.from({ length: items + 3 }, (_, n) => ({ name: `Service ${n}`, partner: `p${n % 7}`, lines: [] })),
    after: 'the lists',
  }) as unknown as CoverageReport

test.each([0, 1, 450, 1200])('a report with lists of %d comes back the same, in the same order', items => {
  const parts = [...inParts(report(items))]
  const back = fromParts(parts)
  expect({ ...back, todo: [...back.todo], services: [...back.services] }).toStrictEqual(report(items))
  expect(JSON.stringify(back)).toBe(JSON.stringify(report(items)))
  expect(parts.length).toBe(1 + Math.ceil(items / 500) + Math.ceil((items + 3) / 500))
})

test('what does not begin with its head, or has two, is no report', () => {
  const [head, list] = inParts(report(1)) as unknown as [ReportPart, ReportPart]
  expect(() => fromParts([])).toThrow(RangeError)
  expect(() => fromParts([list, head])).toThrow(RangeError)
  expect(() => fromParts([head, head])).toThrow(RangeError)
})
