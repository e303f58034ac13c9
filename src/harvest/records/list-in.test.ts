import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const offer = (id: string) => ({ id, titre: `Atelier ${id}` })
const JSON_API = { kind: 'json', key: 'id' }

test.each<[what: string, items: string, content: unknown, keys: string[], codes: string[], state: string]>([
  ['a list', 'data', { data: [offer('a')] }, ['a'], [], 'complete'],
  ['a list that PHP numbered', 'data', { data: { 0: offer('a'), 2: offer('b') } }, ['a', 'b'], [], 'complete'],
  ['the same, bare', '', { 0: offer('a'), 2: offer('b') }, ['a', 'b'], [], 'complete'],
  ['an object by identifier', 'data', { data: { x: offer('a'), y: offer('b') } }, ['a', 'b'], [], 'complete'],
  ['an object of other things', 'data', { data: { meta: {}, offre: offer('a') } }, [], ['liste-des-offres'], 'drifted'],
  ['an object of words', 'data', { data: { id: 'a', titre: 'b' } }, [], ['liste-des-offres'], 'drifted'],
  ['an empty object', 'data', { data: {} }, [], ['liste-des-offres'], 'drifted'],
  ['an empty list', 'data', { data: [], success: true, error: null, errors: [], status: 200 }, [], [], 'complete'],
  ['an error', 'data', { error: { code: 401, message: 'Clé invalide' } }, [], ['erreur-de-la-source'], 'drifted'],
  [
    'an error with an empty list',
    'data',
    { data: [], success: false, message: 'quota' },
    [],
    ['erreur-de-la-source'],
    'drifted',
  ],
  [
    'an error with offers',
    'data',
    { data: [offer('a')], errors: [{ detail: 'délai' }] },
    ['a'],
    ['erreur-de-la-source'],
    'partial',
  ],
  ['pages counted', 'data', { data: [offer('a')], page: 1, total_pages: 4 }, ['a'], ['suite-non-lue'], 'partial'],
  [
    'the last page said',
    'data',
    { data: [offer('a')], meta: { current_page: 1, last_page: 3 } },
    ['a'],
    ['suite-non-lue'],
    'partial',
  ],
  ['one page counted', 'data', { data: [offer('a')], pages: 1 }, ['a'], [], 'complete'],
  ['several pages counted, all read', 'data', { data: [offer('a')], pages: 2, total: 1 }, ['a'], [], 'complete'],
  [
    'the link of JSON:API',
    'data',
    { data: [offer('a')], links: { next: { href: '/2' } } },
    ['a'],
    ['suite-non-lue'],
    'partial',
  ],
  [
    'the total of Solr',
    'response.docs',
    { response: { numFound: 2, docs: [offer('a')] } },
    ['a'],
    ['total-non-atteint'],
    'partial',
  ],
  [
    'the total of Elasticsearch',
    'hits.hits',
    { hits: { total: { value: 2 }, hits: [offer('a')] } },
    ['a'],
    ['total-non-atteint'],
    'partial',
  ],
])('%s', async (_, items, content, keys, codes, state) => {
  const { offers, rejections, outcome } = await harvestText({ ...JSON_API, items }, JSON.stringify(content))
  const broken = outcome.state === 'drifted' ? outcome.expectations.map(({ name }) => name) : []
  expect([offers.map(({ key }) => key), [...rejections.map(({ code }) => code), ...broken], outcome.state]).toEqual([
    keys,
    codes,
    state,
  ])
})

test('what a document says instead of a list is told in its words', async () => {
  const { outcome } = await harvestText(JSON_API, JSON.stringify({ code: 'rest_no_route', message: 'Aucune route' }))
  expect(outcome).toMatchObject({
    state: 'drifted',
    expectations: [
      {
        name: 'liste-des-offres',
        seen: '« Aucune route »',
        message: expect.stringContaining('mais dit « Aucune route »'),
      },
    ],
  })
})
