import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { frenchCount } from '../../common/french.ts'
import { RETENTION_DAYS } from '../../config/retention.ts'
import { legalPage, privacyPage } from './legal.ts'

test('the privacy page tells the durations that the purge goes by', async () => {
  const page = String(await privacyPage({ publisher: null, director: null, host: null, contact: 'a@example.org' }))
  for (const kept of [
    'documents',
    'history',
    'removedContacts',
    'closedAccounts',
    'statements',
    'retiredOffers',
    'drafts',
  ] as const)
    expect(page).toContain(frenchCount(RETENTION_DAYS[kept], 'jour'))
})

test('what a person keeps with their account is told, and goes when it goes', async () => {
  const page = String(await privacyPage({ publisher: null, director: null, host: null, contact: 'a@example.org' }))
  expect(page.replace(/<[^>]+>/g, ' ')).toMatch(/Recherches d’offres[^|]*puis 396 jour/)
})

test('what the installation says of itself is shown, and what it does not say is not made up', async () => {
  const facts = { publisher: 'Département d’essai', director: null, host: null, contact: 'a@example.org' }
  const [legal, privacy] = [String(await legalPage(facts)), String(await privacyPage(facts))]
  expect(legal).toContain('Département d’essai')
  expect(legal.match(/non renseigné/g)).toHaveLength(2)
  expect(privacy).toContain('Responsable : Département d’essai')
})

test('every cookie that the portal sets is told on the privacy page', async () => {
  const names = [
    ...readFileSync(new URL('../web/session-cookie.ts', import.meta.url), 'utf8').matchAll(
      /setSignedCookie\(c, '(\w+)'/g,
    ),
  ].map(([, name]) => name)
  const told: Record<string, string> = {
    session: 'la session',
    partenaire: 'celle du lien d’un partenaire',
    connu: 'qui était connecté',
    visite: 'protection des formulaires',
    message: 'le message qui suit une action',
    depart: 'aller-retour de connexion',
  }
  const page = String(await privacyPage({ publisher: null, director: null, host: null, contact: 'a@example.org' }))
  expect(names.toSorted()).toEqual(Object.keys(told).toSorted())
  for (const name of names) expect(page).toContain(told[name ?? ''])
})
