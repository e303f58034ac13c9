import { expect, test, vi } from 'vitest'
import { fakeFetcher } from '../../../test/harvest/testing.ts'
import type { FetchedDocument, RawOffer } from '../connector.ts'
import { connectorFor } from './index.ts'

const SITE = 'https://partenaire.example.org'
type Page = { body: unknown; headers?: Record<string, string> }

async function read(pages: Record<string, Page>, settings: object = {}) {
  const { connector, settings: parsed } = connectorFor({ kind: 'wordpress', ...settings })
  const bodies = Object.entries(pages).map(([path, { body }]) => [
    path,
    typeof body === 'string' ? body : JSON.stringify(body),
  ])
  const fetcher = fakeFetcher(Object.fromEntries(bodies), '2026-11-28T09:00:00Z')
  const get = vi.fn(async (address: string): Promise<FetchedDocument> => {
    const { pathname, search } = new URL(address)
    return { ...(await fetcher.get(address)), headers: pages[`${pathname}${search}`]?.headers ?? {} }
  })
  const run = connector.harvest({ address: `${SITE}/offres`, settings: parsed, known: 0 }, { ...fetcher, get })
  const offers: RawOffer[] = []
  const rejected: string[] = []
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done)
      return {
        offers,
        rejected,
        outcome: step.value,
        asked: get.mock.calls.map(([address]) => address.replace(SITE, '')),
      }
    if (step.value.kind === 'offer') offers.push(step.value.offer)
    else rejected.push(step.value.rejection.code)
  }
}
const content = (id: number) => ({ id, link: `${SITE}/c/${id}`, title: { rendered: `n${id}` }, author: 3 })
const asked = (type: string, page: number, base = '/wp-json') =>
  `${base}/wp/v2/${type}?per_page=100&orderby=id&order=asc&page=${page}`
const one = { body: [content(1)], headers: { 'x-wp-total': '1', 'x-wp-totalpages': '1' } }

test.each<[what: string, page: Page]>([
  [
    'its header',
    {
      body: '<p>x</p>',
      headers: { link: `<${SITE}/autre>; rel="next", <${SITE}/wp-json/>; rel="https://api.w.org/"` },
    },
  ],
  ['its header, relative', { body: '<p>x</p>', headers: { link: '</wp-json/> ; title=x; rel=https://api.w.org/' } }],
  ['a link of the page', { body: `<link rel="alternate" href="/x"><link rel="https://api.w.org/" href="/wp-json/">` }],
])('the interface is found by %s', async (_, page) => {
  const { offers, asked: paths, outcome } = await read({ '/offres': page, [asked('posts', 1)]: one })
  expect(paths).toEqual(['/offres', asked('posts', 1)])
  expect(offers).toMatchObject([{ key: '1', address: `${SITE}/c/1`, fields: { 'title.rendered': [{ words: 'n1' }] } }])
  expect(offers[0]?.fields).not.toHaveProperty('author')
  expect(outcome).toMatchObject({ state: 'complete', documents: 2 })
})

test('a page that names none has changed; one that names none that can be read is at fault', async () => {
  expect(
    (await read({ '/offres': { body: '<p>x</p>', headers: { link: '</a>; rel="next"' } } })).outcome,
  ).toMatchObject({
    state: 'drifted',
    documents: 1,
    expectations: [{ name: 'api-wordpress', seen: 'aucun' }],
  })
  const bad = { body: '<link rel="https://api.w.org/" href="http://[">' }
  expect((await read({ '/offres': bad })).outcome).toMatchObject({ state: 'failed', code: 'adresse-invalide' })
  expect((await read({})).outcome).toMatchObject({ state: 'failed', code: 'page-absente' })
})

test('an interface that is said is not looked for; types and filters', async () => {
  const path = '/wp-json/wp/v2/pages?parent=42&per_page=100&orderby=id&order=asc&page=1'
  const settings = { api: `${SITE}/wp-json/`, type: 'pages', parameters: { parent: 42 } }
  expect((await read({ [path]: one }, settings)).asked).toEqual([path])
})

test('plain addresses', async () => {
  const path = '/?rest_route=%2Fwp%2Fv2%2Fposts&per_page=100&orderby=id&order=asc&page=1'
  expect((await read({ [path]: one }, { api: `${SITE}/?rest_route=/` })).asked).toEqual([path])
})

test('as many pages as it says, no more than asked for; the total is checked', async () => {
  const headers = { 'x-wp-total': '3', 'x-wp-totalpages': '3' }
  const pages = Object.fromEntries([1, 2, 3].map(at => [asked('posts', at), { body: [content(at)], headers }]))
  const api = `${SITE}/wp-json`
  const all = await read(pages, { api })
  expect([all.offers.map(({ key }) => key), all.outcome.state]).toEqual([['1', '2', '3'], 'complete'])
  const cut = await read(pages, { api, pages: 2 })
  expect([cut.offers.length, cut.outcome.state]).toEqual([2, 'partial'])
  const untold = await read({ [asked('posts', 1)]: { body: [content(1)] } }, { api })
  expect([untold.asked.length, untold.outcome.state]).toEqual([1, 'complete'])
  const less = { body: [content(1)], headers: { 'x-wp-total': '2', 'x-wp-totalpages': '1' } }
  expect((await read({ [asked('posts', 1)]: less }, { api })).outcome.state).not.toBe('complete')
})

test('an interface that does not say how many pages it has is asked for the next as long as one is full', async () => {
  const api = `${SITE}/wp-json`
  const full = Array.from({ length: 100 }, (_, at) => content(at + 1))
  const untold = { [asked('posts', 1)]: { body: full }, [asked('posts', 2)]: { body: [content(101)] } }
  const all = await read(untold, { api })
  expect([all.offers.length, all.outcome.state, all.asked.length]).toEqual([101, 'complete', 2])
  const exact = await read({ [asked('posts', 1)]: { body: full } }, { api })
  expect([exact.offers.length, exact.outcome.state, exact.asked.length]).toEqual([100, 'complete', 2])
})

test.each(['2, 2', '2,2', ' 2 '])('numbers that a server in between writes twice are read: «%s»', async pages => {
  const headers = { 'x-wp-total': pages, 'x-wp-totalpages': pages }
  const posts = Object.fromEntries([1, 2].map(at => [asked('posts', at), { body: [content(at)], headers }]))
  const both = await read(posts, { api: `${SITE}/wp-json` })
  expect([both.offers.length, both.outcome.state]).toEqual([2, 'complete'])
  const [first] = Object.entries(posts)
  const cut = await read(Object.fromEntries(first ? [first] : []), { api: `${SITE}/wp-json` })
  expect([cut.offers.length, cut.outcome.state]).toEqual([1, 'partial'])
})

test('another answer, a field that every content has, settings that are none', async () => {
  const api = `${SITE}/wp-json`
  expect((await read({ [asked('posts', 1)]: { body: { code: 'x' } } }, { api })).outcome.state).toBe('drifted')
  expect((await read({ [asked('posts', 1)]: one }, { api, required: ['acf'] })).outcome.state).toBe('drifted')
  for (const settings of [{ type: 'a/b' }, { type: 'A' }, { api: 'ftp://x.fr/' }, { autre: 1 }])
    await expect(read({}, settings)).rejects.toThrow()
})
