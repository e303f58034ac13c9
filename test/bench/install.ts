/**
 * What an installation of the product takes: `node test/bench/install.ts`. `npm pack`, then `npm install --omit=dev` of it in an empty folder.
 * Needs the package registry. Prints one JSON line: megabytes (of a million bytes) of all files but the runtime's, and the ten heaviest packages.
 */
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const RUNTIME = /^node-(?:bin-)?(?:darwin|linux|win)-/
const folder = mkdtempSync(join(tmpdir(), 'dora-sync-install-'))
try {
  const npm = (cwd: string, ...words: string[]) =>
    execFileSync('npm', words, { cwd, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }).trim()
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const archive = npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder)
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  npm(folder, 'install', '--omit=dev', '--no-audit', '--no-fund', `./${archive}`)
  const modules = join(folder, 'node_modules')
  const packages = readdirSync(modules)
    .flatMap(name => (name.startsWith('@') ? readdirSync(join(modules, name)).map(each => `${name}/${each}`) : [name]))
    .map(name => ({ name, bytes: bytesIn(join(modules, name)) }))
    .sort((a, b) => b.bytes - a.bytes)
  const ours = packages.filter(({ name }) => !RUNTIME.test(name))
  const total = ours.reduce((sum, { bytes }) => sum + bytes, 0)
  const heaviest = ours.slice(0, 10).map(({ name, bytes }) => `${name} ${megabytes(bytes)}`)
  process.stdout.write(`${JSON.stringify({ mb: megabytes(total), packages: ours.length, heaviest })}\n`)
} finally {
  rmSync(folder, { recursive: true })
}

function bytesIn(path: string): number {
  const about = lstatSync(path)
  if (!about.isDirectory()) return about.size
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10
}
