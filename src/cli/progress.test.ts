import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

function heard() {
  const lines: string[] = []
  const stream = { isTTY: false, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream
  return { lines, progress: createProgress(stream) }
}

test('steps with a name are lines, one each', () => {
  const { lines, progress } = heard()
  progress.start('Sources', 2)
  progress.step('pems')
  progress.step('osee', 'succeeded')
  expect(lines).toEqual([
    expect.stringMatching(/^Sources 1\/2\s: pems\n$/),
    expect.stringMatching(/^Sources 2\/2\s: osee – \S/),
  ])
})

test('steps without a name are told by tenths, and the last is', () => {
  const { lines, progress } = heard()
  progress.start('Services', 1234)
  for (let step = 0; step < 1234; step += 1) progress.step('')
  expect(lines).toHaveLength(10)
  expect(lines[0]).toBe('Services 124/1234\n')
  expect(lines.at(-1)).toBe('Services 1234/1234\n')
})
