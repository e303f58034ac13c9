import type { LookupAddress } from 'node:dns'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { seededRandom } from '../../src/common/random.ts'
import { HarvestError } from '../../src/harvest/connector.ts'
import { createFetcher } from '../../src/harvest/fetcher.ts'
import { createHostBook } from '../../src/harvest/hosts.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'
import { type Answer, startSite, TEST_LIMITS, type TestSite, testFetcher, testIdentity } from './test-site.ts'

const sites: TestSite[] = []
afterEach(async () => {
  await Promise.all(sites.splice(0).map(site => site.close()))
})
async function start(pages: Record<string, Answer>): Promise<TestSite> {
  const site = await startSite(pages)
  sites.push(site)
  return site
}

/** Every name leads to the test server. */
const everyName = async (): Promise<LookupAddress[]> => [{ address: '127.0.0.1', family: 4 }]
const named = (site: TestSite, host: string, path: string) => `http://${host}:${new URL(site.url).port}${path}`
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof HarvestError ? error.code : String(error)),
  )
const asked = (site: TestSite) => site.requests.map(request => request.path)

describe('who we are', () => {
  test('the User-Agent names the bot, its page and a contact, on robots.txt too', async () => {
    const site = await start({ '/': 'ok' })
    await testFetcher().get(`${site.url}/`)
    expect(asked(site)).toEqual(['/robots.txt', '/'])
    for (const request of site.requests)
      expect(request.headers['user-agent']).toBe(
        'DoraSyncBot/0.0.0 (+https://dora-sync.example/robot; contact@dora-sync.example)',
      )
  })
})

describe('robots.txt', () => {
  const rules = (text: string, status = 200): Answer => ({
    body: text,
    status,
    headers: { 'content-type': 'text/plain' },
  })

  test.each([
    ['our name', 'User-agent: DoraSyncBot\nDisallow: /prive', 'robots-interdit'],
    ['our name in small letters', 'user-agent: dorasyncbot\ndisallow: /prive', 'robots-interdit'],
    ['everybody', 'User-agent: *\nDisallow: /', 'robots-interdit'],
    ['everybody but us', 'User-agent: *\nDisallow: /\n\nUser-agent: DoraSyncBot\nDisallow:', 'no error'],
    ['another bot', 'User-agent: OtherBot\nDisallow: /', 'no error'],
    ['a bot whose name is in our header', 'User-agent: dora-sync\nDisallow: /', 'no error'],
    ['an exception', 'User-agent: *\nDisallow: /\nAllow: /prive/page', 'no error'],
    ['after a byte order mark', '\uFEFFUser-agent: DoraSyncBot\nDisallow: /', 'robots-interdit'],
  ])('rules for %s', async (_, text, code) => {
    const site = await start({ '/robots.txt': rules(text), '/prive/page': 'ok' })
    expect(await codeOf(testFetcher().get(`${site.url}/prive/page`))).toBe(code)
    if (code !== 'no error') expect(asked(site)).toEqual(['/robots.txt'])
  })

  test.each([
    [404, 'no error'],
    [403, 'no error'],
    [401, 'no error'],
    [408, 'robots-injoignable'],
    [425, 'robots-injoignable'],
    [429, 'robots-injoignable'],
    [500, 'robots-injoignable'],
    [503, 'robots-injoignable'],
  ])('answered %i: %s', async (status, code) => {
    const site = await start({ '/robots.txt': rules('User-agent: *\nDisallow: /', status), '/': 'ok' })
    expect(await codeOf(testFetcher().get(`${site.url}/`))).toBe(code)
  })

  test('no answer at all: nothing may be read', async () => {
    const site = await start({ '/robots.txt': (_, response) => response.destroy(), '/': 'ok' })
    expect(await codeOf(testFetcher().get(`${site.url}/`))).toBe('robots-injoignable')
    expect(asked(site)).not.toContain('/')
  })

  test('redirected five times: obeyed', async () => {
    const hop = (n: number): Answer => ({
      body: '',
      status: 302,
      headers: { location: n === 5 ? '/regles' : `/r${n + 1}` },
    })
    const site = await start({
      '/robots.txt': hop(1),
      '/r2': hop(2),
      '/r3': hop(3),
      '/r4': hop(4),
      '/r5': hop(5),
      '/regles': rules('User-agent: *\nDisallow: /'),
      '/': 'ok',
    })
    expect(await codeOf(testFetcher().get(`${site.url}/`))).toBe('robots-interdit')
  })

  test('read once for many pages, and again after a day', async () => {
    const site = await start({ '/robots.txt': rules('User-agent: *\nAllow: /'), '/': 'ok' })
    const fetcher = testFetcher({ limits: { ...TEST_LIMITS, runMs: 1e12 } })
    await fetcher.get(`${site.url}/`)
    fetcher.clock.advance(23.9 * 3_600_000)
    await fetcher.get(`${site.url}/`)
    expect(asked(site).filter(path => path === '/robots.txt')).toHaveLength(1)
    fetcher.clock.advance(0.2 * 3_600_000)
    await fetcher.get(`${site.url}/`)
    expect(asked(site).filter(path => path === '/robots.txt')).toHaveLength(2)
  })

  test('the page a redirect leads to is asked for too', async () => {
    const site = await start({
      '/robots.txt': rules('User-agent: *\nDisallow: /prive'),
      '/': { body: '', status: 301, headers: { location: '/prive' } },
      '/prive': 'secret',
    })
    expect(await codeOf(testFetcher().get(`${site.url}/`))).toBe('robots-interdit')
    expect(asked(site)).not.toContain('/prive')
  })

  test('endless: its first 500 KiB count, the rest is not read', async () => {
    const site = await start({
      '/robots.txt': (_, response) => {
        response.write('User-agent: *\nDisallow: /prive\n')
        const timer = setInterval(() => response.write('#'.repeat(200_000)), 1)
        response.on('close', () => clearInterval(timer))
      },
      '/prive': 'ok',
    })
    expect(await codeOf(testFetcher().get(`${site.url}/prive`))).toBe('robots-interdit')
  })
})

