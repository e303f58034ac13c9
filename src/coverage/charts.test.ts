import { expect, test } from 'vitest'
import { trendSvg } from './charts.ts'

test('a curve of few counts has whole marks, and thousands are written as in French', () => {
  const marks = (values: (number | null)[]) =>
    [...trendSvg(values.map((value, at) => ({ label: `m${at}`, value }))).matchAll(/<text[^>]*>([^<]*)</g)].map(
      ([, text]) => text,
    )
  expect(marks([0, 1]).filter(text => /[.,]/.test(text ?? ''))).toEqual([])
  expect(marks([0, null, 624_670])).toContain('624 670')
})
