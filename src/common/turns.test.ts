import { expect, test } from 'vitest'
import { turns } from './turns.ts'

test('those who came together are let through in order, and what else is to be done has its turn between two', async () => {
  const turn = turns()
  const seen: string[] = []
  let over = false
  const others = () => {
    seen.push('other')
    if (!over) setImmediate(others)
  }
  await Promise.all(
    ['a', 'b', 'c'].map(async name => {
      await turn()
      seen.push(name)
      if (name === 'a') others()
    }),
  )
  over = true
  expect(seen.filter(each => each !== 'other')).toEqual(['a', 'b', 'c'])
  const [, second, third] = ['a', 'b', 'c'].map(each => seen.indexOf(each)) as [number, number, number]
  expect(seen.slice(0, second)).toContain('other')
  expect(seen.slice(second, third)).toContain('other')
})
