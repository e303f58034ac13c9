import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeFetcher } from '../../test/harvest/testing.ts'
import { conventionOf, mappingOf } from '../../test/normalise/testing.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { SourceConfig } from '../config/source.ts'
import { HarvestError, type Outcome } from '../harvest/connector.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { readSource } from './read-source.ts'
import { Spool } from './spool.ts'

/** One reading of a small list: what it is told of the readings before, and what it says in the end. */
let ledger: Ledger
let clock: ManualClock
let spool: Spool
let closed: number
beforeEach(async () => {
  clock = manualClock('2026-11-24T23:30:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
  spool = new Spool()
  closed = 0
})
afterEach(async () => {
  spool[Symbol.dispose]()
  await ledger.close()
})

const ADDRESS = 'https://partenaire.example.org/offres'
const MAPPING = `harvest: { kind: json, items: o, key: id }
structure: { id: { const: a }, nom: { const: Essai }, siret: { const: '19350936100981' }, code_insee: { const: '35238' }, commune: { const: Rennes }, code_postal: { const: '35000' } }
offers:
  - actions: [1/essai]
    fields:
      nom: { read: nom }
      description: { read: texte }
      frais: { read: prix, lookup: frais }
      publics: { const: jeunes }
      thematiques: { const: mobilite--preparer-un-permis }
      modes_accueil: { const: a-distance }
      zone_eligibilite: { const: '35' }
      type: { const: accompagnement }
`
const TEXT = 'Une offre décrite assez longuement pour que personne ne la refuse au passage.'
const record = (id: string, over: object = {}) => ({ id, nom: `Offre ${id}`, texte: TEXT, prix: 'gratuit', ...over })
const records = (count: number, over: object = {}) =>
  Array.from({ length: count }, (_, at) => record(`r${at + 1}`, over))

interface Asked {
  address?: string | null
  mapping?: string
  fetcher?: Partial<RunFetcher>
}
function read(body: string | object[], { address = ADDRESS, mapping = MAPPING, fetcher }: Asked = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify({ o: body })
  const config = SourceConfig.parse({ id: 'essai', name: 'Source d’essai', partner: 'essai', address })
  return readSource(
    { config, mapping: mappingOf(mapping), fingerprint: 'f' },
    spool,
    {
      sites: {
        address: () => address,
        fetcher: () => ({
          ...fakeFetcher({ '/offres': text }, clock.now().toISOString()),
          ...fetcher,
          close: async () => {
            closed += 1
          },
        }),
      },
      ledger,
      clock,
      convention: conventionOf(),
    },
    new AbortController().signal,
  )
}

async function endedBefore(outcome: Outcome, source = 'essai'): Promise<void> {
  const id = await ledger.runs.begin(source, 'test', 'c')
  await ledger.runs.finish(id, { outcome, plan: null, report: null, state: 'succeeded', message: null })
  clock.advance(60_000)
}
async function seen(key: string, retired = false): Promise<void> {
  const at = {
    source: 'essai',
    key,
    name: key,
    version: clock.now().toISOString(),
    fingerprint: 'f',
    record: null,
    rejection: null,
  }
  await ledger.offers.saw({ ...at, run: 'r' })
  const gone = { key, name: key, state: 'retired', reason: 'parti', slug: null } as const
  if (retired) await ledger.offers.settle('essai', gone, null)
}

test('what is read is given back in its order, with what was counted, and the instant it began', async () => {
  const reading = await read([record('a'), record('b', { nom: '' }), record('c', { prix: 'à la bonne franquette' })])
  expect(reading).toMatchObject({
    outcome: { state: 'complete', documents: 1, records: 3 },
    version: '2026-11-24T23:30:00.000Z',
    structures: 2,
    rejections: [{ key: 'b', field: 'nom' }],
    unknown: [{ value: 'à la bonne franquette' }],
  })
  expect([...reading.offers].map(({ key }) => key)).toEqual(['a', 'c'])
  expect(closed).toBe(1)
})

test('without an address nothing is read, and whose move it is is told', async () => {
  expect(await read([record('a')], { address: null })).toMatchObject({
    outcome: {
      state: 'failed',
      code: 'sans-adresse',
      whose: 'partenaire',
      documents: 0,
      message: 'Source d’essai n’a pas d’adresse connue : seule une déclaration du partenaire peut l’alimenter.',
    },
    rejections: [],
    unknown: [],
    structures: 0,
  })
  expect(closed).toBe(0)
})

test('a page that cannot be read ends the reading as failed, and the fetcher is closed', async () => {
  const refused = new HarvestError('acces-refuse', 'Le site refuse.', 'partenaire', ADDRESS)
  expect(
    await read([], { fetcher: { get: () => Promise.reject(refused), stream: () => Promise.reject(refused) } }),
  ).toMatchObject({
    outcome: { state: 'failed', code: 'acces-refuse', message: 'Le site refuse.', whose: 'partenaire', documents: 0 },
  })
  expect(closed).toBe(1)
})

test('half of the offers that the ledger knows is no longer there: the page changed, until somebody says otherwise', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await seen(key)
  expect(await read([record('a'), record('b')])).toMatchObject({
    outcome: { state: 'drifted', expectations: [{ name: 'nombre-d-offres', expected: 'environ 5 offres' }] },
  })
})

test('what was retired is no longer expected', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await seen(key, key > 'b')
  expect(await read([record('a'), record('b')])).toMatchObject({ outcome: { state: 'complete', records: 2 } })
})

