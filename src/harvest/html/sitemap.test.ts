import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { fakeFetcher } from '../../../test/harvest/testing.ts'
import { HarvestError } from '../connector.ts'
import { startTally } from '../tally.ts'
import { readSitemap } from './sitemap.ts'

const ENTRY = 'https://x.fr/offres/liste'
const urls = (...pages: string[]) => `<urlset>${pages.map(page => `<url><loc>${page}</loc></url>`).join('')}</urlset>`
const index = (...maps: string[]) =>
  `<sitemapindex>${maps.map(map => `<sitemap><loc>${map}</loc></sitemap>`).join('')}</sitemapindex>`
const read = (pages: Record<string, string | Uint8Array>, named: string | null = null) =>
  readSitemap(named, ENTRY, fakeFetcher(pages, '2026-11-28T09:00:00Z'), startTally({ known: 0 }))
const A = 'https://x.fr/a'

test('the address of the mapping, alone', async () => {
  expect(await read({ '/plan': urls(A), '/sitemap.xml': urls('https://x.fr/b') }, 'https://x.fr/plan')).toEqual([A])
})

test('else those of robots.txt, however written', async () => {
  const robots =
    'User-agent: *\n# sitemap: https://x.fr/non\nx-sitemap: https://x.fr/non\n  SiteMap  :   https://x.fr/1 \nsitemap:\thttps://x.fr/2\nSitemap-x: https://x.fr/non\nSitemap: ///'
  expect(
    await read({ '/robots.txt': robots, '/1': urls(A), '/2': urls('https://x.fr/b'), '/non': urls('https://x.fr/c') }),
  ).toEqual([A, 'https://x.fr/b'])
})

test.each([
  ['robots.txt names none', { '/robots.txt': 'User-agent: *' }],
  ['robots.txt names no address', { '/robots.txt': 'Sitemap: plan' }],
  ['there is no robots.txt', {}],
])('else the usual one: %s', async (_, pages) => {
  expect(await read({ ...pages, '/sitemap.xml': urls(A) })).toEqual([A])
})

test.each([
  new HarvestError('injoignable', 'x', 'partenaire', ENTRY),
  Object.assign(new Error('x'), { code: 'page-absente' }),
])('a robots.txt that cannot be had stops it', async error => {
  const site = fakeFetcher({ '/sitemap.xml': urls(A) }, '')
  const get = (address: string) => (address.endsWith('/robots.txt') ? Promise.reject(error) : site.get(address))
  const fetcher = { ...site, get }
  await expect(readSitemap(null, ENTRY, fetcher, startTally({ known: 0 }))).rejects.toBe(error)
})

test('indexes are followed, each once; what is no address goes', async () => {
  const pages = {
    '/sitemap.xml': index(' https://x.fr/1\n', 'https://x.fr/2', 'https://x.fr/1', 'https://x.fr/sitemap.xml'),
    '/1': urls(A, 'page'),
    '/2': urls(' \nhttps://x.fr/b ', ''),
  }
  const document = vi.fn()
  const tally = { ...startTally({ known: 0 }), document }
  const fetcher = fakeFetcher(pages, '')
  const get = vi.spyOn(fetcher, 'get')
  expect(await readSitemap('https://x.fr/sitemap.xml', ENTRY, fetcher, tally)).toEqual([A, 'https://x.fr/b'])
  expect(document).toHaveBeenCalledTimes(3)
  expect(get.mock.calls.map(([address, options]) => [address, options?.accept?.split(',')[0]])).toEqual([
    ['https://x.fr/sitemap.xml', 'application/xml'],
    ['https://x.fr/1', 'application/xml'],
    ['https://x.fr/2', 'application/xml'],
  ])
})

test('robots.txt is asked for as text', async () => {
  const fetcher = fakeFetcher({ '/sitemap.xml': urls() }, '')
  const get = vi.spyOn(fetcher, 'get')
  await readSitemap(null, ENTRY, fetcher, startTally({ known: 0 }))
  expect(get.mock.calls[0]).toEqual(['https://x.fr/robots.txt', { accept: 'text/plain' }])
})

test('fifty files, not one more', async () => {
  const maps = (count: number) => Array.from({ length: count }, (_, at) => `https://x.fr/${at}`)
  const files = Object.fromEntries(maps(50).map((_, at) => [`/${at}`, urls(`https://x.fr/page/${at}`)]))
  expect(await read({ '/sitemap.xml': index(...maps(49)), ...files })).toHaveLength(49)
  await expect(read({ '/sitemap.xml': index(...maps(50)), ...files })).rejects.toMatchObject({
    code: 'plan-du-site-sans-fin',
    address: 'https://x.fr/49',
  })
})

test('packed ones are opened, others are what they are', async () => {
  expect(await read({ '/sitemap.xml': gzipSync(urls(A)) })).toEqual([A])
  for (const body of [Buffer.of(0x1f, 0x41), Buffer.of(0x41, 0x8b)])
    await expect(read({ '/sitemap.xml': Buffer.concat([body, Buffer.from(urls(A))]) })).resolves.toEqual([A])
})

test.each<[what: string, body: string | Uint8Array]>([
  ['no sitemap', '<html><body><url><loc>https://x.fr/a</loc></url></body></html>'],
  ['packed and broken', gzipSync(urls(A)).subarray(0, 20)],
  ['packed and beyond measure', gzipSync(Buffer.alloc(50 * 1024 * 1024 + 1, 0x20))],
])('%s', async (_, body) => {
  await expect(read({ '/sitemap.xml': body })).rejects.toMatchObject({
    code: 'plan-du-site-illisible',
    address: 'https://x.fr/sitemap.xml',
    whose: 'partenaire',
  })
})

test('what broke a packed one is kept for those who look', async () => {
  await expect(read({ '/sitemap.xml': gzipSync(urls(A)).subarray(0, 20) })).rejects.toHaveProperty('cause.code')
})

test('it is read as XML: a link element may hold words', async () => {
  expect(
    await read({ '/sitemap.xml': `<urlset><url><link>x</link><loc><![CDATA[${A}]]></loc></url></urlset>` }),
  ).toEqual([A])
})
