import { expect, test } from 'vitest'
import { barsSvg, moneySvg, trendSvg } from './charts.ts'
import { marksTo, widthOf, wrapped } from './svg-parts.ts'

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
const trend = (values: (number | null)[]) => trendSvg(values.map((value, at) => ({ label: `m${at}`, value })))

test('a curve of few counts has whole marks, and thousands are written as in French', () => {
  expect(texts(trend([0, 1])).filter(text => /[.,]/.test(text ?? ''))).toEqual([])
  expect(texts(trend([0, null, 624_670]))).toContain('624 670')
})

test('marks are whole, go from 0 past the largest value, and are five or so', () => {
  for (const most of [0, 0.4, 1, 2, 7, 13, 99, 100, 101, 1234, 624_670, 7_654_321]) {
    const marks = marksTo(most)
    expect(marks[0]).toBe(0)
    expect(marks.at(-1)).toBeGreaterThanOrEqual(most)
    expect(marks.every(Number.isInteger)).toBe(true)
    expect(marks.length).toBeGreaterThan(1)
    expect(marks.length).toBeLessThan(8)
  }
})

test('a month without a report is no fall, and a curve of nothing is drawn', () => {
  expect(trend([10, null, 10]).match(/stroke="var\(--accent[^>]*/)?.[0]).toBeDefined()
  expect(trend([10, null, 10]).match(/<circle/g)).toHaveLength(2)
  for (const nothing of [[], [null], [0]]) expect(trend(nothing)).not.toContain('NaN')
})

test('values that would stand over each other are not all written, the last one always', () => {
  const written = texts(trend(Array.from({ length: 30 }, (_, at) => 100_000 + at)))
  expect(written).toContain('100 029')
  expect(written.filter(text => text?.startsWith('100 0')).length).toBeLessThan(11)
})

test('a label stands beside the curve, not over it', () => {
  // What the State pays, month by month: a rise steeper than half a label is wide.
  const values = [0, 115_000, 168_000, 269_000, 284_000, 311_043, 311_043, 326_043, null, 431_043, 442_670, 475_170]
  for (const points of [values, values.toReversed()]) {
    const svg = trend(points)
    const [, path = ''] = /<path d="M([^"]*)"[^>]*stroke="var\(--accent/.exec(svg) ?? []
    const curve = path.split('L').map(spot => spot.split(' ').map(Number) as [number, number])
    const labels = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</g)]
      .map(([, x, y, anchor, text = '']) => ({ x: Number(x), y: Number(y), anchor, wide: widthOf(text) }))
      .filter(({ x, y }) => x > 70 && y < 206)
    expect(labels.length).toBeGreaterThan(3)
    for (const { x, y, anchor, wide } of labels) {
      const left = x - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0)
      for (let at = left; at <= left + wide; at += 1)
        for (const [n, [x2, y2]] of curve.entries()) {
          const [x1, y1] = curve[n - 1] ?? [x2, y2]
          if (n === 0 || at < x1 || at > x2) continue
          const line = y1 + ((y2 - y1) * (at - x1)) / (x2 - x1)
          expect(Math.abs(line - y), `the label at ${x}, ${y}`).toBeGreaterThan(5)
        }
    }
  }
})

test('bars are as long as their values say, and their labels are cut between words and escaped', () => {
  const svg = barsSvg([
    { label: 'Choisir un métier & préparer une formation', value: 200 },
    { label: 'Mobilité', value: 100 },
    { label: 'Numérique', value: 0 },
  ])
  const lengths = [...svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, length]) => Number(length))
  expect(lengths).toHaveLength(2)
  expect(lengths[0]).toBeCloseTo(2 * (lengths[1] ?? 0), 0)
  expect(texts(svg).slice(0, 3)).toEqual(['Choisir un métier &amp;', 'préparer une formation', '200'])
  expect(wrapped('un mot-vraiment-plus-long-que-la-place ici', 60)).toEqual([
    'un',
    'mot-vraiment-plus-long-que-la-place',
    'ici',
  ])
  expect(widthOf('1 234')).toBeLessThan(48)
})

test('the money of a fiche is in four parts that patterns tell apart; an empty part draws nothing', () => {
  const fiche = (money: Record<string, number>) => ({ number: 1, title: '', money }) as never
  const svg = moneySvg([fiche({ referenced: 10, partial: 0, missing: 20, without_offer: 30, total: 60 })])
  const rects = svg.match(/<rect[^>]*>/g) ?? []
  expect(rects).toHaveLength(4 + 3)
  expect(rects.filter(rect => rect.includes('stroke-dasharray'))).toHaveLength(2)
  expect(texts(svg)).toContain('60 €')
})
