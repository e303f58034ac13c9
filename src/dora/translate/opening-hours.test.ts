import { expect, test } from 'vitest'
import { frenchHours } from './opening-hours.ts'

test.each([
  ['Mo-Fr', 'Lundi à vendredi'],
  ['Mo-Fr 09:00-12:30,13:30-17:00', 'Lundi à vendredi 9\u00A0h-12\u00A0h\u00A030, 13\u00A0h\u00A030-17\u00A0h'],
  ['Mo,We 14:00-18:00; Sa off', 'Lundi, mercredi 14\u00A0h-18\u00A0h\u00A0; samedi fermé'],
])('%s is said in French', (osm, french) => {
  expect(frenchHours(osm)).toBe(french)
})

test('what is beyond days and hours comes back as it was', () => {
  expect(frenchHours('week 1-20 Mo 09:00-12:00')).toBe('week 1-20 Mo 09:00-12:00')
})