test('the last whole reading says how many records there were, whatever the ledger holds and what ended otherwise since', async () => {
  await endedBefore({ state: 'complete', documents: 1, records: 40 })
  await endedBefore({ state: 'complete', documents: 1, records: 8 })
  await endedBefore({ state: 'failed', code: 'page-absente', message: 'x', whose: 'partenaire', documents: 0 })
  await endedBefore({ state: 'partial', documents: 1, reasons: [] })
  await endedBefore({ state: 'complete', documents: 1, records: 90 }, 'autre')
  for (const key of ['a', 'b']) await seen(key)
  expect(await read(records(3))).toMatchObject({
    outcome: { state: 'drifted', expectations: [{ name: 'nombre-d-offres', expected: 'environ 8 offres' }] },
  })
  expect(await read(records(4))).toMatchObject({ outcome: { state: 'complete', records: 4 } })
})

test('an unchanged reading is whole too, and carries what it counted', async () => {
  await endedBefore({ state: 'complete', documents: 1, records: 40 })
  await endedBefore({ state: 'unchanged', documents: 1, records: 4 })
  expect(await read(records(2))).toMatchObject({ outcome: { state: 'complete' } })
  const same = {
    ...fakeFetcher({ '/offres': JSON.stringify({ o: records(3) }) }, clock.now().toISOString()),
  }
  const unchanged: Partial<RunFetcher> = {
    get: async address => ({ ...(await same.get(address)), unchanged: true }),
    stream: async address => {
      const streamed = await same.stream(address)
      return { ...streamed, document: streamed.document.then(document => ({ ...document, unchanged: true })) }
    },
  }
  expect(await read([], { fetcher: unchanged })).toMatchObject({ outcome: { state: 'unchanged', records: 3 } })
})

const SHORT = { prix: undefined }
test.each<[string, object, Outcome[], string | null]>([
  ['it was in all', SHORT, [{ state: 'complete', documents: 1, given: { prix: 1 } }], 'remplissage:prix'],
  [
    'it was in all of what could be read',
    SHORT,
    [{ state: 'partial', reasons: [], documents: 1, given: { prix: 1 } }],
    'remplissage:prix',
  ],
  ['it was in few', SHORT, [{ state: 'complete', documents: 1, given: { prix: 0.4 } }], null],
  ['it still is', {}, [{ state: 'complete', documents: 1, given: { prix: 1 } }], null],
  [
    'it was no more the last time',
    SHORT,
    [
      { state: 'complete', documents: 1, given: { prix: 1 } },
      { state: 'complete', documents: 1, given: { nom: 1 } },
    ],
    null,
  ],
  [
    'nobody has agreed yet that it is gone',
    SHORT,
    [
      { state: 'complete', documents: 1, given: { prix: 1 } },
      { state: 'drifted', expectations: [], documents: 1, given: { nom: 1 } },
    ],
    'remplissage:prix',
  ],
])('a field that no offer has: %s', async (_, over, before, name) => {
  for (const outcome of before) await endedBefore(outcome)
  expect(await read(records(6, over))).toMatchObject({
    outcome: name === null ? { state: 'complete' } : { state: 'drifted', records: 6, expectations: [{ name }] },
  })
})

test('a reading before any other is compared with nothing', async () => {
  expect(await read(records(6, { prix: undefined }))).toMatchObject({ outcome: { state: 'complete', records: 6 } })
})

test('a table without a column that its mapping needs has changed; the columns that came are named', async () => {
  const csv = MAPPING.replace(/harvest: .*/, 'harvest: { kind: csv, key: id }')
  expect(await read('id;titre;texte;prix\na;Offre a;Texte;gratuit\n', { mapping: csv })).toMatchObject({
    outcome: {
      state: 'drifted',
      expectations: [{ name: 'colonne:nom', seen: expect.stringMatching(/titre.*texte/) }],
    },
    rejections: [],
  })
})

test('a word that a person explained is read; what they decided of other things is not taken for a word', async () => {
  const value = { referential: 'frais', word: 'à la bonne franquette', value: 'gratuit' } as never
  await ledger.choices.set('essai', 'lexicon:frais:x', { topic: 'lexicon', value }, 'Camille')
  const offers = [...(await read([record('a', { prix: 'à la bonne franquette' })])).offers]
  expect(offers[0]?.service).toMatchObject({ frais: 'gratuit' })
})

/** Keys seen on each of three days, and the day that stands for the record `a` when its page has no date. */
test.each([
  [['a', 'b', 'c'], '2026-11-25'],
  [['b', 'a', 'c'], '2026-11-26'],
  [['b', 'c', 'a'], '2026-11-27'],
  [['a_2', 'a', 'b'], '2026-11-25'],
  [['a', 'a_2', 'b'], '2026-11-25'],
  [['b', 'a_2', 'a_1'], '2026-11-26'],
  [['b', 'a_2_3', 'a_2'], '2026-11-26'],
  [['b', 'ab_2', 'a_2'], '2026-11-27'],
  [['b', 'c', 'd'], '2026-11-28'],
])('keys seen one a day, %j: the record was first seen on %s', async (keys, day) => {
  for (const key of keys) {
    await seen(key)
    clock.advance(86_400_000)
  }
  const [offer] = (await read([record('a')])).offers
  expect(offer?.service.date_maj).toBe(day)
})
