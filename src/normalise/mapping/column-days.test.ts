import { expect, test } from 'vitest'
import { dayOf, daysOf, isNoHours } from './column-days.ts'

test.each([
  ['Horaires du lundi', 'lundi'],
  ['openingHours.monday', 'lundi'],
  ['openingHoursMonday', 'lundi'],
  ['horaires_mar', 'mardi'],
  ['Horaires', null],
  ['du lundi au mardi', null],
  ['lundis', null],
])('the field «%s» says %s', (name, day) => {
  expect(dayOf(name)).toBe(day)
})

test('fields are those of days when each says one, and together several', () => {
  expect([...(daysOf(['lundi matin', 'lundi soir', 'mardi']) ?? [])]).toEqual([
    ['lundi matin', 'lundi'],
    ['lundi soir', 'lundi'],
    ['mardi', 'mardi'],
  ])
  expect(daysOf(['lundi matin', 'lundi soir'])).toBeNull()
  expect(daysOf(['lundi', 'mardi', 'horaires'])).toBeNull()
})

test('what stands where there are no hours', () => {
  for (const words of ['', '-', ' -- ', 'x', '.', 'na', 'N.A.', 'n.a', 'Néant', 'aucun', 'non'])
    expect([words, isNoHours(words)]).toEqual([words, true])
  for (const words of ['9h-12h', 'fermé', 'nan', 'non communiqué', 'a'])
    expect([words, isNoHours(words)]).toEqual([words, false])
})
