import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings } from '../config/settings.ts'
import { openLedger } from '../ledger/open.ts'
import { openApp } from './open-app.ts'
import { keepApart, samplesRefusal } from './which-dora.ts'

const REAL = 'https://api.dora.example/'
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dora-sync-which-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test.each([
  ['samples', REAL, true],
  ['samples', 'http://127.0.0.1:4000', false],
  ['samples', undefined, false],
  ['live', REAL, false],
  [undefined, REAL, false],
] as const)('sites %s towards %s: refused, %s', (DORA_SYNC_SITES, DORA_URL, refused) => {
  expect(samplesRefusal({ DORA_SYNC_SITES, DORA_URL }) !== null).toBe(refused)
})

test('the program does not start on sample pages towards a real DORA, and says what to change', async () => {
  const settings = readSettings({
    DORA_SYNC_DATA: data,
    DORA_SYNC_SITES: 'samples',
    DORA_URL: REAL,
    DORA_TOKEN: 'jeton',
    LOG_LEVEL: 'silent',
  })
  await expect(openApp(settings)).rejects.toThrow(/pages d’exemple.*inventées.*Retirer DORA_SYNC_SITES/)
})

async function open(DORA_URL: string | undefined): Promise<void> {
  const ledger = await openLedger({ path: join(data, 'ledger.sqlite') })
  try {
    await keepApart({ DORA_URL, DORA_SYNC_SITES: undefined, DATABASE_URL: undefined }, ledger.keys, data)
  } finally {
    await ledger.close()
  }
}

test('a demonstration’s ledger never serves a real DORA; that of a real one never serves a demonstration', async () => {
  await open(undefined)
  await open('http://127.0.0.1:4000')
  await expect(open(REAL)).rejects.toThrow(/a servi à une démonstration.*DORA_SYNC_DATA/)
})

test('a real DORA’s ledger opens again for it alone', async () => {
  await open(REAL)
  await open('https://api.dora-other-name.example/')
  await expect(open(undefined)).rejects.toThrow(/celui du vrai DORA.*DORA_URL et DORA_TOKEN/)
})

test('a ledger older than this note is known by the stand-in beside it', async () => {
  writeFileSync(join(data, 'dora-essai.bin'), '')
  await expect(open(REAL)).rejects.toThrow(/a servi à une démonstration/)
})
