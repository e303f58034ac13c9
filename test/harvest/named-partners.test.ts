import nock from 'nock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'
import { harvestAll, testFetcher } from './test-site.ts'

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
  nock.restore()
  nock.activate()
})

const read = (
  address: string,
  settings: { kind: string; [name: string]: unknown },
  options: Parameters<typeof testFetcher>[0] & { known?: number } = {},
) => {
  const { known = 0, ...fetching } = options
  return harvestAll(
    connectorFor(settings).connector,
    { address, settings, known },
    {
      fetcher: testFetcher({
        allowLoopback: false,
        ...fetching,
        source: { hosts: [new URL(address).hostname], ...fetching.source },
      }),
    },
  )
}

test('the Département’s directory, by https and its host’s name: two pages, then the same again by 304', async () => {
  const page = (offset: number) => (query: Record<string, unknown>) =>
    query.resultOffset === String(offset) && query.where === '1=1' && query.f === 'json'
  const features = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      attributes: {
        ObjectId: from + at,
        ID: `cd35-${from + at}`,
        NOM: `CDAS n° ${from + at}`,
        CODE_POSTAL: '35000',
        TELEPHONE: '02 99 00 00 00',
        HORAIRES_OUVERTURE: null,
      },
    }))
  const path = '/arcgis/rest/services/annuaire_social_CD35/FeatureServer/0/query'
  nock('https://annuaire.ille-et-vilaine.example')
    .get('/robots.txt')
    .reply(404)
    .get(path)
    .query(page(0))
    .reply(200, { exceededTransferLimit: true, features: features(1, 2) }, { etag: '"p1"' })
    .get(path)
    .query(page(2))
    .reply(200, { features: features(3, 1) }, { etag: '"p2"' })
  const documents = memoryDocumentStore()
  const settings = { kind: 'arcgis', key: 'ID', required: ['NOM'] }
  const address = 'https://annuaire.ille-et-vilaine.example/arcgis/rest/services/annuaire_social_CD35/FeatureServer/0'
  const first = await read(address, settings, { documents })
  expect(first.outcome).toMatchObject({ state: 'complete', documents: 2 })
  expect(first.offers.map(offer => offer.key)).toEqual(['cd35-1', 'cd35-2', 'cd35-3'])
  expect(first.offers[0]?.fields.HORAIRES_OUVERTURE).toBeUndefined()

  nock('https://annuaire.ille-et-vilaine.example', { reqheaders: { 'if-none-match': /p\d/ } })
    .get(path)
    .query(page(0))
    .reply(304)
    .get(path)
    .query(page(2))
    .reply(304)
  nock('https://annuaire.ille-et-vilaine.example').get('/robots.txt').reply(404)
  const again = await read(address, settings, { documents, known: 3 })
  expect(again.outcome).toMatchObject({ state: 'unchanged', documents: 2 })
  expect(again.offers).toEqual(first.offers)
  expect(nock.isDone()).toBe(true)
})

test('a site that moved to its www. name and to https', async () => {
  nock('http://prelude-35.example')
    .get('/robots.txt')
    .reply(404)
    .get('/offre')
    .reply(301, '', { location: 'https://www.prelude-35.example/offre' })
  nock('https://www.prelude-35.example')
    .get('/robots.txt')
    .reply(404)
    .get('/offre')
    .reply(200, '<h1>Premières heures</h1>', { 'content-type': 'text/html' })
  const { offers, outcome } = await read('http://prelude-35.example/offre', { kind: 'html', fields: { nom: 'h1' } })
  expect(outcome.state).toBe('complete')
  expect(offers[0]).toMatchObject({ key: 'offre', address: 'https://www.prelude-35.example/offre' })
})

test('a shared Google sheet: its export is asked for, and its changing download host is allowed by a wildcard', async () => {
  nock('https://docs.google.com')
    .get('/robots.txt')
    .reply(404)
    .get('/spreadsheets/d/1AbC/export')
    .query({ format: 'csv', gid: '7' })
    .reply(307, '', { location: 'https://doc-0s-8k-sheets.googleusercontent.com/export/x.csv' })
  nock('https://doc-0s-8k-sheets.googleusercontent.com')
    .get('/robots.txt')
    .reply(404)
    .get('/export/x.csv')
    .reply(200, 'Id,Nom\r\n1,Atelier\r\n', { 'content-type': 'text/csv' })
  const { offers, outcome } = await read(
    'https://docs.google.com/spreadsheets/d/1AbC/edit#gid=7',
    { kind: 'csv', key: 'Id' },
    { source: { hosts: ['docs.google.com', '*.googleusercontent.com'] } },
  )
  expect(outcome.state).toBe('complete')
  expect(offers).toHaveLength(1)
})

