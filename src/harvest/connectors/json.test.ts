import { describe, expect, test } from 'vitest'
import { fakeFetcher, harvestText } from '../../../test/harvest/testing.ts'
import type { FetchOptions, RawOffer } from '../connector.ts'
import { harvestErrors } from '../harvest-errors.ts'
import { connectorFor, connectors } from './index.ts'

const ENTRY = 'https://partenaire.example.org/offres'
/** What a harvest gives, and what it asked for. `pages`: content by path and query, or the status that refuses it. */
async function read(harvest: { kind: string } & Record<string, unknown>, pages: Record<string, unknown>) {
  const { connector, settings } = connectorFor(harvest)
  const bodies = Object.entries(pages).map(([path, content]) => [path, JSON.stringify(content)])
  const fetcher = fakeFetcher(Object.fromEntries(bodies), '2026-11-28T09:00:00Z')
  const asked: [path: string, options: FetchOptions | undefined][] = []
  const get: typeof fetcher.get = (address, options) => {
    const path = address.replace('https://partenaire.example.org', '')
    asked.push([path, options])
    const refused = pages[path]
    if (typeof refused === 'number') throw harvestErrors.status(address, refused)
    return fetcher.get(address, options)
  }
  const run = connector.harvest({ address: ENTRY, settings, known: 0 }, { ...fetcher, get })
  const offers: RawOffer[] = []
  const rejected: string[] = []
  const messages: string[] = []
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return { offers, rejected, messages, outcome: step.value, asked, paths: asked.map(([path]) => path) }
    if (step.value.kind === 'offer') offers.push(step.value.offer)
    else {
      rejected.push(step.value.rejection.code)
      messages.push(step.value.rejection.message)
    }
  }
}
const fieldsOf = (offer: RawOffer | undefined) =>
  Object.fromEntries(Object.entries(offer?.fields ?? {}).map(([name, values]) => [name, values.map(v => v.words)]))

test.each<[harvest: unknown, shown: string]>([
  [null, 'undefined'],
  ['json', 'undefined'],
  [undefined, 'undefined'],
  [{}, 'undefined'],
  [{ kind: 3 }, '3'],
  [{ kind: 'papier' }, 'papier'],
])('%j is no shape of source, and those that are one are told in order', (harvest, shown) => {
  const kinds = [...connectors.keys()].sort().join(', ')
  expect(() => connectorFor(harvest)).toThrow(
    `harvest.kind : « ${shown} » n’est pas une forme de source connue ; attendu ${kinds}.`,
  )
  expect(kinds).toMatch(/^arcgis, convention, csv.*xml$/)
})