describe('pace', () => {
  test('a pause between requests, measured from the end of the one before', async () => {
    const site = await start({ '/': 'ok', '/b': 'ok' })
    const fetcher = testFetcher({ source: { paceMs: 1000 } })
    await fetcher.get(`${site.url}/`)
    await fetcher.get(`${site.url}/b`)
    expect(fetcher.clock.slept).toEqual([1000, 1000])
  })

  test('a longer Crawl-delay wins, a shorter one does not', async () => {
    for (const [delay, pause] of [
      [7, 7000],
      [0.1, 1000],
    ] as const) {
      const site = await start({ '/robots.txt': `User-agent: *\nCrawl-delay: ${delay}`, '/': 'ok', '/b': 'ok' })
      const fetcher = testFetcher({ source: { paceMs: 1000 } })
      await fetcher.get(`${site.url}/`)
      await fetcher.get(`${site.url}/b`)
      expect(fetcher.clock.slept).toEqual([1000, pause])
    }
  })

  test.each([
    [300, 'no error'],
    [301, 'delai-demesure'],
    [86_400, 'delai-demesure'],
    ['Infinity', 'delai-demesure'],
    ['vite', 'no error'],
  ])('a Crawl-delay of %s s: %s; nobody waits for what is not read', async (delay, code) => {
    const site = await start({ '/robots.txt': `User-agent: *\nCrawl-delay: ${delay}`, '/': 'ok', '/b': 'ok' })
    const fetcher = testFetcher({ source: { paceMs: 1000 } })
    expect(await codeOf(fetcher.get(`${site.url}/`))).toBe(code)
    expect(await codeOf(fetcher.get(`${site.url}/b`))).toBe(code)
    const waited = { 300: [1000, 300_000], vite: [1000, 1000] }[delay] ?? []
    expect(fetcher.clock.slept).toEqual(waited)
    expect(asked(site)).toEqual(code === 'no error' ? ['/robots.txt', '/', '/b'] : ['/robots.txt'])
  })

  test('one connection at a time, also for two sources on one host', async () => {
    let open = 0
    let most = 0
    const slow: Answer = (_, response) => {
      open += 1
      most = Math.max(most, open)
      setTimeout(() => {
        open -= 1
        response.end('ok')
      }, 20)
    }
    const site = await start({ '/1': slow, '/2': slow, '/3': slow, '/4': slow })
    const hosts = createHostBook(manualClock('2026-11-24T03:00:00Z'))
    const first = testFetcher({ hosts })
    const second = testFetcher({ hosts, source: { id: 'autre' } })
    await Promise.all([
      first.get(`${site.url}/1`),
      second.get(`${site.url}/2`),
      first.get(`${site.url}/3`),
      second.get(`${site.url}/4`),
    ])
    expect(most).toBe(1)
    expect(asked(site).filter(path => path === '/robots.txt')).toHaveLength(1)
  })

  test('outside the night window nothing is asked', async () => {
    const site = await start({ '/': 'ok' })
    const fetcher = testFetcher({ source: { window: '22:00-06:00' } })
    await fetcher.get(`${site.url}/`)
    fetcher.clock.advance(3 * 3_600_000)
    expect(await codeOf(fetcher.get(`${site.url}/`))).toBe('hors-fenetre')
    expect(asked(site)).toHaveLength(2)
  })

  test('the page cap and the time cap of a run', async () => {
    const site = await start({ '/': 'ok' })
    const fetcher = testFetcher({ source: { maxPages: 2 } })
    await fetcher.get(`${site.url}/`)
    await fetcher.get(`${site.url}/`)
    expect(await codeOf(fetcher.get(`${site.url}/`))).toBe('trop-de-pages')
    const other = testFetcher()
    other.clock.advance(121 * 60_000)
    expect(await codeOf(other.get(`${site.url}/`))).toBe('trop-long')
  })
})

