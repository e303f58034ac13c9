import type { Clock } from '../common/clock.ts'
import { chooseCharset, decodePieces } from '../common/decode.ts'
import type { Random } from '../common/random.ts'
import { type Resolve, systemResolve } from './address-guard.ts'
import type { Fetcher, FetchOptions } from './connector.ts'
import type { DocumentStore, LastSeen } from './document-store.ts'
import { harvestErrors } from './harvest-errors.ts'
import { createHostBook, type HostBook } from './hosts.ts'
import type { Identity } from './identity.ts'
import { lazyText } from './lazy-text.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { memorySink } from './memory-sink.ts'
import { insideWindow } from './night-window.ts'
import { createPoliteClient, isRedirect, type Landing } from './polite-client.ts'
import { readable } from './readable-address.ts'
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

type Landed =
  | { kind: 'fresh'; url: URL; headers: Record<string, string> }
  | { kind: 'not-modified'; url: URL; headers: Record<string, string>; body: Uint8Array; state: LastSeen }

/**
 * The polite door to the network for one run of one source: host allow-list, robots.txt, one connection and a pause per host, night
 * window, conditional GET, caps, one retry policy, circuit breaker, and no way to a private address.
 * Every failure is a `HarvestError` of `harvest-errors.ts`.
 */
export function createFetcher(options: FetcherOptions): RunFetcher {
  const { source, documents, clock, signal } = options
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits }
  const client = createPoliteClient({
    hosts: options.hosts ?? createHostBook(clock),
    limits,
    clock,
    random: options.random,
    identity: options.identity,
    paceMs: source.paceMs,
    resolve: options.resolve ?? systemResolve,
    allowLoopback: options.allowLoopback ?? false,
    signal,
  })
  const allowed = source.hosts.map(bareHost)
  const started = clock.now().getTime()
  const spools = new Set<Spool>()
  let pages = 0

  function openPage(address: string): void {
    if (signal?.aborted) throw harvestErrors.stopped(address, signal.reason)
    if (source.window !== null && !insideWindow(source.window, clock.now()))
      throw harvestErrors.outsideWindow(address, source.window)
    if (clock.now().getTime() - started > limits.runMs) throw harvestErrors.tooLong(address, limits)
    if (pages >= source.maxPages) throw harvestErrors.tooManyPages(address, source.maxPages)
    pages += 1
  }

  function ours(url: URL): URL {
    const host = bareHost(url.hostname)
    if (!allowed.some(name => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)))))
      throw harvestErrors.foreignHost(url.href, url.hostname, source.hosts)
    return url
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
      const paceMs = await client.permission(url)
      const headers = {
        accept: wanted?.accept ?? '*/*',
        // What one address said is no condition on another that a redirect leads to now.
        ...(usable?.finalAddress === url.href ? conditions(usable) : {}),
        ...(wanted?.key && isSameDoor(first, url) ? keyHeader(wanted.key, address) : {}),
      }
      const answer = await client.ask(url, headers, landing, paceMs)
      if (answer.status === 200) return { kind: 'fresh', url, headers: answer.headers }
      if (answer.status === 304 && usable) {
        const body = await documents.get(usable.hash)
        if (body) return { kind: 'not-modified', url, headers: answer.headers, body, state: usable }
      }
      if (!isRedirect(answer.status)) throw harvestErrors.status(url.href, answer.status)
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
      const charset = chooseCharset(whole.head, state.headers['content-type'], whole.validUtf8, whole.unusual)
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

/** A key follows a redirect to the same host only, and never from https down to http. */
function isSameDoor(first: URL, url: URL): boolean {
  return url.host === first.host && (url.protocol === first.protocol || url.protocol === 'https:')
}

/** A page modified at the very moment it was sent says nothing by its date (RFC 9110): what comes next may be older. Milliseconds. */
const DATED_FROM_MS = 60_000

function conditions({ etag, lastModified, headers }: LastSeen): Record<string, string> {
  const justMade = Date.parse(headers.date ?? '') - Date.parse(lastModified ?? '') < DATED_FROM_MS
  return {
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified && (etag || !justMade) ? { 'if-modified-since': lastModified } : {}),
  }
}

function withoutCookies(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'set-cookie'))
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
