import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { exportFeedCommand } from '../../src/cli/export-feed.ts'
import { inviteCommand } from '../../src/cli/invite.ts'
import { readSettings } from '../../src/config/settings.ts'
import { seedOffer } from './seed.ts'

let folder: string
let app: App
let printed: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-commands-'))
  app = await openApp(
    readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0', PUBLIC_URL: 'https://portail.example/' }),
  )
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await app.close()
  await rm(folder, { recursive: true, force: true })
})
const withThis = <T>(work: (app: App) => Promise<T>) => work(app)

test('invite: a one-time link for an account, a personal link for a partner’s contact, at the public address', async () => {
  await inviteCommand(withThis).parseAsync(['Camille@Example.org', '--name', 'Camille', '--role', 'gestionnaire'], {
    from: 'user',
  })
  expect(printed).toMatch(/^https:\/\/portail\.example\/connexion\/lien\/[\w-]{43}\nValable jusqu’au /)
  const person = await app.ledger.db
    .selectFrom('people' as never)
    .selectAll()
    .execute()
  expect(person).toMatchObject([
    { email: 'camille@example.org', role: 'gestionnaire', created_by: 'ligne de commande' },
  ])
  printed = ''
  const partner = app.convention.partners[0]?.id ?? ''
  await inviteCommand(withThis).parseAsync(
    ['a@b.fr', '--name', 'Al', '--role', 'partenaire', '--partner', partner, '--json'],
    { from: 'user' },
  )
  expect(JSON.parse(printed).url).toMatch(/^https:\/\/portail\.example\/p\//)
})

test.each([
  [['pas une adresse', '--name', 'Al', '--role', 'ddets'], 'n’est pas une adresse'],
  [['a@b.fr', '--name', 'A', '--role', 'ddets'], '--name'],
  [['a@b.fr', '--name', 'Al', '--role', 'partenaire', '--partner', 'nobody'], 'partenaire inconnu'],
])('invite %j says what is wrong', async (args, message) => {
  await expect(inviteCommand(withThis).exitOverride().parseAsync(args, { from: 'user' })).rejects.toThrow(message)
})

test('export-feed: the four files, complete', async () => {
  const source = app.sources[0]?.config.id ?? ''
  await seedOffer(app.ledger, { source, key: 'k', name: 'Hors de DORA' })
  await seedOffer(app.ledger, { source, key: 'p', name: 'Publiée', slug: 'p' })
  await exportFeedCommand(withThis).parseAsync(['--out', folder, '--json'], { from: 'user' })
  expect(JSON.parse(printed).services).toBe(1)
  const services = JSON.parse(await readFile(join(folder, 'services.json'), 'utf8')) as { nom: string }[]
  expect(services.map(service => service.nom)).toEqual(['Hors de DORA'])
  expect(await readFile(join(folder, 'structures.csv'), 'utf8')).toContain('Structure d’essai')
})
