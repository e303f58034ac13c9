import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readSettings, SETTING_NAMES } from '../../src/config/settings.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const commandLine = read('src/cli/main.ts')

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
    if (defaults[name] !== undefined) expect([name, value]).toEqual([name, String(defaults[name])])
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
    const service = services[name]
    expect(commandLine).toContain(`${service?.command?.[0]}Command()`)
    for (const variable of Object.keys(service?.environment ?? {})) expect(SETTING_NAMES).toContain(variable)
    const grace = Number(service?.environment?.STOP_GRACE)
    expect(Number.parseInt(service?.stop_grace_period ?? '', 10)).toBeGreaterThan(grace + 5)
  }
  expect(services.redis?.command?.join(' ')).toMatch(/--appendonly yes.*--maxmemory-policy noeviction/)
  // Figures and the queue's own port are for the inside only.
  expect(Object.values(services).flatMap(service => service.ports ?? [])).toEqual(['127.0.0.1:8535:8535'])
})

test('the Procfile starts commands that exist', () => {
  const commands = [...read('Procfile').matchAll(/dora-sync\.js (\w+)$/gm)].map(([, command]) => command)
  expect(commands).toEqual(['migrate', 'web', 'worker', 'scheduler'])
  for (const command of commands) expect(commandLine).toContain(`${command}Command()`)
})

test('the image: copies that exist, not root, a health check, node as process 1', () => {
  const dockerfile = read('Dockerfile')
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last).toMatch(/^HEALTHCHECK /m)
  expect(last).toMatch(/^ENTRYPOINT \["node", "bin\/dora-sync\.js"\]$/m)
  const ignored = read('.dockerignore').split('\n')
  for (const [, from = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
    for (const path of from.split(' ')) {
      expect(() => readFileSync(new URL(`../../${path}`, import.meta.url))).not.toThrow(/ENOENT/)
      expect(ignored).not.toContain(path)
    }
})
