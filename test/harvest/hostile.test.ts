import type { LookupAddress } from 'node:dns'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { csv } from '../../src/harvest/connectors/csv.ts'
import { html } from '../../src/harvest/connectors/html.ts'
import { rss } from '../../src/harvest/connectors/rss.ts'
import { type Answer, harvestAll, startSite, type TestSite, testFetcher } from './test-site.ts'

let site: TestSite
afterEach(() => site.close())

const PAGE = { kind: 'html', fields: { nom: { select: 'h1', required: true } } }
const port = () => new URL(site.url).port

/** Harvests one page and tells how it ended, how long it took and how often the server was asked. */
async function verdict(
  pages: Record<string, Answer>,
  address: () => string,
  options: Parameters<typeof testFetcher>[0] = {},
  settings: unknown = PAGE,
) {
  site = await startSite(pages)
  const started = performance.now()
  const result = await harvestAll(html, { address: address(), settings }, { fetcher: testFetcher(options) })
  return { ...result, ms: performance.now() - started, requests: site.requests.length }
}

const resolvesTo = (address: string) => async (): Promise<LookupAddress[]> => [
  { address, family: address.includes(':') ? 6 : 4 },
]

describe('addresses that lead inside', () => {
  test.each([
    ['loopback', () => `http://127.0.0.1:${port()}/`],
    ['loopback in decimal', () => `http://2130706433:${port()}/`],
    ['loopback in octal', () => `http://0177.0.0.1:${port()}/`],
    ['loopback in hexadecimal', () => `http://0x7f000001:${port()}/`],
    ['short loopback', () => `http://127.1:${port()}/`],
    ['IPv6 loopback', () => `http://[::1]:${port()}/`],
    ['IPv4 inside IPv6', () => `http://[::ffff:127.0.0.1]:${port()}/`],
    ['IPv4 translated', () => `http://[64:ff9b::7f00:1]:${port()}/`],
    ['unspecified', () => `http://0.0.0.0:${port()}/`],
    ['private', () => 'http://192.168.1.1/'],
    ['private 10', () => 'http://10.0.0.1/'],
    ['carrier-grade NAT', () => 'http://100.64.0.1/'],
    ['link-local', () => 'http://169.254.169.254/latest/meta-data'],
    ['unique local', () => 'http://[fd00::1]/'],
  ])('%s, even when the configuration names it', async (_, address) => {
    const hosts = [
      '127.0.0.1',
      '0.0.0.0',
      '192.168.1.1',
      '10.0.0.1',
      '100.64.0.1',
      '169.254.169.254',
      '[::1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '[fd00::1]',
    ]
    const { outcome, requests } = await verdict({ '/': '<h1>dedans</h1>' }, address, {
      allowLoopback: false,
      source: { hosts },
    })
    expect(outcome).toMatchObject({ state: 'failed', code: 'adresse-interdite', whose: 'configuration' })
    expect(requests).toBe(0)
  })

  test.each(['127.0.0.1', '::1', '10.1.2.3', '169.254.169.254', '::ffff:10.0.0.1', 'fe80::1'])(
    'a public name that resolves to %s, at connect time',
    async inside => {
      const { outcome, requests } = await verdict({ '/': '<h1>dedans</h1>' }, () => `http://partenaire.fr:${port()}/`, {
        allowLoopback: false,
        source: { hosts: ['partenaire.fr'] },
        resolve: resolvesTo(inside),
      })
      expect(outcome).toMatchObject({ state: 'failed', code: 'adresse-interdite' })
      expect(requests).toBe(0)
    },
  )

  test('the name «localhost», by the real resolver', async () => {
    const { outcome, requests } = await verdict({ '/': '<h1>dedans</h1>' }, () => `http://localhost:${port()}/`, {
      allowLoopback: false,
      source: { hosts: ['localhost'] },
    })
    expect(outcome).toMatchObject({ state: 'failed', code: 'adresse-interdite' })
    expect(requests).toBe(0)
  })

  test('one bad address among good ones is enough', async () => {
    const { outcome } = await verdict({ '/': 'x' }, () => `http://partenaire.fr:${port()}/`, {
      allowLoopback: false,
      source: { hosts: ['partenaire.fr'] },
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    })
    expect(outcome).toMatchObject({ code: 'adresse-interdite' })
  })

  test('a name that changes its answer between robots.txt and the page (rebinding)', async () => {
    let asked = 0
    const { outcome, requests } = await verdict({ '/': '<h1>dedans</h1>' }, () => `http://partenaire.fr:${port()}/`, {
      source: { hosts: ['partenaire.fr'] },
      resolve: async () => {
        asked += 1
        return [{ address: asked === 1 ? '127.0.0.1' : '192.168.0.1', family: 4 }]
      },
    })
    expect(outcome).toMatchObject({ state: 'failed', code: 'adresse-interdite' })
    expect(requests).toBe(1)
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data', ['127.0.0.1'], 'hote-inconnu'],
    ['http://169.254.169.254/latest/meta-data', ['127.0.0.1', '169.254.169.254'], 'adresse-interdite'],
    ['http://[::ffff:169.254.169.254]/', ['127.0.0.1', '[::ffff:a9fe:a9fe]'], 'adresse-interdite'],
    ['file:///etc/passwd', ['127.0.0.1'], 'adresse-invalide'],
    ['ftp://127.0.0.1/', ['127.0.0.1'], 'adresse-invalide'],
    ['http://admin:mdp@127.0.0.1/', ['127.0.0.1'], 'identifiants-dans-l-adresse'],
  ])('a redirect to %s (hosts %s)', async (location, hosts, code) => {
    const { outcome } = await verdict({ '/': { body: '', status: 302, headers: { location } } }, () => `${site.url}/`, {
      source: { hosts },
    })
    expect(outcome).toMatchObject({ state: 'failed', code })
    if (outcome.state === 'failed') expect(outcome.message).not.toContain('mdp')
  })
})