describe('json', () => {
  const offers = (...ids: number[]) => ids.map(id => ({ id, nom: `n${id}` }))
  test.each<[what: string, more: Record<string, unknown>, pages: Record<string, unknown>, paths: string[]]>([
    [
      'by the link that each page gives, absolute or not',
      { items: 'data.liste', next: 'suite' },
      {
        '/offres': { data: { liste: offers(1) }, suite: '/b' },
        '/b': { data: { liste: offers(2) }, suite: 'https://partenaire.example.org/c' },
        '/c': { data: { liste: offers(3) }, suite: 'http://[' },
      },
      ['/offres', '/b', '/c'],
    ],
    [
      'by number, to the first empty one',
      { page: { parameter: 'p' } },
      { '/offres?p=1': offers(1, 2), '/offres?p=2': offers(3), '/offres?p=3': [] },
      ['/offres?p=1', '/offres?p=2', '/offres?p=3'],
    ],
    [
      'by number from nought, to the one that is not there',
      { page: { parameter: 'p', from: 0 } },
      { '/offres?p=0': offers(1), '/offres?p=1': offers(2, 3) },
      ['/offres?p=0', '/offres?p=1', '/offres?p=2'],
    ],
    [
      'by what was read so far',
      { offset: { parameter: 'o' } },
      { '/offres': offers(1, 2), '/offres?o=2': offers(3) },
      ['/offres', '/offres?o=2', '/offres?o=3'],
    ],
  ])('pages turned %s', async (_, more, pages, paths) => {
    const found = await read({ kind: 'json', key: 'id', ...more }, pages)
    expect(found.paths).toEqual(paths)
    expect(found.offers.map(({ key }) => key)).toEqual(['1', '2', '3'])
    expect([found.outcome.state, found.rejected]).toEqual(['complete', []])
  })

  test.each<[what: string, content: Record<string, unknown>, mark: string]>([
    ['Django', { count: 45, next: 'https://partenaire.example.org/offres?page=2' }, 'next'],
    ['data.gouv', { links: { next: '/offres?page=2', prev: null }, meta: { total: 300 } }, 'links.next'],
    ['Airtable', { offset: 'itrX/recB' }, 'offset'],
    ['a flag', { pagination: { hasMore: true } }, 'pagination.hasMore'],
    ['a mark', { meta: { nextPageToken: 'abc' } }, 'meta.nextPageToken'],
  ])('another page is announced (%s) and nothing says how to ask for it', async (_, content, mark) => {
    const found = await read({ kind: 'json', items: 'l', key: 'id' }, { '/offres': { ...content, l: offers(1, 2) } })
    expect(found.offers).toHaveLength(2)
    expect([found.outcome.state, found.rejected]).toEqual(['partial', ['suite-non-lue']])
    expect(found.messages[0]).toContain(`autre page (« ${mark} »)`)
    expect(found.messages[0]).toContain('Ajouter « next », « page » ou « offset »')
  })

  test.each<[what: string, harvest: Record<string, unknown>, content: Record<string, unknown>]>([
    ['no next one', {}, { next: null, links: { next: '' }, hasMore: false }],
    ['the rank of this page', {}, { offset: 0 }],
    ['all that is announced was read', {}, { next: '/offres?page=2', total: 2 }],
    ['an empty list', {}, { next: '/offres?page=2', l: [] }],
    ['pages asked for by number', { page: { parameter: 'p' } }, { next: '/offres?p=2' }],
  ])('no other page: %s', async (_, more, content) => {
    const page = { l: offers(1, 2), ...content }
    const pages = { '/offres': page, '/offres?p=1': page, '/offres?p=2': { l: [] } }
    const found = await read({ kind: 'json', items: 'l', key: 'id', ...more }, pages)
    expect([found.outcome.state, found.rejected]).toEqual(['complete', []])
  })

  test.each([
    ['meta', { meta: { total: 6 } }],
    ['meta.pagination', { meta: { pagination: { total: 6 } } }],
    ['pagination', { pagination: { total_count: 6 } }],
  ])('a total announced in «%s» is believed too', async (_, content) => {
    const found = await read({ kind: 'json', items: 'l', key: 'id' }, { '/offres': { ...content, l: offers(1, 2) } })
    expect([found.outcome.state, found.rejected]).toEqual(['partial', ['total-non-atteint']])
  })

  test.each([
    ['cut', '[{"id": 1}, {"id"'],
    ['one object per line, and cut', '{"id": 1}\n{"id"'],
  ])('JSON that is %s is told as such', async (_, text) => {
    const { offers, outcome } = await harvestText({ kind: 'json', key: 'id' }, text)
    expect(offers).toEqual([])
    const message =
      'https://partenaire.example.org/offres répond du JSON coupé ou mal formé : rien n’en est lu. Au partenaire de publier le fichier entier.'
    expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ message }] })
  })

  test('only one way of turning pages', () => {
    const page = { parameter: 'p' }
    for (const ways of [
      { next: 'a', page },
      { page, offset: page },
      { next: 'a', offset: page },
    ])
      expect(() => connectorFor({ kind: 'json', key: 'id', ...ways })).toThrow('une seule façon de tourner les pages')
  })

  test.each<[more: Record<string, unknown>, key: FetchOptions['key']]>([
    [{}, undefined],
    [{ secret: 'CLE_ESSAI' }, { name: 'CLE_ESSAI' }],
    [
      { secret: 'CLE_ESSAI', secretHeader: 'X-Cle' },
      { name: 'CLE_ESSAI', header: 'X-Cle', prefix: '' },
    ],
  ])('asked with %j', async (more, key) => {
    const { asked } = await read({ kind: 'json', key: 'id', ...more }, { '/offres': [] })
    expect(asked[0]?.[1]).toEqual({ accept: 'application/json', ...(key && { key }) })
  })

  test('fewer offers than what the page says are partial; a total that is no number says nothing', async () => {
    const of = async (total: unknown) => {
      const found = await read(
        { kind: 'json', items: 'l', key: 'id', total: 't' },
        { '/offres': { l: offers(1), t: total } },
      )
      return [found.outcome.state, ...found.rejected]
    }
    expect([await of(2), await of('2'), await of(1), await of('beaucoup'), await of(null)]).toEqual([
      ['partial', 'total-non-atteint'],
      ['partial', 'total-non-atteint'],
      ['complete'],
      ['complete'],
      ['complete'],
    ])
  })

  test.each([
    [{ data: { l: offers(1), totalCount: 5 } }, 'data.l', 'partial'],
    [{ l: offers(1), 'hydra:totalItems': 2 }, 'l', 'partial'],
    [{ data: { l: offers(1) }, total: '3' }, 'data.l', 'partial'],
    [{ l: offers(1), total: 1 }, 'l', 'complete'],
    [{ l: offers(1), total: { value: 9 } }, 'l', 'complete'],
    [{ l: offers(1), count: 9 }, 'l', 'complete'],
  ])('a number that the document announces beside its list is believed unasked: %j', async (page, items, state) => {
    const found = await read({ kind: 'json', items, key: 'id' }, { '/offres': page })
    expect([found.outcome.state, found.rejected]).toEqual([state, state === 'partial' ? ['total-non-atteint'] : []])
  })

  test.each([400, 404, 410, 416, 422])('a page after the last may be refused: %i is the end', async status => {
    const settings = { kind: 'json', key: 'id', page: { parameter: 'p' } }
    const found = await read(settings, { '/offres?p=1': offers(1, 2), '/offres?p=2': status })
    expect([found.outcome.state, found.rejected]).toEqual(['complete', []])
  })

  test.each([204, 304, 401, 402, 403, 405, 406, 407, 408, 409, 418, 421, 425, 429, 451, 499, 500, 503])(
    'a page that is refused for another reason is no end: %i, partial',
    async status => {
      const settings = { kind: 'json', key: 'id', page: { parameter: 'p' } }
      const found = await read(settings, { '/offres?p=1': offers(1, 2), '/offres?p=2': status })
      expect([found.offers.length, found.outcome.state]).toEqual([2, 'partial'])
    },
  )

  describe('pages of a list that has no lasting order, or that moves while it is read', () => {
    const paged = { kind: 'json', items: 'l', key: 'id', page: { parameter: 'p' } }
    const twice = { '/offres?p=1': offers(1, 2), '/offres?p=2': offers(2, 3), '/offres?p=3': [] }
    const told = (total: number) =>
      Object.fromEntries(Object.entries(twice).map(([path, l]) => [path, { total, l }] as const))

    test('an offer seen on two pages hides another: what the list announces was not all read', async () => {
      const found = await read(paged, told(4))
      expect([found.outcome.state, found.rejected]).toEqual(['partial', ['total-non-atteint']])
      expect(found.messages[0]).toContain('annonce 4 offres mais n’en a donné que 3')
    })

    test('all that is announced was seen, one of them twice: whole', async () => {
      const found = await read(paged, told(3))
      expect([found.outcome.state, found.rejected]).toEqual(['complete', []])
    })

    test('nothing is announced: nobody can tell, in part', async () => {
      const found = await read({ ...paged, items: '' }, twice)
      expect([found.offers.length, found.outcome.state, found.rejected]).toEqual([
        3,
        'partial',
        ['pages-qui-se-recouvrent'],
      ])
    })

    test('the same offer twice on one page hides none', async () => {
      const found = await read(paged, { '/offres?p=1': { total: 3, l: offers(1, 2, 2) }, '/offres?p=2': { l: [] } })
      expect([found.outcome.state, found.rejected]).toEqual(['complete', []])
    })
  })

  test('a page that comes again, or more pages than allowed: the reading stops, and says so', async () => {
    const settings = { kind: 'json', items: 'l', key: 'id', next: 'n' }
    const circle = await read(settings, { '/offres': { l: offers(1), n: '/b' }, '/b': { l: offers(2), n: '/offres' } })
    expect([circle.paths, circle.rejected]).toEqual([['/offres', '/b'], ['pagination-sans-fin']])
    const same = await read(
      { kind: 'json', key: 'id', page: { parameter: 'p' } },
      { '/offres?p=1': offers(1), '/offres?p=2': offers(1) },
    )
    expect([same.paths.length, same.rejected, same.offers.length]).toEqual([2, ['pagination-sans-fin'], 1])
    const capped = await read({ ...settings, pages: 1 }, { '/offres': { l: offers(1), n: '/b' }, '/b': { l: [] } })
    expect([capped.paths, capped.rejected]).toEqual([['/offres'], ['pagination-sans-fin']])
  })

  test('the last page served again, once all that the API announces was read: whole, and told', async () => {
    const paged = (total: number) => {
      const page = (from: number) => ({ total, l: offers(from) })
      return { '/offres?p=1': page(1), '/offres?p=2': page(2), '/offres?p=3': page(2), '/offres?p=4': page(2) }
    }
    const settings = { kind: 'json', items: 'l', key: 'id', total: 'total', page: { parameter: 'p' } }
    const whole = await read(settings, paged(offers(1).length + offers(2).length))
    expect([whole.outcome.state, whole.paths.length, whole.rejected]).toEqual([
      'complete',
      3,
      ['derniere-page-repetee'],
    ])
    const cut = await read(settings, paged(99))
    expect([cut.outcome.state, cut.rejected]).toEqual(['partial', ['pagination-sans-fin']])
    const first = await read(settings, { ...paged(2), '/offres?p=3': paged(2)['/offres?p=1'] })
    expect([first.outcome.state, first.rejected]).toEqual(['partial', ['pagination-sans-fin']])
  })

  test.each([
    [1, 2, /annonce 2 offres mais n’en a donné que 1\./],
    [0, 1, /annonce 1 offre mais n’en a donné aucune\./],
    [1, 1, /^Après la dernière page, la source redonne la même\. L’unique offre qu’elle annonce a été lue :/],
    [2, 2, /Les 2 offres qu’elle annonce ont été lues :/],
  ])('%i read of %i announced is said in good French', async (given, total, words) => {
    const page = { total, l: offers(...[1, 2].slice(0, given)) }
    const paged = given === total ? page : { total, l: [] }
    const settings = { kind: 'json', items: 'l', key: 'id', total: 'total', page: { parameter: 'p' } }
    const { messages } = await read(settings, { '/offres?p=1': page, '/offres?p=2': paged, '/offres?p=3': paged })
    expect(messages).toEqual([expect.stringMatching(words)])
  })

  test('an offer without identifier is told; a line that nobody filled is none', async () => {
    const found = await read(
      { kind: 'json', key: 'id', address: 'lien', required: ['nom'] },
      {
        '/offres': [
          { nom: 'a' },
          { id: null, coche: false, somme: 0 },
          { id: 4, lien: 'fiche', nom: 'b' },
          { id: 5, lien: 'http://[' },
        ],
      },
    )
    expect(found.rejected).toEqual(['cle-absente'])
    expect(found.offers.map(({ key, address }) => [key, address])).toEqual([
      ['4', 'https://partenaire.example.org/fiche'],
      ['5', ENTRY],
    ])
    expect(found.outcome).toMatchObject({
      state: 'partial',
      reasons: [{ field: 'id', received: '{"nom":"a"}', where: `${ENTRY}, n° 1`, whose: 'partenaire' }],
    })
  })

  test.each<[body: unknown, more: Record<string, unknown>, expected: string]>([
    [{ autre: 1 }, {}, 'une liste'],
    [{ autre: 1 }, { items: 'data' }, 'une liste « data »'],
  ])('%j with %j is not what was expected', async (body, more, expected) => {
    const { outcome } = await read({ kind: 'json', key: 'id', ...more }, { '/offres': body })
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ name: 'liste-des-offres', expected, seen: 'autre chose' }],
    })
  })
  test('what is no JSON is told as what it is', async () => {
    const { outcome } = await harvestText({ kind: 'json', key: 'id' }, '<html><body>Bonjour</body></html>')
    expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ expected: 'du JSON bien formé' }] })
  })
})

