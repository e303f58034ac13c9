import { expect, test } from 'vitest'
import { departmentShares } from './department-shares.ts'

const amount = (id: string, state: number, department: number | null = null) => ({ id, state, department })
const shares = (department: number, ...amounts: ReturnType<typeof amount>[]) =>
  Object.fromEntries(departmentShares({ department }, amounts))

test('as the text gives them; the rest of the fiche as the State’s, so that all add up to the fiche', () => {
  expect(shares(90, amount('a', 60), amount('b', 30))).toEqual({ a: 60, b: 30 })
  // 100 of which 30 are said of one: the other has the 70 that remain, not what its part of the State’s would be.
  expect(shares(100, amount('a', 60, 30), amount('b', 40))).toEqual({ a: 30, b: 70 })
  expect(shares(100, amount('a', 60, 30), amount('b', 40, 70))).toEqual({ a: 30, b: 70 })
})

test('no cent is lost: three equal parts of 100 €', () => {
  const found = shares(100, amount('a', 5), amount('b', 5), amount('c', 5))
  expect(found).toEqual({ a: 33.33, b: 33.34, c: 33.33 })
})

test('of a fiche that the State does not pay, nothing is lost either', () => {
  expect(shares(30, amount('a', 0))).toEqual({ a: 30 })
  expect(shares(30, amount('a', 0), amount('b', 0))).toEqual({ a: 15, b: 15 })
  expect(shares(10, amount('a', 5, 30), amount('b', 5))).toEqual({ a: 30, b: 0 })
  expect(shares(10)).toEqual({})
})