describe('answers without end', () => {
  test('an endless body stops at its cap', async () => {
    let sent = 0
    const { outcome } = await verdict(
      {
        '/': (_, response) => {
          const piece = Buffer.alloc(64 * 1024, 'a')
          const pour = () => {
            for (let at = 0; at < 16 && !response.destroyed; at += 1) {
              sent += piece.length
              if (!response.write(piece)) return void response.once('drain', pour)
            }
            if (!response.destroyed) setImmediate(pour)
          }
          pour()
        },
      },
      () => `${site.url}/`,
    )
    expect(outcome).toMatchObject({ state: 'failed', code: 'trop-gros' })
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })

  test.each(['page', 'stream'])('a gzip bomb read as a %s: the cap counts what comes out', async way => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(200 * 1024)
    site = await startSite({ '/': { body: new Uint8Array(bomb), headers: { 'content-encoding': 'gzip' } } })
    const before = process.memoryUsage().arrayBuffers
    const address = `${site.url}/`
    const { outcome } =
      way === 'page'
        ? await harvestAll(html, { address, settings: PAGE })
        : await harvestAll(csv, { address, settings: { kind: 'csv', key: 'id' } })
    expect(outcome).toMatchObject({ state: 'failed', code: 'trop-gros' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * 1024 * 1024)
  })

  test('a slow drip ends with the whole-answer cap', async () => {
    const { outcome, ms } = await verdict(
      {
        '/': (_, response) => {
          const timer = setInterval(() => response.write('a'), 20)
          response.on('close', () => clearInterval(timer))
        },
      },
      () => `${site.url}/`,
      { limits: { wholeMs: 300, firstByteMs: 200, attempts: 1 } },
    )
    expect(outcome).toMatchObject({ state: 'failed', code: 'trop-lent' })
    expect(ms).toBeLessThan(10_000)
  })

  test('no first byte ends with the first-byte cap', async () => {
    const { outcome, ms } = await verdict({ '/': () => {} }, () => `${site.url}/`, {
      limits: { firstByteMs: 150, attempts: 1 },
    })
    expect(outcome).toMatchObject({ state: 'failed', code: 'trop-lent' })
    expect(ms).toBeLessThan(10_000)
  })

  test('a name server that never answers ends with the connect cap', async () => {
    const { outcome, ms } = await verdict({}, () => `http://partenaire.fr:${port()}/`, {
      source: { hosts: ['partenaire.fr'] },
      resolve: () => new Promise(() => {}),
      limits: { connectMs: 150, attempts: 1 },
    })
    expect(outcome).toMatchObject({ state: 'failed', code: 'robots-injoignable' })
    expect(ms).toBeLessThan(10_000)
  })

  test('headers without end', async () => {
    const { outcome } = await verdict(
      {
        '/': (_, response) => {
          response.socket?.write(
            `HTTP/1.1 200 OK\r\n${Array.from({ length: 3000 }, (_, at) => `x-${at}: ${'a'.repeat(100)}\r\n`).join('')}`,
          )
        },
      },
      () => `${site.url}/`,
      { limits: { attempts: 1 } },
    )
    expect(outcome).toMatchObject({ state: 'failed', code: 'injoignable' })
  })

  test('a page that redirects to itself', async () => {
    const { outcome, requests } = await verdict(
      { '/': { body: '', status: 302, headers: { location: '/' } } },
      () => `${site.url}/`,
    )
    expect(outcome).toMatchObject({ state: 'failed', code: 'redirection-en-boucle' })
    expect(requests).toBe(2)
  })

  test('two pages that redirect to each other, and redirects that never repeat', async () => {
    const to = (location: string): Answer => ({ body: '', status: 302, headers: { location } })
    expect((await verdict({ '/': to('/b'), '/b': to('/') }, () => `${site.url}/`)).outcome).toMatchObject({
      code: 'redirection-en-boucle',
    })
    await site.close()
    const forever: Answer = (request, response) => response.writeHead(302, { location: `${request.url}x` }).end()
    const pages = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`/r${'x'.repeat(at)}`, forever]))
    expect((await verdict(pages, () => `${site.url}/r`)).outcome).toMatchObject({ code: 'trop-de-redirections' })
  })

  test('a redirect without a target', async () => {
    expect((await verdict({ '/': { body: '', status: 302 } }, () => `${site.url}/`)).outcome).toMatchObject({
      code: 'redirection-sans-but',
    })
  })

  const LIST = { kind: 'html', list: { items: 'article', next: 'a.suite', pages: 6, fields: { nom: 'h2' } } }
  const listPage = (name: string, next: string) =>
    `<article><h2>${name}</h2></article><a class="suite" href="${next}">suite</a>`

  test('pagination without end that always shows something new: stops at the cap, partial', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [at === 0 ? '/' : `/?p=${at}`, listPage(`Offre ${at}`, `/?p=${at + 1}`)]),
    )
    const { outcome, offers, requests } = await verdict(pages, () => `${site.url}/`, {}, LIST)
    expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'pagination-sans-fin' }] })
    expect(offers).toHaveLength(6)
    expect(requests).toBe(7)
  })

  test('pagination without end that shows the same again: seen at once, partial', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        at === 0 ? '/' : `/?p=${at}`,
        listPage('Toujours la même', `/?p=${at + 1}`),
      ]),
    )
    const { outcome, offers, requests } = await verdict(pages, () => `${site.url}/`, {}, LIST)
    expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'pagination-sans-fin' }] })
    expect(offers).toHaveLength(1)
    expect(requests).toBe(3)
  })
})

