import { expect, test } from 'vitest'
import { overAlready } from './over-already.ts'

const TODAY = '2026-11-30'
test('a last day that is past is refused, in the words it was typed with or not; today and later are not', () => {
  for (const fin of ['01/01/2020', '2020-01-01', '29/11/2026'])
    expect(overAlready({ fin }, TODAY).fin).toMatch(/^Date de fin.: le (1.?er.janvier.2020|29.novembre.2026) est passé/)
  for (const fin of ['30/11/2026', '01/01/2027', '', 'fin juin']) expect(overAlready({ fin }, TODAY)).toEqual({})
  expect(overAlready({}, TODAY)).toEqual({})
})
