import { afterEach, describe, expect, test } from 'vitest'
import { connectorFor, connectors } from '../../src/harvest/connectors/index.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'
import { type ConnectorCase, connectorCases, type Sample } from './connector-cases.ts'
import { type Answer, harvestAll, startSite, type TestSite } from './test-site.ts'

const OFFERS: readonly Sample[] = [
  { id: 'a1', nom: 'Atelier cuisine', description: 'Préparer un repas à plusieurs, une fois par semaine.' },
  { id: 'b2', nom: 'Permis & mobilité', description: 'Aide au permis de conduire, sous conditions.' },
  { id: 'c3', nom: 'Écoute et accès aux droits', description: 'Un rendez-vous avec un conseiller.' },
]

let site: TestSite | undefined
afterEach(async () => {
  await site?.close()
  site = undefined
})

async function read(
  of: ConnectorCase,
  pages: Record<string, Answer>,
  over: { known?: number; documents?: ReturnType<typeof memoryDocumentStore> } = {},
) {
  if (site) for (const path of Object.keys(site.pages)) delete site.pages[path]
  site ??= await startSite({})
  Object.assign(site.pages, pages)
  const { connector } = connectorFor({ kind: of.kind, ...of.settings })
  const entry = {
    address: `${site.url}${of.entry}`,
    settings: { kind: of.kind, ...of.settings },
    known: over.known ?? 0,
  }
  return harvestAll(connector, entry, over.documents ? { documents: over.documents } : {})
}

test('every connector of the registry has a case', () => {
  // What is taught is read by src/studio, with the lexicon: harvest-learnt.test.ts.
  const own = [...connectors.keys()].filter(kind => kind !== 'lecture')
  expect([...new Set(connectorCases.map(of => of.kind))].sort()).toEqual(own.sort())
})

