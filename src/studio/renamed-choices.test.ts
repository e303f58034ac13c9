import { expect, test } from 'vitest'
import { type Choices, NOTHING_CHOSEN } from './choices.ts'
import { renamedChoices } from './renamed-choices.ts'

const FREE = { frais: { kind: 'constant', value: 'gratuit' } } as const
const CHOICES: Choices = { ...NOTHING_CHOSEN, offers: { Lundi: FREE, Mardi: {} }, out: ['Jeudi'] }
const offers = (...names: string[]) => names.map((name, at) => ({ key: `k${at}`, name }))

test('answers for one offer, and offers left out, follow the names that are read now', () => {
  const after = renamedChoices(CHOICES, offers('Lundi', 'Mardi', 'Jeudi'), offers('Couture', 'Mardi', 'Vélo'))
  expect(after).toEqual({ ...CHOICES, offers: { Couture: FREE, Mardi: {} }, out: ['Vélo'] })
  expect(renamedChoices(after, offers('Couture', 'Mardi', 'Vélo'), offers('Lundi', 'Mardi', 'Jeudi'))).toEqual(CHOICES)
})

test('two offers that swap names swap what was said of them', () => {
  expect(renamedChoices(CHOICES, offers('Lundi', 'Mardi'), offers('Mardi', 'Lundi')).offers).toEqual({
    Mardi: FREE,
    Lundi: {},
  })
})

test('a name that several have, before or now, is nobody’s: nothing said of one is said of the other', () => {
  expect(renamedChoices(CHOICES, offers('Lundi', 'Mardi'), offers('Atelier', 'Atelier'))).toBe(CHOICES)
  expect(renamedChoices(CHOICES, offers('Lundi', 'Lundi'), offers('Couture', 'Vélo'))).toBe(CHOICES)
})

test('an offer that is read no more keeps what was said of it', () => {
  expect(renamedChoices(CHOICES, offers('Lundi', 'Mardi'), offers('Lundi'))).toBe(CHOICES)
})
