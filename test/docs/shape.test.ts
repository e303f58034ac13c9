import { expect, test } from 'vitest'
import { firstMissing } from './shape.ts'

test.each([
  ['the same', 'a\nb\n', 'a\nb\n', null],
  ['another number is the same shape', '12 345 offres', '7 offres', null],
  ['no-break spaces', 'État : proposé', 'État\u00A0: proposé', null],
  ['something inside a line', 'Plan … fini', 'Plan 1a2b fini', null],
  ['lines left out', 'a\n…\nz', 'a\nb\nc\nz', null],
  ['nothing left out', 'a\n…\nz', 'a\nz', null],
  ['the end left out', 'a\n…', 'a\nb', null],
  ['a line that is not there', 'a\n…\ny', 'a\nb\nz', 'y'],
  ['another order', 'b\na', 'a\nb', 'b'],
  ['more than is shown', 'a', 'a\nb', '(nothing more; the output goes on with: b)'],
  ['less than is shown', 'a\nb', 'a', 'b'],
  ['another word', 'État : appliqué', 'État : proposé', 'État : appliqué'],
])('%s', (_, shown, output, missing) => {
  expect(firstMissing(shown, output)).toBe(missing)
})
