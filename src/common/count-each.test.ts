import { expect, test } from 'vitest'
import { countEach } from './count-each.ts'

test('things are counted, each once', () => {
  expect([...countEach(['a', 'b', 'a'])]).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})
