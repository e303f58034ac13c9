import { rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { runnables } from './markdown.ts'
import { firstMissing } from './shape.ts'
import { type Desk, openClone, run } from './shell.ts'

// The operator's guide, typed from top to bottom as it stands, in a clone where nothing is installed: real npm, real Postgres, a DORA at
// an address with a token. What needs Docker, systemd or Prometheus is in deployment.test.ts.
const BASE = 'postgres://dora_sync:mot-de-passe@127.0.0.1:5432/dora_sync'
const RESTORED = `${BASE}_restauree`

let sandbox: Sandbox
let postgres: PostgresServer
let desk: Desk
/** What stands in the guide for addresses of the reader's own. */
let addresses: [string, string][]
beforeAll(async () => {
  ;[sandbox, postgres] = await Promise.all([startSandbox({ quotaPerMinute: 10_000 }), startPostgres()])
  addresses = [
    [RESTORED, await postgres.database()],
    [BASE, await postgres.database()],
  ]
  const clone = openClone({
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'samples',
    PORT: '0',
    HEALTH_PORT: '0',
  })
  desk = { ...clone, env: { ...clone.env, PATH: `${postgres.programs}${delimiter}${clone.env.PATH}` } }
}, 180_000)
afterAll(async () => {
  await Promise.all([sandbox.close(), postgres.stop()])
  rmSync(desk.folder, { recursive: true, force: true })
}, 60_000)

for (const block of runnables('docs/exploitation.md'))
  test(`line ${block.line}: ${block.text.trim().split('\n')[0]}`, async () => {
    const text = addresses.reduce((typed, [shown, real]) => typed.replaceAll(shown, real), block.text)
    const ran = await run(text, desk, block.endless ? { when: 'Ctrl-C' } : undefined)
    // npx ends as Ctrl-C ends a program, whatever the program it started said.
    if (block.endless) expect(ran.stderr).toContain('Arrêt demandé')
    else expect(ran.code, ran.stderr).toBe(0)
    if (block.expected !== null) expect(firstMissing(block.expected, ran.stdout), ran.stdout).toBe(null)
  }, 300_000)