describe('conditional GET', () => {
  test('sends both conditions; a 304 gives the stored body, unchanged', async () => {
    const seen: unknown[] = []
    const site = await start({
      '/': (request, response) => {
        seen.push([request.headers['if-none-match'], request.headers['if-modified-since']])
        if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304, { etag: '"v1"' }).end()
        response
          .writeHead(200, {
            etag: '"v1"',
            'last-modified': 'Tue, 24 Nov 2026 01:00:00 GMT',
            'content-type': 'text/html; charset=utf-8',
          })
          .end('<h1>Été</h1>')
      },
    })
    const documents = memoryDocumentStore()
    const first = await testFetcher({ documents }).get(`${site.url}/`)
    const again = await testFetcher({ documents }).get(`${site.url}/`)
    expect(seen).toEqual([
      [undefined, undefined],
      ['"v1"', 'Tue, 24 Nov 2026 01:00:00 GMT'],
    ])
    expect(first).toMatchObject({ status: 200, unchanged: false, text: '<h1>Été</h1>' })
    expect(again).toMatchObject({ status: 304, unchanged: true, text: '<h1>Été</h1>', hash: first.hash })
    expect(again.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test('what one page said is no condition on the page that a redirect leads to now', async () => {
    const dated = (day: number, body: string) => (request: IncomingMessage, response: ServerResponse) => {
      const modified = Date.parse(`2026-11-${day}T01:00:00Z`)
      const since = Date.parse(request.headers['if-modified-since'] ?? '')
      if (since >= modified) return response.writeHead(304).end()
      response.writeHead(200, { 'last-modified': new Date(modified).toUTCString() }).end(body)
    }
    let to = '/2026'
    const site = await start({
      '/offres': (_, response) => response.writeHead(302, { location: to }).end(),
      '/2026': dated(24, 'ancienne'),
      '/2027': dated(20, 'nouvelle'),
    })
    const documents = memoryDocumentStore()
    const read = async () => {
      const { text, status, unchanged } = await testFetcher({ documents }).get(`${site.url}/offres`)
      return [text, status, unchanged]
    }
    expect(await read()).toEqual(['ancienne', 200, false])
    expect(await read()).toEqual(['ancienne', 304, true])
    to = '/2027'
    expect(await read()).toEqual(['nouvelle', 200, false])
  })

  test('a page made at the moment it was asked for has no date to go by: the former one comes back', async () => {
    let made: { body: string; modified: Date } = { body: 'maintenance', modified: new Date() }
    const site = await start({
      '/': (request, response) => {
        const since = Date.parse(request.headers['if-modified-since'] ?? '')
        if (since >= Math.floor(made.modified.getTime() / 1000) * 1000) return response.writeHead(304).end()
        response.writeHead(200, { 'last-modified': made.modified.toUTCString() }).end(made.body)
      },
    })
    const documents = memoryDocumentStore()
    expect((await testFetcher({ documents }).get(`${site.url}/`)).text).toBe('maintenance')
    made = { body: 'les offres', modified: new Date('2026-01-05T08:00:00Z') }
    expect((await testFetcher({ documents }).get(`${site.url}/`)).text).toBe('les offres')
    expect((await testFetcher({ documents }).get(`${site.url}/`)).status).toBe(304)
  })

  test('without ETag, the same body is unchanged by its hash', async () => {
    const site = await start({ '/': (_, response) => response.end('pareil') })
    const documents = memoryDocumentStore()
    expect((await testFetcher({ documents }).get(`${site.url}/`)).unchanged).toBe(false)
    expect(await testFetcher({ documents }).get(`${site.url}/`)).toMatchObject({ status: 200, unchanged: true })
  })

  test('what one source saw says nothing of another', async () => {
    const site = await start({ '/': 'pareil' })
    const documents = memoryDocumentStore()
    await testFetcher({ documents }).get(`${site.url}/`)
    expect((await testFetcher({ documents, source: { id: 'autre' } }).get(`${site.url}/`)).unchanged).toBe(false)
  })

  test('once the body is purged no condition is sent', async () => {
    const site = await start({ '/': 'page' })
    const documents = memoryDocumentStore()
    await testFetcher({ documents }).get(`${site.url}/`)
    await documents.purge('2030-01-01T00:00:00.000Z')
    const again = await testFetcher({ documents }).get(`${site.url}/`)
    expect(again).toMatchObject({ status: 200, text: 'page' })
    expect(site.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
  })

  test('a stream is unchanged by 304 too, and its bytes come from the store', async () => {
    const site = await start({ '/flux': 'a;b\n1;2\n' })
    const documents = memoryDocumentStore()
    for (const unchanged of [false, true]) {
      const fetcher = testFetcher({ documents })
      const stream = await fetcher.stream(`${site.url}/flux`)
      let text = ''
      for await (const piece of stream.text ?? []) text += piece
      expect(text).toBe('a;b\n1;2\n')
      expect((await stream.document).unchanged).toBe(unchanged)
      await fetcher.close()
    }
    expect(site.requests.at(-1)?.status).toBe(304)
  })
})

describe('one retry policy', () => {
  const failing = (times: number, status: number, headers: Record<string, string> = {}): Answer => {
    let left = times
    return (_, response) => {
      left -= 1
      if (left >= 0) response.writeHead(status, headers).end('non')
      else response.end('oui')
    }
  }

  test('500 twice then 200: two growing pauses with jitter, then the page', async () => {
    const site = await start({ '/': failing(2, 500) })
    const fetcher = testFetcher()
    expect((await fetcher.get(`${site.url}/`)).text).toBe('oui')
    const [first = 0, second = 0] = fetcher.clock.slept
    expect(first).toBeGreaterThanOrEqual(500)
    expect(first).toBeLessThanOrEqual(1000)
    expect(second).toBeGreaterThanOrEqual(1000)
    expect(second).toBeLessThanOrEqual(2000)
  })

  test('Retry-After is obeyed; one that is too long ends the attempts', async () => {
    const site = await start({
      '/': failing(1, 429, { 'retry-after': '7' }),
      '/plus-tard': failing(1, 503, { 'retry-after': '3600' }),
    })
    const fetcher = testFetcher()
    await fetcher.get(`${site.url}/`)
    expect(fetcher.clock.slept).toEqual([7000])
    expect(await codeOf(fetcher.get(`${site.url}/plus-tard`))).toBe('site-en-panne')
    expect(fetcher.clock.slept).toEqual([7000])
  })

  test('a 404 is an answer: asked once', async () => {
    const site = await start({})
    expect(await codeOf(testFetcher().get(`${site.url}/absente`))).toBe('page-absente')
    expect(asked(site)).toEqual(['/robots.txt', '/absente'])
  })

  test('a body cut in the middle is asked for again, and comes whole', async () => {
    let first = true
    const site = await start({
      '/': (_, response) => {
        if (!first) return response.end('entier')
        first = false
        response.writeHead(200, { 'content-length': '1000' }).write('moitié')
        setTimeout(() => response.destroy(), 20)
      },
    })
    expect((await testFetcher().get(`${site.url}/`)).text).toBe('entier')
  })

  test('a run does not spend more than its budget of retries', async () => {
    const pages = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`/${at}`, failing(1, 503)]))
    const site = await start(pages)
    const fetcher = testFetcher({ limits: { ...TEST_LIMITS, retryBudget: 3 } })
    const codes = []
    for (let at = 0; at < 4; at += 1) codes.push(await codeOf(fetcher.get(`${site.url}/${at}`)))
    expect(codes).toEqual(['no error', 'no error', 'no error', 'site-en-panne'])
  })

  test('a host that keeps failing is parked, then tried once', async () => {
    const site = await start({ '/': (_, response) => response.writeHead(500).end(), '/ok': 'ok' })
    const fetcher = testFetcher({ limits: { ...TEST_LIMITS, attempts: 1 } })
    for (let at = 0; at < 5; at += 1) expect(await codeOf(fetcher.get(`${site.url}/`))).toBe('site-en-panne')
    const before = site.requests.length
    expect(await codeOf(fetcher.get(`${site.url}/ok`))).toBe('hote-en-pause')
    expect(site.requests).toHaveLength(before)
    fetcher.clock.advance(5 * 60_000)
    expect(await codeOf(fetcher.get(`${site.url}/`))).toBe('site-en-panne')
    expect(await codeOf(fetcher.get(`${site.url}/ok`))).toBe('hote-en-pause')
    fetcher.clock.advance(10 * 60_000)
    expect(await codeOf(fetcher.get(`${site.url}/ok`))).toBe('no error')
    expect(await codeOf(fetcher.get(`${site.url}/ok`))).toBe('no error')
  })
})

