import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { doctorCommand } from './doctor.ts'

let sandbox: Sandbox
let exitCode: typeof process.exitCode
beforeEach(async () => {
  exitCode = process.exitCode
  sandbox = await startSandbox()
})
afterEach(async () => {
  process.exitCode = exitCode
  await sandbox.close()
})

async function run(env: Record<string, string>, ...flags: string[]): Promise<string> {
  let printed = ''
  const out = (text: string): void => {
    printed += text
  }
  await doctorCommand({ out, env }).parseAsync(flags, { from: 'user' })
  return printed
}

test('a right account: each line says so, exit code untouched', async () => {
  const text = await run({ DORA_URL: sandbox.url, DORA_TOKEN: sandbox.tokens.gestionnaire35 })
  expect(text).toContain('Bon         Le compte est gestionnaire (35).')
  expect(text).not.toContain('À corriger')
  expect(process.exitCode).toBe(exitCode)
})

test('a wrong token: said with its mend, never shown, exit code 1', async () => {
  const text = await run({ DORA_URL: sandbox.url, DORA_TOKEN: 'secret-mal-recopie' })
  expect(text).toContain('À corriger')
  expect(text).toContain('→ Vérifier DORA_TOKEN')
  expect(text).not.toContain('secret-mal-recopie')
  expect(process.exitCode).toBe(1)
})

test('without DORA it says that the stand-in is used; --json is for machines', async () => {
  const checks = JSON.parse(await run({}, '--json')) as { id: string; state: string }[]
  expect(checks).toContainEqual(expect.objectContaining({ id: 'adresse', state: 'a-savoir' }))
})

test('a token without an address is to be mended, not taken for the stand-in', async () => {
  const text = await run({ DORA_TOKEN: 'secret-mal-recopie' })
  expect(text).toContain('À corriger  DORA_TOKEN est donné sans DORA_URL')
  expect(text).not.toContain('secret-mal-recopie')
  expect(process.exitCode).toBe(1)
})

test('sample pages towards a DORA that the public sees are to be mended', async () => {
  const text = await run({ DORA_URL: 'http://dora.invalid/', DORA_TOKEN: 'x', DORA_SYNC_SITES: 'samples' })
  expect(text).toContain('À corriger  DORA_SYNC_SITES=samples fait lire des pages d’exemple')
})
