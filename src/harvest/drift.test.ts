import { describe, expect, test } from 'vitest'
import { type DriftInput, driftOf, type FieldCount } from './drift.ts'

const input = (over: Partial<DriftInput> = {}): DriftInput => ({
  offers: 10,
  known: 10,
  fields: new Map(),
  minimum: null,
  maximum: null,
  ...over,
})
const field = (seen: number, filled: number, required = false): FieldCount => ({ seen, filled, required })
const names = (over: Partial<DriftInput>) => driftOf(input(over)).map(broken => broken.name)

describe('required fields', () => {
  test.each([
    [10, 10, []],
    [10, 5, []],
    [10, 4, ['champ:nom']],
    [1, 0, ['champ:nom']],
    [0, 0, []],
  ])('seen %i, filled %i', (seen, filled, broken) => {
    expect(names({ fields: new Map([['nom', field(seen, filled, true)]]) })).toEqual(broken)
  })

  test('an optional field may always be missing', () => {
    expect(names({ fields: new Map([['frais', field(10, 0)]]) })).toEqual([])
  })
})

describe('number of offers', () => {
  test.each([
    [0, 0, []],
    [0, 1, ['nombre-d-offres']],
    [1, 3, []],
    [1, 4, ['nombre-d-offres']],
    [2, 4, []],
    [4, 10, ['nombre-d-offres']],
    [5, 10, []],
    [50, 10, []],
    [51, 10, ['nombre-d-offres']],
    [30, 2, []],
    [500, 0, []],
  ])('%i read, %i known', (offers, known, broken) => {
    expect(names({ offers, known })).toEqual(broken)
  })

  test('the bounds of the mapping hold from the first harvest on', () => {
    expect(names({ offers: 2, known: 0, minimum: 3 })).toEqual(['nombre-d-offres'])
    expect(names({ offers: 3, known: 0, minimum: 3 })).toEqual([])
    expect(names({ offers: 9, known: 0, maximum: 8 })).toEqual(['nombre-d-offres'])
  })
})

test('each broken expectation carries its figures and a French sentence', () => {
  const [count] = driftOf(input({ offers: 1, known: 12 }))
  expect(count).toEqual({
    name: 'nombre-d-offres',
    expected: 'environ 12 offres',
    seen: '1 offre',
    message: '1 offre lue seulement, pour 12 connues.',
  })
  const [missing] = driftOf(input({ fields: new Map([['nom', field(12, 2, true)]]) }))
  expect(missing?.message).toBe(
    'Le champ « Nom » n’a été trouvé que 2 fois sur 12 : la page a sans doute changé de forme.',
  )
})
