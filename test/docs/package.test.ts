import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT } from './markdown.ts'

// What `npm pack` makes, as CONTRIBUTING.md tells before a version: only what is needed, and it runs from below node_modules.
const Packed = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
])
let folder: string
let packed: z.infer<typeof Packed>[0]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'))
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  ;[packed] = Packed.parse(JSON.parse(said))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the package carries the program, its configuration and its examples, and nothing else', () => {
  const paths = packed.files.map(({ path }) => path)
  const top = new Set(paths.map(path => path.split('/')[0]))
  expect([...top].sort()).toEqual(
    [
      ...['.env.example', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
      ...['bin', 'config', 'docs', 'jobs', 'mappings', 'src'],
    ].sort(),
  )
  // What the README shows; npm adds the README of each folder.
  expect(paths.filter(path => path.startsWith('docs/')).sort()).toEqual(['docs/README.md', 'docs/images/rapport.png'])
  expect(
    paths.filter(path => /\.test\.ts$|\.contract\.ts$|golden\.json$|\.env$|\.sqlite|(^|\/)var\//.test(path)),
  ).toEqual([])
  expect(paths).toContain('src/cli/main.ts')
  // Bytes, of which 0.5 MB are the communes of France. Some more than it weighs today: something large got in.
  expect(packed.size).toBeLessThan(2_500_000)
})

test('installed below node_modules, where Node strips no types, it runs', () => {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'dora-sync'), { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', join(modules, 'dora-sync')])
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
  const checked = execFileSync(process.execPath, [join(modules, 'dora-sync', 'bin', 'dora-sync.js'), 'doctor'], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  })
  expect(checked).toContain('sont lisibles')
}, 120_000)
