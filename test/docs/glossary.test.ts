import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fold } from '../../src/common/text.ts'
import { ROOT } from './markdown.ts'

const sources = (...folders: string[]) =>
  folders
    .flatMap(folder =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map(name => readFileSync(join(ROOT, folder, name), 'utf8')),
    )
    .join('\n')

const rows = [...readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8').matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(
  ([, code = '', french = '']) => ({ code, french: french.trim() }),
)

test('each word of the glossary is in use: in the code, and in French on the pages', () => {
  expect(rows.length).toBeGreaterThan(25)
  const code = sources('src', 'jobs')
  const pages = fold(sources('src/portal', 'src/coverage', 'src/normalise'))
  expect(rows.filter(row => !new RegExp(`\\b${row.code}s?\\b`, 'i').test(code)).map(row => row.code)).toEqual([])
  expect(
    rows.filter(row => row.french !== '–' && !new RegExp(`\\b${fold(row.french)}`).test(pages)).map(row => row.french),
  ).toEqual([])
})

test('one name for one thing: no word stands for two', () => {
  const french = rows.map(row => row.french).filter(word => word !== '–')
  expect(new Set(french).size).toBe(french.length)
  expect(new Set(rows.map(row => row.code)).size).toBe(rows.length)
})
