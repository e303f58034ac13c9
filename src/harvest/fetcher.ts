import type { Clock } from '../common/clock.ts'
import type { Random } from '../common/random.ts'
import { type Resolve, systemResolve } from './address-guard.ts'
import { type FetchedDocument, type Fetcher, type FetchOptions, HarvestError } from './contract.ts'
import { chooseCharset, decodeBody, decodePieces } from './decode.ts'
import type { DocumentStore, LastSeen } from './document-store.ts'
import { harvestErrors } from './harvest-errors.ts'
import { createHostBook, type Host, type HostBook } from './hosts.ts'
import type { Identity } from './identity.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { insideWindow } from './night-window.ts'
import { type OnceAnswer, requestOnce, type Sink } from './request-once.ts'
import { type Failure, retryAfterMs, retryDelay } from './retry.ts'
import { ROBOTS_BYTES, type RobotsRules, readRobots } from './robots.ts'
import { createSpool, type Spool } from './spool.ts'

/** The part of a source's configuration that fetching needs. */
export interface FetchedSource {
  id: string
  /** Host names that may be read, without port; a name and its `www.` twin count as one, `*.exemple.fr` stands for every name under it. */
  hosts: readonly string[]
  /** Milliseconds between two requests to one host; a longer Crawl-delay wins. */
  paceMs: number
  /** `HH:MM-HH:MM`, Europe/Paris, or null. */
  window: string | null
  /** Pages and files per run, robots.txt and redirects not counted. */
  maxPages: number
}

export interface FetcherOptions {
  source: FetchedSource
  documents: DocumentStore
  clock: Clock
  random: Random
  identity: Identity
  /** Loopback addresses may be read: sample sites and tests. Default false. */
  allowLoopback?: boolean
  /** Shared by all fetchers of a process, so that two sources on one host keep one pace. Default: its own. */
  hosts?: HostBook
  limits?: Partial<Limits>
  /** Values of the keys that connectors name, from the environment. */
  keys?: Readonly<Record<string, string | undefined>>
  signal?: AbortSignal
  resolve?: Resolve
}

/** A fetcher bound to one run of one source. */
export interface RunFetcher extends Fetcher {
  /** Removes what streams left on disk. To be called at the end of the run. */
  close(): Promise<void>
}

/** Pages fetched whole and streams go through one path; only where the body lands differs. */
interface Landing {
  sink: Sink
  bodyBytes: number
  wholeMs: number
}

type Landed =
  | { kind: 'fresh'; url: URL; headers: Record<string, string> }
  | { kind: 'not-modified'; url: URL; headers: Record<string, string>; body: Uint8Array; state: LastSeen }

/**
 * The polite door to the network for one run of one source: host allow-list, robots.txt, one connection and a pause per host, night
 * window, conditional GET, caps, one retry policy, circuit breaker, and no way to a private address.
 * Every failure is a `HarvestError` of `harvest-errors.ts`.
 */