describe('hosts, keys and redirects', () => {
  test('the www. twin is the same site, a wildcard covers names under it, another site is refused before it is asked', async () => {
    const site = await start({ '/': 'ok' })
    const fetcher = testFetcher({ resolve: everyName, source: { hosts: ['exemple.fr', '*.depot.fr'] } })
    expect(await codeOf(fetcher.get(named(site, 'www.exemple.fr', '/')))).toBe('no error')
    expect(await codeOf(fetcher.get(named(site, 'a.b.depot.fr', '/')))).toBe('no error')
    const before = site.requests.length
    for (const host of ['exemple.fr.mechant.org', 'mechantexemple.fr', 'depot.fr', 'xdepot.fr'])
      expect(await codeOf(fetcher.get(named(site, host, '/')))).toBe('hote-inconnu')
    expect(site.requests).toHaveLength(before)
  })

  test('a key goes to the host that wants it and is dropped when a redirect changes the host', async () => {
    const site = await start({
      '/api': (_, response) => response.writeHead(302, { location: named(site, 'b.fr', '/suite') }).end(),
      '/suite': 'ok',
    })
    const fetcher = testFetcher({ resolve: everyName, source: { hosts: ['a.fr', 'b.fr'] }, keys: { CLE: 'secret-42' } })
    await fetcher.get(named(site, 'a.fr', '/api'), { key: { name: 'CLE' } })
    const of = (path: string) => site.requests.find(request => request.path === path)?.headers.authorization
    expect(of('/api')).toBe('Bearer secret-42')
    expect(of('/suite')).toBeUndefined()
    expect(await codeOf(fetcher.get(named(site, 'a.fr', '/suite'), { key: { name: 'AUTRE' } }))).toBe('cle-absente')
  })

  test('a key never shows in an error, nor in what is stored', async () => {
    const site = await start({ '/api': { body: 'non', status: 403 } })
    const fetcher = testFetcher({ keys: { CLE: 'secret-42' } })
    const error = await fetcher.get(`${site.url}/api`, { key: { name: 'CLE' } }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(HarvestError)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-42')
  })

  test('cookies are neither kept nor sent back', async () => {
    const site = await start({ '/': (_, response) => response.writeHead(200, { 'set-cookie': 'session=1' }).end('ok') })
    const documents = memoryDocumentStore()
    const fetcher = testFetcher({ documents })
    expect((await fetcher.get(`${site.url}/`)).headers['set-cookie']).toBeUndefined()
    await fetcher.get(`${site.url}/`)
    expect(site.requests.at(-1)?.headers.cookie).toBeUndefined()
  })

  test('stopped by its signal: no request any more', async () => {
    const site = await start({ '/': 'ok' })
    const stop = new AbortController()
    const fetcher = testFetcher({ signal: stop.signal })
    await fetcher.get(`${site.url}/`)
    stop.abort()
    expect(await codeOf(fetcher.get(`${site.url}/`))).toBe('arrete')
    expect(asked(site)).toEqual(['/robots.txt', '/'])
  })

  test('stopped while it waits its turn: said as such', async () => {
    const site = await start({ '/': 'ok' })
    const stop = new AbortController()
    const fetcher = testFetcher({ signal: stop.signal, source: { paceMs: 1000 } })
    await fetcher.get(`${site.url}/`)
    const waiting = codeOf(fetcher.get(`${site.url}/`))
    stop.abort()
    expect(await waiting).toBe('arrete')
  })

  test('a site whose name does not exist is told apart from one that does not answer', async () => {
    const site = await start({ '/': 'ok' })
    const missing = async () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }))
    expect(
      await codeOf(
        testFetcher({ resolve: missing, source: { hosts: ['disparu.fr'] } }).get(named(site, 'disparu.fr', '/')),
      ),
    ).toBe('site-introuvable')
    await site.close()
    expect(await codeOf(testFetcher({ limits: { ...TEST_LIMITS, attempts: 1 } }).get(`${site.url}/`))).toBe(
      'robots-injoignable',
    )
    sites.length = 0
  })

  test('nothing is left on disk when the fetcher is closed', async () => {
    const site = await start({ '/': 'x'.repeat(10_000) })
    const fetcher = createFetcher({
      source: { id: 'essai', hosts: ['127.0.0.1'], paceMs: 0, window: null, maxPages: 5 },
      documents: memoryDocumentStore(),
      clock: manualClock('2026-11-24T03:00:00Z'),
      random: seededRandom(1),
      identity: testIdentity,
      allowLoopback: true,
    })
    const stream = await fetcher.stream(`${site.url}/`)
    await fetcher.close()
    await expect(async () => {
      for await (const piece of stream.body) expect(piece.length).toBeGreaterThan(0)
    }).rejects.toThrow(/ENOENT/)
  })
})
