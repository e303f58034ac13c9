import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { sampleSiret, startSandbox } from '../sandbox/index.ts'
import { folderSandbox, holdAlone, type ReachedSandbox } from './folder-sandbox.ts'

let folder: string
let starts: number
let opened: ReachedSandbox[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-sandbox-'))
  starts = 0
  opened = []
})
afterEach(async () => {
  for (const sandbox of opened) await sandbox.close().catch(() => undefined)
  rmSync(folder, { recursive: true })
})

const clock = manualClock('2026-11-24T12:00:00Z')
async function open(): Promise<ReachedSandbox> {
  const start = (file: string) => {
    starts += 1
    return startSandbox({ file, seed: 'empty' })
  }
  const sandbox = await folderSandbox(folder, start, clock)
  opened.push(sandbox)
  return sandbox
}
let made = 800
const post = (sandbox: ReachedSandbox, name: string) =>
  fetch(`${sandbox.url}/structures/`, {
    method: 'POST',
    headers: { authorization: `Token ${sandbox.token('35')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, siret: sampleSiret(String(made++)), cityCode: '35238' }),
  })
const names = async (sandbox: ReachedSandbox) => {
  const answer = await fetch(`${sandbox.url}/structures/`, {
    headers: { authorization: `Token ${sandbox.token('35')}` },
  })
  return ((await answer.json()) as { name: string }[]).map(({ name }) => name)
}

test('a second process speaks to the stand-in of the first; what both wrote is there when both are gone', async () => {
  const first = await open()
  const second = await open()
  expect([second.url, starts]).toEqual([first.url, 1])
  expect((await post(first, 'Un')).status).toBe(201)
  expect((await post(second, 'Deux')).status).toBe(201)
  await second.close()
  expect(await names(first)).toEqual(expect.arrayContaining(['Un', 'Deux']))
  await first.close()
  expect(readdirSync(folder).sort()).toEqual(['dora-essai.bin', 'dora-essai.lock'])
  const third = await open()
  expect(starts).toBe(2)
  expect(await names(third)).toEqual(expect.arrayContaining(['Un', 'Deux']))
})

test('what this process asked is its log, when the stand-in is another’s', async () => {
  await open()
  const second = await open()
  second.onTry({ method: 'GET', path: '/structures/', status: 200, ms: 1, tried: 1, date: null })
  second.onTry({ method: 'POST', path: '/services/', status: 201, ms: 1, tried: 1, date: null })
  second.onTry({ method: 'PATCH', path: '/services/x/', status: null, ms: 1, tried: 1, date: null })
  expect(second.log().map(({ method, write, committed }) => [method, write, committed])).toEqual([
    ['GET', false, false],
    ['POST', true, true],
    ['PATCH', true, false],
  ])
})

test('what a killed process left is no obstacle', async () => {
  writeFileSync(join(folder, 'dora-essai.json'), JSON.stringify({ pid: 4_000_000, url: 'http://127.0.0.1:1' }))
  await open()
  expect(starts).toBe(1)
})

test('a process that holds the folder and does not answer is named', async () => {
  const release = holdAlone(join(folder, 'dora-essai.lock'))
  expect(release).not.toBeNull()
  writeFileSync(join(folder, 'dora-essai.json'), JSON.stringify({ pid: 4242, url: 'http://127.0.0.1:1' }))
  await expect(open()).rejects.toThrow(/Un autre dora-sync \(processus 4242\).*DORA_SYNC_DATA/)
  release?.()
  await open()
  expect(starts).toBe(1)
})

test('a start that fails gives the folder back', async () => {
  const broken = folderSandbox(folder, () => Promise.reject(new Error('no port')), clock)
  await expect(broken).rejects.toThrow('no port')
  await open()
  expect(starts).toBe(1)
})
