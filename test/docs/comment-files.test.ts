import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documents, prose, ROOT } from './markdown.ts'

const FOLDERS = ['src', 'jobs', 'test', 'bin', 'docs', 'config', 'mappings', 'scripts', 'examples']
const files = FOLDERS.filter(folder => existsSync(join(ROOT, folder))).flatMap(folder =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
)
const names = new Set(files.map(file => file.slice(file.lastIndexOf('/') + 1)))
/** Files of others, or made as the packages are installed, that comments may name. */
const ELSEWHERE = new Set(['pdf.js', 'dist/main.js'])

const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g
const FILE = /(?<![\w./@-])((?:[\w.-]+\/)*[\w.-]+\.(?:ts|md|yaml|sh|js))\b/g
const PLACE = /(?<![\w./@-])((?:src|docs|test|jobs|config|mappings|scripts)\/[\w./-]*[\w-])/g

function exists(path: string): boolean {
  if (ELSEWHERE.has(path) || existsSync(join(ROOT, path))) return true
  return path.includes('/') ? files.some(file => file.endsWith(`/${path}`)) : names.has(path)
}

/** What a text names and is not there. */
function missing(text: string): string[] {
  return [FILE, PLACE]
    .flatMap(pattern => [...text.matchAll(pattern)].map(([, path]) => path ?? ''))
    .filter(path => !exists(path))
}

test('a name of nothing is seen', () => {
  expect(missing('see src/app/gone.ts, gone.md and docs/gone')).toEqual([
    'src/app/gone.ts',
    'gone.md',
    'src/app/gone.ts',
    'docs/gone',
  ])
  expect(missing('see src/app/app.ts and docs/architecture.md')).toEqual([])
})

test('comments name only files that exist', () => {
  const wrong = files
    .filter(file => /^(src|jobs|test|bin)\/.*\.(ts|js)$/.test(file) && !file.endsWith('comment-files.test.ts'))
    .flatMap(file => {
      const comments = readFileSync(join(ROOT, file), 'utf8').match(COMMENT) ?? []
      return comments.flatMap(missing).map(path => `${file}: ${path}`)
    })
  expect(wrong).toEqual([])
})

test.each(documents())('%s names only sources that exist', file => {
  const named = [...prose(file).matchAll(/`((?:src|jobs|test)\/[\w./-]*[\w-])`/g)].map(([, path]) => path ?? '')
  expect(named.filter(path => !exists(path))).toEqual([])
})