describe.each(connectorCases.map(of => ({ title: [of.kind, of.variant].filter(Boolean).join(', '), of })))(
  'connector $title',
  ({ of }) => {
    test('reads every offer, once, in order, with its words', async () => {
      const { offers, rejected, outcome } = await read(of, await of.site(OFFERS))
      expect(rejected).toEqual([])
      expect(outcome).toMatchObject({ state: 'complete', documents: of.documents })
      expect(offers.map(offer => offer.key)).toEqual(OFFERS.map(offer => of.key(offer.id)))
      expect(offers.map(offer => offer.fields[of.nom]?.[0]?.words)).toEqual(OFFERS.map(offer => offer.nom))
      for (const [at, offer] of offers.entries()) {
        const words = Object.values(offer.fields)
          .flat()
          .map(value => value.words)
        if (of.kind !== 'convention')
          expect(words.some(text => text.includes(OFFERS[at]?.description ?? '?'))).toBe(true)
      }
    })

    test('every value says where it was read: stored document, address, place', async () => {
      const documents = memoryDocumentStore()
      const { offers } = await read(of, await of.site(OFFERS), { documents })
      const values = offers.flatMap(offer => Object.values(offer.fields).flat())
      expect(values.length).toBeGreaterThanOrEqual(6)
      for (const { words, origin } of values) {
        expect(words).not.toBe('')
        expect(await documents.has(origin.document)).toBe(true)
        expect(origin.address.startsWith(`${site?.url}/`)).toBe(true)
        expect(origin.where).not.toBe('')
      }
    })

    test('no name of an employee is kept', async () => {
      const { offers } = await read(of, await of.site(OFFERS))
      expect(JSON.stringify(offers)).not.toMatch(/Une Salariée|une\.salariee/)
    })

    test('the same documents again: unchanged, and the offers are yielded all the same', async () => {
      const documents = memoryDocumentStore()
      const pages = await of.site(OFFERS)
      const first = await read(of, pages, { documents })
      const again = await read(of, pages, { documents, known: 3 })
      expect(again.outcome).toMatchObject({ state: 'unchanged', documents: of.documents })
      expect(again.offers).toEqual(first.offers)
    })

    test('one offer reworded: complete, under the same key', async () => {
      const documents = memoryDocumentStore()
      await read(of, await of.site(OFFERS), { documents })
      const reworded = OFFERS.map(offer =>
        offer.id === 'b2' ? { ...offer, description: 'Tout est nouveau dans cette aide.' } : offer,
      )
      const again = await read(of, await of.site(reworded), { documents, known: 3 })
      expect(again.outcome.state).toBe('complete')
      expect(again.offers.map(offer => offer.key)).toEqual(OFFERS.map(offer => of.key(offer.id)))
    })

    test('an offer gone: complete without it, so that it may be suspected', async () => {
      const { offers, outcome } = await read(of, await of.site(OFFERS.slice(0, 2)), { known: 3 })
      expect(outcome.state).toBe('complete')
      expect(offers).toHaveLength(2)
    })

    test('a document missing or cut short: never complete, and says why', async () => {
      const { outcome } = await read(of, of.damage(await of.site(OFFERS)), { known: 3 })
      expect(outcome.state).toBe(of.damaged)
      const reasons =
        outcome.state === 'partial' ? outcome.reasons : outcome.state === 'drifted' ? outcome.expectations : []
      expect(reasons.length).toBeGreaterThan(0)
      for (const reason of reasons) expect(reason.message).toMatch(/\p{L}{3}/u)
    })

    test('another structure: drifted with figures, not an empty success', async () => {
      const pages = { ...(await of.site([])), ...everywhere(of, of.drifted, await of.site(OFFERS)) }
      const { offers, outcome } = await read(of, pages)
      expect(offers).toEqual([])
      expect(outcome.state).toMatch(of.kind === 'html' && of.variant === 'sitemap' ? /drifted|failed/ : /^drifted$/)
      if (outcome.state === 'drifted')
        for (const broken of outcome.expectations)
          expect([broken.expected, broken.seen, broken.message].every(text => text !== '')).toBe(true)
    })

    test.each([
      [
        'an error page answered with 200',
        '<!doctype html><html><title>Erreur</title><h2>Une erreur est survenue</h2></html>',
      ],
      ['bytes that mean nothing', Uint8Array.from({ length: 5000 }, (_, at) => (at * 131 + (at >> 3)) % 256)],
      ['nothing at all', ''],
    ])('%s: neither complete nor unchanged', async (_, body) => {
      const pages = everywhere(of, { body, headers: { 'content-type': 'text/html' } }, await of.site(OFFERS))
      const { offers, outcome } = await read(of, pages, { known: 3 })
      expect(offers).toEqual([])
      expect(['drifted', 'failed', 'partial']).toContain(outcome.state)
    })

    test.each([
      [404, 'page-absente'],
      [403, 'acces-refuse'],
      [500, 'site-en-panne'],
    ])('entry answers %i: failed, and says whose move it is', async (status, code) => {
      const pages = everywhere(of, { body: 'non', status }, await of.site(OFFERS))
      const { offers, outcome } = await read(of, pages, { known: 3 })
      expect(offers).toEqual([])
      expect(outcome).toMatchObject({ state: 'failed', code, whose: 'partenaire' })
    })

    if (of.empty) {
      const empty = of.empty
      test('truly empty and nothing known: complete; three known: drifted', async () => {
        expect((await read(of, empty)).outcome).toMatchObject({ state: 'complete' })
        expect((await read(of, empty, { known: 3 })).outcome).toMatchObject({ state: 'drifted' })
      })
    }

    test('a setting that does not exist is refused by its name', () => {
      expect(() => connectorFor({ kind: of.kind, ...of.settings, coleur: 'bleu' })).toThrow(/coleur/)
    })
  },
)

/** The same answer at every address of the site but robots.txt. */
function everywhere(of: ConnectorCase, answer: Answer, pages: Record<string, Answer>): Record<string, Answer> {
  const paths = [...Object.keys(pages), of.entry].filter(path => path !== '/robots.txt')
  return { ...pages, ...Object.fromEntries(paths.map(path => [path, answer])) }
}
