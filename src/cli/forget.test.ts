import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { forgetCommand } from './forget.ts'

let ledger: Ledger
const newId = sequentialIds()
const clock = manualClock('2026-11-24T13:30:00Z')

beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock })
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await ledger.close()
})

const teach = (source: string, state: 'taught' | 'withdrawn') =>
  ledger.taughtSources.add({
    source,
    config: 'c',
    mapping: 'm',
    lesson: JSON.stringify({ source, partner: 'cafe' }),
    state,
    note: '',
    by: 'Camille',
  })
function forget(source: string, sources: { id: string; enabled: boolean }[], inFiles: string[] = []): Promise<unknown> {
  const read = sources.map(each => ({ config: { ...each, partner: 'cafe' } }))
  const app = { ledger, clock, newId, sources: read, inFiles: new Set(inFiles) } as unknown as App
  return forgetCommand(work => work(app))
    .exitOverride()
    .parseAsync([source, '--by', 'Noa'], { from: 'user' })
}
async function contacts() {
  return (await ledger.people.contacts()).map(({ name }) => name)
}

test('a source that was withdrawn is forgotten with its partner’s contacts, unless the partner has another one', async () => {
  await ledger.people.addContact({ partner: 'cafe', email: 'a@example.org', name: 'Ada', createdBy: 'G' })
  await ledger.sources.ask('ateliers', 'Camille')
  await teach('ateliers', 'taught')
  await teach('ateliers', 'withdrawn')
  await forget('ateliers', [{ id: 'autre', enabled: true }])
  expect(await contacts()).toEqual(['Ada'])
  await forget('ateliers', [{ id: 'autre', enabled: false }])
  expect(await contacts()).toEqual([])
})

test('a source that is still read is told how to be stopped, taught or in a file', async () => {
  const read = [{ id: 'ateliers', enabled: true }]
  await expect(forget('ateliers', read, ['ateliers'])).rejects.toThrow(/: écrire « enabled: false »/)
  await teach('ateliers', 'taught')
  await expect(forget('ateliers', read)).rejects.toThrow(/: la retirer depuis sa page du portail, puis recommencer/)
  await expect(forget('ateliers', read, ['ateliers'])).rejects.toThrow(/portail, écrire « enabled: false »/)
})
