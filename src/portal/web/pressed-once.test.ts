import { expect, test } from 'vitest'
import { pressedOnce } from './pressed-once.ts'

test('a second press joins the first; a later one, or another button, begins anew', async () => {
  const press = pressedOnce<number>()
  let begun = 0
  const gate = Promise.withResolvers<void>()
  const work = async () => {
    begun += 1
    const mine = begun
    await gate.promise
    return mine
  }
  const [first, second, other] = [press('a', work), press('a', work), press('b', work)]
  gate.resolve()
  expect(await Promise.all([first, second, other])).toEqual([1, 1, 2])
  expect(await press('a', work)).toBe(3)
})

test('work that failed is told to both presses, and can be tried again', async () => {
  const press = pressedOnce<string>()
  const fail = () => Promise.reject(new Error('non'))
  const both = await Promise.allSettled([press('a', fail), press('a', async () => 'oui')])
  expect(both.map(each => each.status)).toEqual(['rejected', 'rejected'])
  expect(await press('a', async () => 'oui')).toBe('oui')
})