describe('grist', () => {
  test('its own line number is the key, its lists and dates are plain, its errors nothing', async () => {
    const fields = {
      nom: 'a',
      themes: ['L', 'x', ['d', 0]],
      jour: ['d', 1_764_806_400],
      heure: ['D', 1_764_806_400, 'Europe/Paris'],
      faux: ['E', 'TypeError'],
      vide: ['d', null],
    }
    const found = await read(
      { kind: 'grist', secret: 'CLE_ESSAI' },
      {
        '/offres': {
          records: [
            { id: 7, fields },
            { id: 8, fields: { coche: false } },
            { id: 9, fields: null },
            { id: 10, fields: 'mot' },
          ],
        },
      },
    )
    expect(found.offers.map(({ key }) => key)).toEqual(['7', '10'])
    expect(fieldsOf(found.offers[0])).toEqual({
      nom: ['a'],
      themes: ['x', '1970-01-01T00:00:00.000Z'],
      jour: ['2025-12-04T00:00:00.000Z'],
      heure: ['2025-12-04T00:00:00.000Z'],
    })
    expect([found.rejected, found.asked[0]?.[1]?.key]).toEqual([[], { name: 'CLE_ESSAI' }])
  })
  test('a column may be the key', async () => {
    const found = await read(
      { kind: 'grist', key: 'code', address: 'lien' },
      { '/offres': { records: [{ id: 7, fields: { code: 'a', lien: '/x' } }] } },
    )
    expect(found.offers).toMatchObject([{ key: 'a', address: 'https://partenaire.example.org/x' }])
    expect(found.asked[0]?.[1]).toEqual({ accept: 'application/json' })
  })
})

