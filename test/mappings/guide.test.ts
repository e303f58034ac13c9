import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { squeeze } from '../../src/common/text.ts'
import { connectors } from '../../src/harvest/connectors/index.ts'
import { TRANSFORMS } from '../../src/normalise/transforms/registry.ts'
import { ROOT } from './harvest-sample.ts'

const guide = readFileSync(join(ROOT, 'docs', 'mapping.md'), 'utf8')
/** «`path`», an empty line, then the block that is this file. */
const FILE = /^`((?:config|mappings)\/[^`<]+)`\n\n```\w+\n([\s\S]*?)^```$/gm

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'guide-'))
  cpSync(join(ROOT, 'config'), join(home, 'config'), { recursive: true })
  mkdirSync(join(home, 'mappings'))
  cpSync(join(ROOT, 'mappings', 'lexique.yaml'), join(home, 'mappings', 'lexique.yaml'))
  for (const [, path = '', content = ''] of guide.matchAll(FILE)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), content)
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function checkSource(): Promise<{ stdout: string }> {
  const script = `import { checkSourceCommand } from ${JSON.stringify(join(ROOT, 'src', 'cli', 'check-source.ts'))}
await checkSourceCommand().parseAsync(['node', 'check-source', 'cafe-des-familles'])`
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, DORA_SYNC_CONFIG: join(home, 'config'), DORA_SYNC_MAPPINGS: join(home, 'mappings') },
  })
}

test('the guide’s three files, written as they stand, give what the guide says', async () => {
  expect([...guide.matchAll(FILE)].map(([, path]) => path)).toEqual([
    'config/sources/cafe-des-familles.yaml',
    'mappings/cafe-des-familles/sample/index.html',
    'mappings/cafe-des-familles/mapping.yaml',
  ])
  const { stdout } = await checkSource()
  const promised = /On doit lire[\s\S]*?```text\n([\s\S]*?)```/.exec(guide)?.[1]?.trim().split('\n') ?? []
  expect(promised).toHaveLength(5)
  const told = stdout.split('\n').map(squeeze)
  for (const line of promised) expect(told).toContain(squeeze(line))
})

test('the mistake shown in the guide is told as the guide says', async () => {
  const path = join(home, 'mappings', 'cafe-des-familles', 'mapping.yaml')
  const right = readFileSync(path, 'utf8')
  writeFileSync(path, right.replace('      telephone:', '      telefone:'))
  const promised = /`(mappings\/cafe-des-familles\/mapping\.yaml, ligne [^`]+)`/.exec(guide)?.[1] ?? ''
  const failure = await checkSource().then(
    () => '',
    (error: { stderr: string }) => error.stderr,
  )
  writeFileSync(path, right)
  expect(squeeze(failure)).toContain(squeeze(promised))
})

test('the guide names every step and every form of source', () => {
  for (const name of TRANSFORMS.keys()) expect(guide).toContain(`\`${name}\``)
  for (const kind of connectors.keys()) expect(guide).toContain(`\`${kind}\``)
})
