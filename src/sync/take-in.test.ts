import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeFetcher } from '../../test/harvest/testing.ts'
import { conventionOf, mappingOf } from '../../test/normalise/testing.ts'
import { makeWorld, type World } from '../../test/sync/make.ts'
import { createLogger } from '../common/logger.ts'
import { SourceConfig } from '../config/source.ts'
import { IncomingOffers } from './incoming.ts'
import type { PassPorts } from './ports.ts'
import { withSourceLease } from './source-lease.ts'
import { takeIn } from './take-in.ts'

const SITE = 'https://partenaire.example.org'
const MAPPING = `harvest: { kind: json, items: o, key: id }
structure: { id: { const: a }, nom: { const: Essai } }
offers:
  - actions: [1/essai]
    fields:
      nom: { read: nom }
      description: { const: "Une offre décrite assez longuement pour que personne ne la refuse au passage." }
      lieu: { read: lieu, do: address }
      modes_accueil: { const: en-presentiel }
`
let world: World
let asked: string[]
beforeEach(async () => {
  world = await makeWorld()
  asked = []
})
afterEach(() => world.close())

async function taken(records: object[], over: Partial<PassPorts> = {}) {
  const pages = { '/offres': JSON.stringify({ o: records }) }
  const config = SourceConfig.parse({ id: 'essai', name: 'Essai', partner: 'essai', address: `${SITE}/offres` })
  const entry = { config, mapping: mappingOf(MAPPING), fingerprint: 'f1' }
  const close = async () => void asked.push('close')
  const ports = {
    sources: [entry],
    sites: {
      address: () => config.address,
      fetcher: () => ({ ...fakeFetcher(pages, world.clock.now().toISOString()), close }),
    },
    convention: conventionOf(),
    geocode: null,
    ledger: world.ledger,
    clock: world.clock,
    log: createLogger('silent'),
    ...over,
  } as unknown as PassPorts
  using incoming = new IncomingOffers()
  await withSourceLease(world.ledger, 'essai', 'moi', lease => takeIn(entry, incoming, ports, lease))
  return [...incoming.pages()].flat().map(each => ('desired' in each ? each.desired : each))
}

test('a geocoder is asked once the site is read, and only about offers with an address', async () => {
  const geocode = async ({ street }: { street: string }) => {
    asked.push(street)
    return { longitude: -1.6, latitude: 48.1 }
  }
  const records = [
    { id: 'a', nom: 'Sans lieu' },
    { id: 'b', nom: 'Avec lieu', lieu: '1 rue des Exemples, 35000 Rennes' },
    { id: 'c', nom: 'Encore sans lieu' },
  ]
  const found = await taken(records, { geocode })
  expect(asked).toEqual(['close', '1 rue des Exemples'])
  expect(found).toMatchObject([
    { key: 'a', fields: { geom: null } },
    { key: 'b', fields: { geom: '-1.60000,48.10000' } },
    { key: 'c', fields: { geom: null } },
  ])
})

test('what is refused is among what came in', async () => {
  expect(
    await taken([
      { id: 'a', nom: 'Une offre' },
      { id: 'b', nom: '' },
    ]),
  ).toMatchObject([
    { key: 'a', name: 'Une offre' },
    { key: 'b', rejection: { key: 'b' } },
  ])
})