describe('opendatasoft', () => {
  const page = (from: number, count: number, total: unknown) => ({
    total_count: total,
    results: Array.from({ length: count }, (_, at) => ({ id: `o${from + at}`, nom: 'n' })),
  })
  const path = (offset: number, more = '') => `/offres/records?limit=100&offset=${offset}&order_by=id${more}`
  const settings = { kind: 'opendatasoft', key: 'id' }
  test('pages of a hundred, up to the number that the portal says', async () => {
    const pages = { [path(0)]: page(0, 100, 150), [path(100)]: page(100, 50, 150) }
    const found = await read(settings, pages)
    expect([found.paths, found.offers.length, found.outcome.state]).toEqual([[path(0), path(100)], 150, 'complete'])
  })
  test('with its filter and its key', async () => {
    const filtered = path(0, '&where=departement%3D35')
    const found = await read(
      { ...settings, where: 'departement=35', secret: 'CLE_ESSAI' },
      { [filtered]: page(0, 1, 1) },
    )
    expect([found.paths, found.asked[0]?.[1]?.key]).toEqual([[filtered], { name: 'CLE_ESSAI', prefix: 'Apikey ' }])
    expect((await read({ ...settings, where: '' }, { [path(0)]: page(0, 1, 1) })).offers).toHaveLength(1)
  })
  test('a page that does not say how many there are is no page of a portal', async () => {
    const { outcome } = await read(settings, { [path(0)]: page(0, 1, 'un') })
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ expected: 'une liste « results » et son « total_count »' }],
    })
  })
  test('an empty page is the last, and what is missing is told', async () => {
    const found = await read(settings, { [path(0)]: page(0, 100, 250), [path(100)]: page(100, 0, 250) })
    expect([found.paths.length, found.rejected]).toEqual([2, ['total-non-atteint']])
  })
})

test('arcgis goes on by what was read, as long as the server says that there is more', async () => {
  const path = (offset: number) =>
    `/offres/query?where=1%3D1&outFields=*&returnGeometry=false&f=json&orderByFields=ObjectId&resultRecordCount=2&resultOffset=${offset}`
  const features = (...ids: number[]) => ids.map(ID => ({ attributes: { ID, NOM: 'n' } }))
  const found = await read(
    { kind: 'arcgis', key: 'ID', size: 2 },
    {
      [path(0)]: { exceededTransferLimit: true, features: features(1) },
      [path(1)]: { exceededTransferLimit: false, features: features(2, 3) },
    },
  )
  expect([found.paths, found.offers.map(({ key }) => key)]).toEqual([
    [path(0), path(1)],
    ['1', '2', '3'],
  ])
})