test('a Grist table wants its key, which comes from the environment by its name', async () => {
  nock('https://grist.ti-liammou.example').get('/robots.txt').times(2).reply(404)
  nock('https://grist.ti-liammou.example', { reqheaders: { authorization: 'Bearer cle-de-lecture' } })
    .get('/api/docs/d1/tables/Offres/records')
    .reply(200, { records: [{ id: 3, fields: { Nom: 'Atelier', Publics: ['L', 'jeunes', 'familles'] } }] })
  const address = 'https://grist.ti-liammou.example/api/docs/d1/tables/Offres/records'
  const settings = { kind: 'grist', secret: 'CLE_GRIST' }
  const { offers } = await read(address, settings, { keys: { CLE_GRIST: 'cle-de-lecture' } })
  expect(offers[0]).toMatchObject({ key: '3' })
  expect(offers[0]?.fields.Publics?.map(value => value.words)).toEqual(['jeunes', 'familles'])
  const { outcome } = await read(address, settings)
  expect(outcome).toMatchObject({ state: 'failed', code: 'cle-absente', whose: 'configuration' })
})

test('a WordPress site found by the link in its page, with plain addresses', async () => {
  const site = nock('https://www.emmaus.example')
  site.get('/robots.txt').reply(404)
  site.get('/').reply(200, '<link rel="https://api.w.org/" href="https://www.emmaus.example/?rest_route=/">')
  site
    .get('/')
    .query(query => query.rest_route === '/wp/v2/offre' && query.categories === '12' && query.per_page === '100')
    .reply(
      200,
      [
        {
          id: 5,
          link: 'https://www.emmaus.example/offre/x',
          title: { rendered: 'Chantier &#8211; maraîchage' },
          content: { rendered: '<p>26 h</p>' },
          author: 9,
        },
      ],
      { 'x-wp-total': '1', 'x-wp-totalpages': '1' },
    )
  const { offers, outcome } = await read('https://www.emmaus.example/', {
    kind: 'wordpress',
    type: 'offre',
    parameters: { categories: 12 },
  })
  expect(outcome.state).toBe('complete')
  expect(offers[0]?.fields['title.rendered']?.[0]?.words).toBe('Chantier – maraîchage')
  expect(offers[0]?.fields.author).toBeUndefined()
})

test('the total that an API announces and does not give makes the harvest partial', async () => {
  nock('https://data.example')
    .get('/robots.txt')
    .reply(404)
    .get(/records/)
    .reply(200, { total_count: 3, results: [{ code: 1 }] })
    .get(/records/)
    .reply(200, { total_count: 3, results: [] })
  const { outcome } = await read('https://data.example/api/explore/v2.1/catalog/datasets/o/records', {
    kind: 'opendatasoft',
    key: 'code',
  })
  expect(outcome).toMatchObject({
    state: 'partial',
    reasons: [{ code: 'total-non-atteint', received: '1', expected: '3' }],
  })
})

test.each([
  ['CERT_HAS_EXPIRED', 'certificat'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificat'],
  ['ENOTFOUND', 'site-introuvable'],
  ['ECONNRESET', 'robots-injoignable'],
])('%s: failed with «%s», and it is the partner’s move', async (code, expected) => {
  nock('https://partenaire.example')
    .get('/robots.txt')
    .times(3)
    .replyWithError(Object.assign(new Error(code), { code }))
  const { outcome } = await read('https://partenaire.example/', { kind: 'html', fields: { nom: 'h1' } })
  expect(outcome).toMatchObject({ state: 'failed', code: expected, whose: 'partenaire' })
})

test('a partner’s key does not follow a redirect from https to http', async () => {
  nock('https://api.partenaire.example').get('/robots.txt').reply(404)
  nock('http://api.partenaire.example').get('/robots.txt').reply(404)
  nock('https://api.partenaire.example', { reqheaders: { authorization: 'Bearer secret-42' } })
    .get('/offres')
    .reply(302, '', { location: 'http://api.partenaire.example/offres' })
  // Answers only who does not bring the key.
  nock('http://api.partenaire.example', { badheaders: ['authorization'] })
    .get('/offres')
    .reply(200, '[]')
  const fetcher = testFetcher({
    allowLoopback: false,
    source: { hosts: ['api.partenaire.example'] },
    keys: { CLE_API: 'secret-42' },
  })
  const page = await fetcher.get('https://api.partenaire.example/offres', { key: { name: 'CLE_API' } })
  expect(page.address).toBe('http://api.partenaire.example/offres')
})