export function createFetcher(options: FetcherOptions): RunFetcher {
  const { source, documents, clock, random, identity, signal } = options
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits }
  const book = options.hosts ?? createHostBook(clock)
  const allowed = source.hosts.map(bareHost)
  const started = clock.now().getTime()
  const spools = new Set<Spool>()
  let pages = 0
  let retries = 0

  function openPage(address: string): void {
    if (signal?.aborted) throw harvestErrors.stopped(address, signal.reason)
    if (source.window !== null && !insideWindow(source.window, clock.now()))
      throw harvestErrors.outsideWindow(address, source.window)
    if (clock.now().getTime() - started > limits.runMs) throw harvestErrors.tooLong(address, limits)
    if (pages >= source.maxPages) throw harvestErrors.tooManyPages(address, source.maxPages)
    pages += 1
  }

  function readable(address: string, base?: URL): URL {
    if (!URL.canParse(address, base)) throw harvestErrors.badAddress(address)
    const url = new URL(address, base)
    url.hash = ''
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw harvestErrors.badAddress(address)
    if (url.username || url.password) throw harvestErrors.credentials(`${url.origin}${url.pathname}`)
    return url
  }

  function ours(url: URL): URL {
    const host = bareHost(url.hostname)
    if (!allowed.some(name => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)))))
      throw harvestErrors.foreignHost(url.href, url.hostname, source.hosts)
    return url
  }

  /** One address, one hop, with retries, in the host's turn. Answers any status; throws when no answer comes. */
  async function ask(
    host: Host,
    url: URL,
    headers: Record<string, string>,
    landing: Landing,
    paceMs: number,
    overflow: 'error' | 'cut' = 'error',
  ): Promise<OnceAnswer> {
    return host.turn(paceMs, signal, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const parked = host.parkedFor()
        if (parked > 0) throw harvestErrors.parked(url.href, host.name, parked / 60_000)
        const { answer, error, failure } = await tryOnce(url, headers, landing, overflow)
        if (failure.kind !== 'final') host.settle(false)
        else if (answer) host.settle(true)
        const delay = retryDelay(failure, attempt, retries, limits, random)
        if (delay === null) {
          if (error) throw error
          return answer
        }
        retries += 1
        await clock.sleep(delay, signal)
      }
    })
  }

  async function tryOnce(url: URL, headers: Record<string, string>, landing: Landing, overflow: 'error' | 'cut') {
    try {
      const answer = await requestOnce(url, landing.sink, {
        headers: {
          'user-agent': identity.userAgent,
          'accept-language': 'fr, *;q=0.5',
          ...headers,
        },
        bodyBytes: landing.bodyBytes,
        overflow,
        connectMs: limits.connectMs,
        firstByteMs: limits.firstByteMs,
        wholeMs: landing.wholeMs,
        resolve: options.resolve ?? systemResolve,
        allowLoopback: options.allowLoopback ?? false,
        signal,
      })
      return { answer, error: null, failure: failureOf(answer) }
    } catch (error) {
      if (!(error instanceof HarvestError)) throw error
      const again = error.code === 'injoignable' || error.code === 'trop-lent'
      return { answer: null, error, failure: { kind: again ? 'network' : 'final' } as Failure }
    }
  }

  function failureOf(answer: OnceAnswer): Failure {
    if (answer.status !== 429 && answer.status !== 408 && answer.status !== 425 && answer.status < 500)
      return { kind: 'final' }
    const wait = retryAfterMs(answer.headers['retry-after'], clock.now())
    return { kind: 'status', status: answer.status, retryAfterMs: wait }
  }

  async function robotsOf(url: URL): Promise<RobotsRules> {
    const host = book.of(url.host)
    const now = clock.now().getTime()
    const cached = host.robots.get(url.origin)
    if (cached && (await cached).until > now) return cached
    const reading = askRobots(url, now)
    host.robots.set(url.origin, reading)
    reading.catch(() => host.robots.delete(url.origin))
    return reading
  }

  /** Redirects of robots.txt are followed to any public host, as RFC 9309 asks; the rules still bind the site we came for. */
  async function askRobots(site: URL, now: number): Promise<RobotsRules> {
    const body = memorySink()
    const landing = { sink: body, bodyBytes: ROBOTS_BYTES, wholeMs: limits.wholeMs }
    let url = new URL('/robots.txt', site)
    try {
      for (let hop = 0; hop <= limits.redirects; hop += 1) {
        const answer = await ask(book.of(url.host), url, { accept: 'text/plain' }, landing, source.paceMs, 'cut')
        if (!isRedirect(answer)) {
          const text = decodeBody(body.bytes(), 'text/plain; charset=utf-8').text
          return readRobots(site.origin, { status: answer.status, text }, identity.product, now)
        }
        url = readable(answer.headers.location ?? '', url)
      }
      return readRobots(site.origin, { status: 404, text: '' }, identity.product, now)
    } catch (error) {
      if (error instanceof HarvestError && !['arrete', 'hote-en-pause', 'adresse-interdite'].includes(error.code))
        return readRobots(site.origin, { error }, identity.product, now)
      throw error
    }
  }

  /** Milliseconds to leave after a request to this site; throws when its robots.txt forbids the address. */
  async function permission(url: URL): Promise<number> {
    const rules = await robotsOf(url)
    switch (rules.kind) {
      case 'open':
        return source.paceMs
      case 'closed':
        throw harvestErrors.robotsUnreachable(url.href, rules.cause)
      case 'rules':
        if (!rules.allows(url.href)) throw harvestErrors.robotsForbid(url.href)
        return Math.max(source.paceMs, rules.delayMs)
    }
  }

  async function land(address: string, landing: Landing, wanted: FetchOptions | undefined): Promise<Landed> {
    const first = ours(readable(address))
    const state = await documents.lastSeen(source.id, first.href)
    const usable = state && (await documents.has(state.hash)) ? state : null
    const visited = new Set<string>()
    let url = first
    for (let hop = 0; hop <= limits.redirects; hop += 1) {
      if (visited.has(url.href)) throw harvestErrors.redirectLoop(address)
      visited.add(url.href)
      const paceMs = await permission(url)
      const headers = {
        accept: wanted?.accept ?? '*/*',
        ...(usable ? conditions(usable) : {}),
        ...(url.host === first.host && wanted?.key ? keyHeader(wanted.key, address) : {}),
      }
      const answer = await ask(book.of(url.host), url, headers, landing, paceMs)
      if (answer.status === 200) return { kind: 'fresh', url, headers: answer.headers }
      if (answer.status === 304 && usable) {
        const body = await documents.get(usable.hash)
        if (body) return { kind: 'not-modified', url, headers: answer.headers, body, state: usable }
      }
      if (!isRedirect(answer)) throw harvestErrors.status(url.href, answer.status)
      const target = answer.headers.location
      if (!target) throw harvestErrors.redirectNowhere(url.href)
      url = ours(readable(target, url))
    }
    throw harvestErrors.tooManyRedirects(address, limits.redirects)
  }

  function keyHeader(key: NonNullable<FetchOptions['key']>, address: string): Record<string, string> {
    const value = options.keys?.[key.name]
    if (!value) throw harvestErrors.missingKey(address, key.name)
    return { [(key.header ?? 'authorization').toLowerCase()]: `${key.prefix ?? 'Bearer '}${value}` }
  }

  async function remember(address: string, landed: Landed, hash: string): Promise<LastSeen> {
    const kept = landed.kind === 'not-modified' ? landed.state.headers : {}
    const headers = withoutCookies({ ...kept, ...landed.headers })
    const state: LastSeen = {
      source: source.id,
      address: readable(address).href,
      finalAddress: landed.url.href,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
      hash,
      headers,
      fetchedAt: clock.now().toISOString(),
    }
    await documents.remember(state)
    return state
  }

  return {
    async get(address, wanted) {
      openPage(address)
      const sink = memorySink()
      const landed = await land(address, { sink, bodyBytes: limits.bodyBytes, wholeMs: limits.wholeMs }, wanted)
      const before = await documents.lastSeen(source.id, readable(address).href)
      const body = landed.kind === 'fresh' ? sink.bytes() : landed.body
      const hash = landed.kind === 'fresh' ? await documents.put(body, clock.now().toISOString()) : landed.state.hash
      const state = await remember(address, landed, hash)
      return lazyText({
        hash,
        address: state.finalAddress,
        status: landed.kind === 'fresh' ? 200 : 304,
        headers: state.headers,
        body,
        unchanged: before?.hash === hash,
        fetchedAt: state.fetchedAt,
      })
    },

    async stream(address, wanted) {
      openPage(address)
      const spool = await createSpool()
      spools.add(spool)
      const landing = { sink: spool, bodyBytes: limits.streamBytes, wholeMs: limits.streamMs }
      const landed = await land(address, landing, wanted).catch(async error => {
        await spool.remove()
        throw error
      })
      const before = await documents.lastSeen(source.id, readable(address).href)
      if (landed.kind === 'not-modified') {
        await spool.restart()
        await spool.write(landed.body)
      }
      const whole = await spool.finish()
      if (landed.kind === 'fresh' && whole.bytes <= limits.keptStreamBytes)
        await documents.put(await collect(spool.read()), clock.now().toISOString())
      const state = await remember(address, landed, whole.hash)
      const charset = chooseCharset(whole.head, state.headers['content-type'], whole.validUtf8)
      return {
        address: state.finalAddress,
        headers: state.headers,
        body: spool.read(),
        text: decodePieces(spool.read(), charset.used),
        charset,
        document: Promise.resolve({ hash: whole.hash, unchanged: before?.hash === whole.hash }),
      }
    },

    async close() {
      await Promise.all([...spools].map(spool => spool.remove()))
      spools.clear()
    },
  }
}

