import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../src/app/metrics.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { readSettings, SETTING_NAMES } from '../../src/config/settings.ts'
import { type Block, blocks, ROOT, read } from './markdown.ts'

// Blocks of the operator's guide that need a machine of their own (Docker, systemd, Prometheus): what they name is what we ship.
// scripts/image-check.sh builds and runs the image and the fleet for real, where there is Docker.
const GUIDE = 'docs/exploitation.md'
const shown = (info: string): Block[] => blocks(GUIDE).filter(block => block.info === info)

/** One command a line: continued lines joined, comments and redirections off, quoted words whole. */
const commands = shown('sh docker').flatMap(({ text }) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map(line => line.replace(/\s#.*$/, '').replace(/\s[<>]\s\S+/g, ''))
    .filter(line => line.trim() !== '')
    .map(line => (line.match(/"(?:\\.|[^"])*"|\S+/g) ?? []).map(word => word.replace(/^"|"$/g, ''))),
)
const called = (...words: string[]) =>
  commands
    .filter(command => words.every((word, at) => command[at] === word))
    .map(command => command.slice(words.length))

/** Options that take a value, as `docker --help` says; the others stand alone. An option in neither list is a mistake. */
const VALUED = '-t --build-arg -f --name --restart --stop-timeout --tmpfs --cap-drop --env-file -e -p -v --scale'.split(
  ' ',
)
const ALONE = '-d --read-only --build -T'.split(' ')

function understood(words: readonly string[]): { options: [string, string][]; rest: string[] } {
  const options: [string, string][] = []
  let at = 0
  for (; words[at]?.startsWith('-'); at += 1) {
    const name = words[at] ?? ''
    expect([...VALUED, ...ALONE]).toContain(name)
    if (VALUED.includes(name)) at += 1
    options.push([name, VALUED.includes(name) ? (words[at] ?? '') : ''])
  }
  return { options, rest: words.slice(at) }
}
const given = (options: readonly [string, string][], name: string) =>
  options.flatMap(([option, value]) => (option === name ? [value] : []))

const dockerfile = read('Dockerfile')
const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, { image?: string; environment?: Record<string, string> }>
}

test('docker: what is built is what is run, with options that exist, settings that exist, our port and our volume', () => {
  const tags = called('docker', 'build').map(words => {
    // `.` comes last, after the options.
    const { options, rest } = understood(words)
    expect(rest).toEqual(['.'])
    for (const argument of given(options, '--build-arg'))
      expect(dockerfile).toMatch(new RegExp(`^ARG ${argument.split('=')[0]}=`, 'm'))
    return given(options, '-t')[0]
  })
  expect(new Set(tags)).toEqual(new Set([compose.services.web?.image]))
  const runs = called('docker', 'run').map(understood)
  expect(runs.length).toBeGreaterThan(0)
  for (const { options, rest } of runs) {
    expect(tags).toContain(rest[0])
    for (const setting of given(options, '-e')) expect(SETTING_NAMES).toContain(setting.split('=')[0])
    readSettings(Object.fromEntries(given(options, '-e').map(setting => setting.split('='))))
    for (const port of given(options, '-p'))
      expect(dockerfile).toMatch(new RegExp(`^EXPOSE ${port.split(':').at(-1)}$`, 'm'))
    for (const volume of given(options, '-v'))
      expect(dockerfile).toMatch(new RegExp(`^VOLUME ${volume.split(':')[1]}$`, 'm'))
    expect(Number(given(options, '--stop-timeout')[0])).toBeGreaterThan(readSettings({}).STOP_GRACE + 5)
    for (const file of given(options, '--env-file')) expect(existsSync(join(ROOT, `${file}.example`))).toBe(true)
  }
  const pulled = called('docker', 'pull').flat()
  for (const image of pulled) expect(dockerfile).toContain(`ARG NODE_IMAGE=${image}\n`)
  const names = runs.flatMap(({ options }) => given(options, '--name'))
  for (const words of called('docker', 'exec')) expect(names).toContain(words[0])
  for (const words of called('docker', 'cp')) expect(names).toContain(words[0]?.split(':')[0])
  // Nothing was left out above.
  const known = ['build', 'run', 'pull', 'exec', 'cp', 'compose']
  for (const [program, verb = ''] of commands)
    expect(program === 'cp' || known.includes(verb), `${program} ${verb}`).toBe(true)
})

test('docker compose: services and options that exist, the user and the base of Postgres as in compose.yaml', () => {
  const seen = called('docker', 'compose')
  expect(seen.length).toBeGreaterThan(2)
  for (const [verb, ...words] of seen) {
    expect(['up', 'exec']).toContain(verb)
    const { options, rest } = understood(words)
    for (const scale of given(options, '--scale')) expect(Object.keys(compose.services)).toContain(scale.split('=')[0])
    if (verb === 'up') expect(rest.every(name => name in compose.services)).toBe(true)
    else {
      const [service = '', program, ...asked] = rest
      expect(Object.keys(compose.services)).toContain(service)
      expect(['pg_dump', 'pg_restore']).toContain(program)
      const environment = compose.services[service]?.environment ?? {}
      expect(asked).toContain(`--username=${environment.POSTGRES_USER}`)
      const base = environment.POSTGRES_DB
      expect(asked.includes(`${base}`) || asked.includes(`--dbname=${base}`)).toBe(true)
    }
  }
})

test('the script in the docker blocks for the copy of SQLite is the one that is run without Docker', () => {
  const script = (text: string) => /vacuum into '[^']*copie\.sqlite'/.exec(text)?.[0]
  const [docker] = called('docker', 'exec')
  expect(docker?.slice(1, 3)).toEqual(['node', '-e'])
  expect(script(docker?.[3] ?? '')).toBe(`vacuum into '/data/copie.sqlite'`)
  expect(shown('sh essai').filter(({ text }) => script(text) !== undefined)).toHaveLength(1)
})

test('the systemd unit: a command that exists, time to stop, its data folder alone can be written', () => {
  const [block] = shown('ini')
  const unit = Object.fromEntries(
    [...(block?.text ?? '').matchAll(/^([A-Za-z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
  const [node, program = '', command] = (unit.ExecStart ?? '').split(' ')
  expect(node).toMatch(/^\//)
  expect(existsSync(join(ROOT, program))).toBe(true)
  expect(Object.keys(COMMANDS)).toContain(command)
  expect(Number(unit.TimeoutStopSec)).toBeGreaterThan(readSettings({}).STOP_GRACE + 5)
  expect(unit.EnvironmentFile).toBe(`${unit.WorkingDirectory}/.env`)
  expect(unit.ReadWritePaths).toBe(`${unit.WorkingDirectory}/${readSettings({}).DORA_SYNC_DATA}`)
  expect(unit.ProtectSystem).toBe('strict')
  // systemd's own opinion where it is installed, of a unit whose program and account exist on this machine.
  if (!existsSync('/usr/bin/systemd-analyze')) return
  const folder = mkdtempSync(join(tmpdir(), 'unit-'))
  try {
    const path = join(folder, 'dora-sync.service')
    const here = (block?.text ?? '').replace('/usr/bin/node', process.execPath).replace('User=dora-sync', 'User=root')
    writeFileSync(path, here)
    const said = execFileSync('sh', ['-c', 'systemd-analyze verify "$1" 2>&1 || true', 'sh', path], {
      encoding: 'utf8',
    })
    // Only of this unit: other units of the machine are not ours.
    expect(said.split('\n').filter(line => line.includes('dora-sync'))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the Prometheus rules name figures that /metrics gives', async () => {
  const metrics = createMetrics({
    sources: ['adie'],
    conditions: async () => [],
    runner: {
      state: async () => ({ paused: false, waiting: 0, running: 0, later: 0, dead: 1 }),
      nextRuns: async () => [],
    },
    dependencies: [],
  })
  const told = await metrics.text()
  const rules = shown('yaml')
    .filter(({ text }) => /^- alert:/m.test(text))
    .flatMap(({ text }) => parse(text) as { alert: string; expr: string }[])
  expect(rules.length).toBeGreaterThan(1)
  for (const { alert, expr } of rules) {
    expect(alert).toMatch(/^[A-Z][A-Za-z]+$/)
    const [name] = /\b[a-z]+(?:_[a-z]+)+\b/.exec(expr) ?? []
    expect(told, expr).toContain(`# TYPE ${name} `)
    const [label] = /\{[^}]*\}/.exec(expr) ?? []
    if (label !== undefined) expect(told, expr).toContain(`${name}${label} `)
  }
})
