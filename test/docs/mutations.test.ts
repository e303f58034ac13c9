import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NAMED_FAULTS } from '../bench/named-faults.ts'
import { MUTATIONS } from '../bench/sync-mutations-list.ts'
import { ROOT } from './markdown.ts'

test('each fault that the mutation run puts in still names a line of the code', () => {
  const all = [...MUTATIONS, ...NAMED_FAULTS]
  expect(all.length).toBeGreaterThan(60)
  const gone = all.filter(({ file, old }) => !readFileSync(join(ROOT, file), 'utf8').includes(old))
  expect(gone.map(({ file, rule }) => `${file}: ${rule}`)).toEqual([])
})

test('each of the fourteen named faults names a test that is there', () => {
  expect(NAMED_FAULTS).toHaveLength(14)
  const gone = NAMED_FAULTS.filter(
    ({ breaks, tests }) => !tests.some(file => readFileSync(join(ROOT, file), 'utf8').includes(`test('${breaks}'`)),
  )
  expect(gone.map(({ rule }) => rule)).toEqual([])
})