/** `www.exemple.fr` and `exemple.fr` are one site in an allow-list. */
function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}

function isRedirect(answer: OnceAnswer): boolean {
  return [301, 302, 303, 307, 308].includes(answer.status)
}

function conditions(state: LastSeen): Record<string, string> {
  return {
    ...(state.etag ? { 'if-none-match': state.etag } : {}),
    ...(state.lastModified ? { 'if-modified-since': state.lastModified } : {}),
  }
}

function withoutCookies(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'set-cookie'))
}

function memorySink(): Sink & { bytes(): Uint8Array } {
  let pieces: Uint8Array[] = []
  return {
    restart: async () => {
      pieces = []
    },
    write: async piece => {
      pieces.push(piece)
    },
    bytes: () => new Uint8Array(Buffer.concat(pieces)),
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** Decodes when somebody first asks for the text: a spreadsheet is never decoded. */
function lazyText(document: Omit<FetchedDocument, 'text' | 'charset'>): FetchedDocument {
  let decoded: ReturnType<typeof decodeBody> | null = null
  const decode = () => {
    decoded ??= decodeBody(document.body, document.headers['content-type'])
    return decoded
  }
  return {
    ...document,
    get text() {
      return decode().text
    },
    get charset() {
      return decode().charset
    },
  }
}
