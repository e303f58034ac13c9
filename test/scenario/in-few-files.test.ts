import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { validRecord } from '../bench/records.ts'
import { ROOT } from '../docs/markdown.ts'

// The program that `npm ci` makes in few files (scripts/build.js): says what the sources say, and is left aside once anything moved.
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'few-files-'))
  for (const name of ['bin', 'config', 'jobs', 'mappings', 'package.json', 'scripts', 'src'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  // Known as YAML, and wrong: the line must be told all the same.
  appendFileSync(join(folder, 'config', 'sources', 'adie.yaml'), '\nunheard: 1\n')
  run('scripts/build.js')
  writeFileSync(join(folder, 'record.jsonl'), `${JSON.stringify({ ...validRecord(1), telephone: '02 99' })}\n`)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it says what the sources say', () => {
  expect(begins('start')).toBe('dist/main.js')
  expect(readFileSync(join(folder, 'dist', 'known-yaml.txt'), 'utf8').split('\n').length).toBeGreaterThan(50)
  const told = () => [said('validate', 'record.jsonl', '--json'), said('doctor'), said('completion', 'bash')]
  const inFewFiles = told()
  expect(inFewFiles.join('')).toContain('02 99')
  expect(inFewFiles.join('')).toMatch(/adie\.yaml, ligne \d+, unheard/)
  rmSync(join(folder, 'dist', 'made-of.json'))
  expect(begins('start')).toBe('src/cli/main.ts')
  expect(told()).toEqual(inFewFiles)
  run('scripts/build.js')
  expect(begins('start')).toBe('dist/main.js')
}, 120_000)

test('the help looks only at what itself is made of; that of one command comes from the sources', () => {
  expect([begins('--help'), begins(), begins('help')]).toEqual(['dist/main.js', 'dist/main.js', 'src/cli/main.ts'])
  const list = join(folder, 'dist', 'beginning-made-of.json')
  const files = JSON.parse(readFileSync(list, 'utf8')).map(([path]: [string]) => path)
  expect(files).toEqual(expect.arrayContaining(['src/cli/main.ts', 'src/cli/commands.ts', 'src/common/typeset.ts']))
  expect(files.length).toBeLessThan(30)
  const inFewFiles = said('--help')
  expect(inFewFiles).toContain('Tient à jour dans DORA')
  appendFileSync(join(folder, 'src', 'cli', 'say.ts'), '\n')
  expect([begins('--help'), begins()]).toEqual(['src/cli/main.ts', 'src/cli/main.ts'])
  expect(said('--help')).toBe(inFewFiles)
  run('scripts/build.js')
  expect(begins('--help')).toBe('dist/main.js')
}, 120_000)

test('once a source moved, even back to what it said, the sources run until it is made again', () => {
  const file = join(folder, 'src', 'common', 'typeset.ts')
  const before = readFileSync(file)
  appendFileSync(file, '\n// Another line.\n')
  expect(begins('start')).toBe('src/cli/main.ts')
  writeFileSync(file, before)
  expect(begins('start')).toBe('src/cli/main.ts')
  run('scripts/build.js')
  expect(begins('start')).toBe('dist/main.js')
  rmSync(file)
  expect(begins('start')).toBe('src/cli/main.ts')
  writeFileSync(file, before)
}, 120_000)

function run(...words: string[]): string {
  const env = { PATH: process.env.PATH, DORA_SYNC_DATA: join(folder, 'var') }
  return execFileSync(process.execPath, words, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What a command says, right or wrong. */
function said(...words: string[]): string {
  try {
    return run('bin/dora-sync.js', ...words)
  } catch (error) {
    return String(Object(error).stdout)
  }
}

/** The file that a command begins with, from the folder. */
function begins(command?: string): string {
  const ask = `const { programOf } = await import('./bin/built.js')
    process.stdout.write(programOf(${JSON.stringify(pathToFileURL(join(folder, 'bin', 'x.js')).href)}, process.argv[1]))`
  const address = run('--input-type=module', '--eval', ask, ...(command === undefined ? [] : ['--', command]))
  return address.slice(pathToFileURL(folder).href.length + 1)
}
