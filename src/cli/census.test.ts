import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { manualClock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { censusCommand } from './census.ts'

let ledger: Ledger
let said: string

beforeEach(async () => {
  said = ''
  const clock = manualClock('2026-11-24T13:30:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    said += String(chunk)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await ledger.close()
})

async function run(...words: string[]): Promise<string> {
  said = ''
  const dora = { url: 'https://api.dora.example.org', sandbox: null }
  const app = { ledger, dora, settings: {} } as unknown as App
  await censusCommand(work => work(app))
    .exitOverride()
    .parseAsync(words, { from: 'user' })
  return said
}

test('--doubles: two by two, with their addresses on DORA’s site, from the ledger alone', async () => {
  expect(await run('--doubles')).toBe('Rien ne semble être deux fois dans DORA.\n')
  const line = (slug: string) => ({
    slug,
    name: 'Vélo-école',
    status: 'PUBLISHED' as const,
    modificationDate: '2026-11-20T10:00:00+01:00',
    structure: `home-${slug}`,
    structureName: 'x',
    department: '35',
    city: 'Rennes',
    postalCode: '35000',
  })
  await ledger.census.services([line('a'), line('b')], true)
  expect(await run('--doubles')).toMatch(/service.*peut-être en double.*\n.*même nom, même lieu/)
  expect(said).toContain('https://dora.example.org/services/a')
  expect(said).toContain('https://dora.example.org/services/b')
  expect(JSON.parse(await run('--doubles', '--json'))).toMatchObject({ structures: [], services: [{ score: 0.9 }] })
})
