import { expect, test } from 'vitest'
import { nextVersion } from './next-version.ts'

test('the first is one; a number that somebody took meanwhile is asked for again', async () => {
  const taken = new Set<number>()
  const add = async (version: number) => !taken.has(version) && taken.add(version) !== undefined
  expect(await nextVersion(async () => null, add)).toBe(1)
  // Read just before another took two: three it is.
  const read = [1, 2]
  taken.add(2)
  expect(await nextVersion(async () => read.shift(), add)).toBe(3)
  expect([...taken]).toEqual([1, 2, 3])
})