describe('answers that lie', () => {
  const cp1252 = Uint8Array.from(Buffer.from('<h1>\xC9t\xE9 \x9Cuvre \x80</h1>', 'latin1'))
  test.each([
    ['windows-1252 announced as UTF-8', cp1252, 'text/html; charset=utf-8'],
    ['windows-1252 announced as nothing', cp1252, 'text/html'],
    ['windows-1252 announced as iso-8859-1', cp1252, 'text/html; charset=iso-8859-1'],
    [
      'UTF-8 announced as windows-1252',
      new TextEncoder().encode('<h1>Été œuvre €</h1>'),
      'text/html; charset=windows-1252',
    ],
    ['UTF-8 announced as nothing', new TextEncoder().encode('<h1>Été œuvre €</h1>'), 'text/html'],
  ])('%s', async (_, body, type) => {
    const { offers, outcome } = await verdict(
      { '/': { body, headers: { 'content-type': type } } },
      () => `${site.url}/`,
    )
    expect(outcome.state).toBe('complete')
    expect(offers[0]?.fields.nom?.[0]?.words).toBe('Été œuvre €')
  })

  test('a wrong charset is flagged, a right one is not', async () => {
    site = await startSite({
      '/faux': { body: cp1252, headers: { 'content-type': 'text/html; charset=utf-8' } },
      '/juste': { body: '<h1>Été</h1>', headers: { 'content-type': 'text/html; charset=utf-8' } },
    })
    const fetcher = testFetcher()
    expect((await fetcher.get(`${site.url}/faux`)).charset).toEqual({
      used: 'windows-1252',
      declared: 'utf-8',
      corrected: true,
      lossy: false,
    })
    expect((await fetcher.get(`${site.url}/juste`)).charset).toEqual({
      used: 'utf-8',
      declared: 'utf-8',
      corrected: false,
      lossy: false,
    })
  })

  test('an error page answered with 200: the reading failed and says what the page says', async () => {
    const { outcome, offers } = await verdict(
      { '/': '<html><title>500</title><p>Erreur interne</p></html>' },
      () => `${site.url}/`,
    )
    expect(offers).toEqual([])
    expect(outcome).toMatchObject({ state: 'failed', code: 'page-sans-offre', whose: 'partenaire' })
    expect(outcome.state === 'failed' && outcome.message).toContain('« 500 »')
  })

  test('half of a list answers an error page with 200: drifted, nothing may be retired', async () => {
    const list = Array.from({ length: 6 }, (_, at) => `<article><a href="/o${at}">x</a></article>`).join('')
    const pages: Record<string, Answer> = { '/': list }
    for (let at = 0; at < 6; at += 1) pages[`/o${at}`] = at < 2 ? `<h1>Offre ${at}</h1>` : '<p>Erreur interne</p>'
    const { outcome } = await verdict(
      pages,
      () => `${site.url}/`,
      {},
      { ...PAGE, list: { items: 'article', link: 'a' } },
    )
    expect(outcome).toMatchObject({ state: 'drifted' })
    if (outcome.state === 'drifted') expect(outcome.expectations.map(broken => broken.seen)).toContain('2 sur 6')
  })

  test('compressed data that is none', async () => {
    const { outcome } = await verdict(
      { '/': { body: 'pas du gzip', headers: { 'content-encoding': 'gzip' } } },
      () => `${site.url}/`,
      { limits: { attempts: 1 } },
    )
    expect(outcome).toMatchObject({ state: 'failed', code: 'injoignable' })
  })

  test('a page nested fifty thousand deep is refused at once, instead of holding the process for seconds', async () => {
    const { outcome, ms } = await verdict({ '/': `<h1>Offre</h1>${'<div>'.repeat(50_000)}fond` }, () => `${site.url}/`)
    expect(outcome).toMatchObject({ state: 'failed', code: 'page-trop-imbriquee' })
    expect(ms).toBeLessThan(10_000)
  })

  test('an XML record nested a hundred thousand deep, or larger than any offer: what came before stands, partial', async () => {
    const item = '<item><title>Un</title><guid>1</guid></item>'
    for (const hostile of [`<item>${'<a>'.repeat(100_000)}`, `<item><title>${'a'.repeat(6_000_000)}`]) {
      site = await startSite({ '/flux': `<rss><channel>${item}${hostile}` })
      const fetcher = testFetcher({ limits: { streamBytes: 20_000_000, streamMs: 20_000 } })
      const { offers, outcome } = await harvestAll(
        rss,
        { address: `${site.url}/flux`, settings: { kind: 'rss', recent: false } },
        { fetcher },
      )
      expect(offers.map(offer => offer.key)).toEqual(['1'])
      expect(outcome).toMatchObject({
        state: 'partial',
        reasons: [{ code: 'xml-mal-forme', received: expect.stringContaining('record of more than') }],
      })
      if (hostile.length < 1_000_000) await site.close()
    }
  })

  test('a thousand unclosed list items are an ordinary page', async () => {
    const { outcome, offers } = await verdict(
      { '/': `<h1>Offre</h1><ul>${'<li>un<p>deux<br>'.repeat(3000)}</ul>` },
      () => `${site.url}/`,
    )
    expect(outcome.state).toBe('complete')
    expect(offers).toHaveLength(1)
  })
})
