import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../../src/cli/commands.ts'
import { readSettings, SETTING_NAMES } from '../../src/config/settings.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

/** Every assignment of `.env.example`, those that are commented out too. */
function example(): Record<string, string> {
  const lines = [...read('.env.example').matchAll(/^#?([A-Z_]+)=(.*)$/gm)]
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]))
}

test('.env.example names every setting, none that does not exist, each with a value that is accepted', () => {
  expect(Object.keys(example()).sort()).toEqual([...SETTING_NAMES].sort())
  expect(Object.keys(readSettings(example())).sort()).toEqual([...SETTING_NAMES].sort())
})

test('what .env.example shows commented out is the default, where there is one', () => {
  const defaults = readSettings({}) as Record<string, unknown>
  for (const [, name = '', value] of read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm))
    if (defaults[name] !== undefined)
      expect([name, readSettings({ [name]: value })]).toEqual([name, { ...defaults, [name]: defaults[name] }])
})

test('a shell, and a reader that keeps quotes as Docker does, get the same settings from a filled .env', () => {
  const filled = read('.env.example').replaceAll(/^#(?=[A-Z_]+=)/gm, '')
  const script = `set -eu; set -a; eval "$1"; set +a; exec "$2" -p 'JSON.stringify(process.env)'`
  const printed = execFileSync('sh', ['-c', script, 'sh', filled, process.execPath], { env: {}, encoding: 'utf8' })
  expect(readSettings(JSON.parse(printed))).toEqual(readSettings(example()))
})

interface Service {
  command?: string[]
  environment?: Record<string, unknown>
  ports?: string[]
  stop_grace_period?: string
  deploy?: { replicas: number }
}
const services = (parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> }).services

test('the compose file: five kinds of process, two workers, settings that exist, a Redis that forgets nothing', () => {
  expect(Object.keys(services).sort()).toEqual(['migrate', 'postgres', 'redis', 'scheduler', 'web', 'worker'])
  expect(services.worker?.deploy?.replicas).toBe(2)
  for (const name of ['migrate', 'web', 'worker', 'scheduler']) {
    // What .env may say of the machine itself stays outside of the containers.
    const inside = { HOST: '0.0.0.0', PORT: 8535, HEALTH_PORT: 9464, DORA_SYNC_DATA: '/data' }
    expect(services[name]?.environment).toMatchObject(inside)
    const service = services[name]
    expect(Object.keys(COMMANDS)).toContain(service?.command?.[0])
    for (const variable of Object.keys(service?.environment ?? {})) expect(SETTING_NAMES).toContain(variable)
    const grace = Number(service?.environment?.STOP_GRACE)
    expect(Number.parseInt(service?.stop_grace_period ?? '', 10)).toBeGreaterThan(grace + 5)
  }
  expect(services.redis?.command?.join(' ')).toMatch(/--appendonly yes.*--maxmemory-policy noeviction/)
  // Figures and the queue's own port are for the inside only.
  expect(Object.values(services).flatMap(service => service.ports ?? [])).toEqual([
    expect.stringMatching(/^127\.0\.0\.1:\$\{PORT:-8535\}:8535$/),
  ])
})

test('the Procfile starts commands that exist', () => {
  const commands = [...read('Procfile').matchAll(/dora-sync\.js (\w+)$/gm)].map(([, command]) => command)
  expect(commands).toEqual(['migrate', 'web', 'worker', 'scheduler'])
  for (const command of commands) expect(Object.keys(COMMANDS)).toContain(command)
})

test('the image: copies that exist, not root, a health check, node as process 1', () => {
  const dockerfile = read('Dockerfile')
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last).toMatch(/^HEALTHCHECK /m)
  expect(last).toMatch(/^ENTRYPOINT \["node", "bin\/dora-sync\.js"\]$/m)
  const context = read('.dockerignore').split('\n')
  expect(context[1]).toBe('*')
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '))
  for (const path of copied) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true)
  // Nothing else enters the build: neither a secret nor a ledger.
  expect(context.flatMap(line => (line.startsWith('!') ? [line.slice(1)] : [])).sort()).toEqual(
    [...new Set(copied)].sort(),
  )
})

test('every base image can be given with its digest', () => {
  const dockerfile = read('Dockerfile')
  const froms = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
  expect(froms).toHaveLength(2)
  for (const from of froms) expect(from).toMatch(/^\$\{NODE_IMAGE\}$/)
  for (const name of ['NODE_IMAGE', 'REDIS_IMAGE', 'POSTGRES_IMAGE'])
    expect(read('compose.yaml')).toMatch(new RegExp(`\\$\\{${name}:-[a-z]+:\\d+-bookworm`))
  // A «syntax» line would have the builder fetch one more image, which nobody pins.
  expect(dockerfile).not.toMatch(/^#\s*syntax=/m)
})

test('the check of the image is a script that bash can read', () => {
  execFileSync('bash', ['-n', fileURLToPath(new URL('../../scripts/image-check.sh', import.meta.url))])
})
