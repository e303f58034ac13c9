import { expect, test } from 'vitest'
import type { CoverageReport } from './report-contract.ts'
import { fromParts, inParts, type ReportPart } from './report-in-parts.ts'

const report = (items: number) =>
  ({
    date: '2026-11-29',
    todo: Array.from({ length: items }, (_, n) => ({ title: `Offre ${n}`, key: n % 2 === 0 ? null : `k${n}` })),
    figures: { share: Number.NaN, none: undefined },
    services: Array.from({ length: items + 3 }, (_, n) => ({ name: `Service ${n}` })),
    after: 'the lists',
  }) as unknown as CoverageReport

test.each([0, 1, 1200, 4100])('a report with lists of %d comes back the same, in the same order', async items => {
  const parts = [...inParts(report(items))]
  const back = await fromParts(parts)
  expect(back).toStrictEqual(report(items))
  expect(Object.keys(back)).toEqual(Object.keys(report(items)))
  expect(parts.length).toBe(1 + Math.ceil(items / 2000) + Math.ceil((items + 3) / 2000))
})

test('others have their turn between two parts', async () => {
  let turns = 0
  let over = false
  const turn = () => {
    turns += 1
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  const parts = [...inParts(report(9000))]
  await fromParts(parts)
  over = true
  expect(turns).toBeGreaterThanOrEqual(parts.length - 1)
})

test('what does not begin with its head, or has two, is no report', async () => {
  const [head, list] = inParts(report(1)) as unknown as [ReportPart, ReportPart]
  await expect(fromParts([])).rejects.toThrow(RangeError)
  await expect(fromParts([list, head])).rejects.toThrow(RangeError)
  await expect(fromParts([head, head])).rejects.toThrow(RangeError)
})
