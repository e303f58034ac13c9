import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { READERS } from './readers.ts'

/** What people and sites write, each phrase looked at by a person: the value is right, or there is none, or what is doubtful beside it is told. */
const rows = readFileSync(join(import.meta.dirname, 'readings.tsv'), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [reader: string, words: string, value: string, told: string])

test('as many phrases as readers could want', () => {
  expect(rows.length).toBeGreaterThan(1000)
  expect(new Set(rows.map(([reader]) => reader)).size).toBeGreaterThan(12)
})

describe.each([...new Set(rows.map(([reader]) => reader))])('%s', reader => {
  test.each(rows.filter(([of]) => of === reader).map(([, words, value, told]) => [words, value, told] as const))(
    '«%s» → %s',
    (words, value, told) => {
      const said = READERS[reader]?.(words)
      expect([said?.value, said?.told.join(' ')]).toEqual([value, told ?? ''])
    },
  )
})
