import { type Clock, systemClock } from '../common/clock.ts'
import { type Closers, closeAll } from '../common/close-all.ts'
import { type NewId, randomIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { parisDay } from '../common/paris-day.ts'
import { productVersion } from '../common/product-version.ts'
import type { Random } from '../common/random.ts'
import type { Settings } from '../config/settings.ts'
import type { SourceConfig } from '../config/source.ts'
import { conventionOf } from '../convention/in-force.ts'
import { createDoraReader, createDoraWriter } from '../dora/client.ts'
import { createInviter } from '../dora/invite.ts'
import { createMembersReader } from '../dora/members.ts'
import type { Quota } from '../dora/quota.ts'
import { askStanding, type DoraStanding, standingOfTry } from '../dora/standing.ts'
import type { TryNote } from '../dora/transport.ts'
import { createFetcher } from '../harvest/fetcher.ts'
import { createGeocoder } from '../harvest/geocoder.ts'
import { createIdentity } from '../harvest/identity.ts'
import type { SampleSites } from '../harvest/sample-sites.ts'
import { openLedger } from '../ledger/open.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { givenAddress, givenFetcher } from '../studio/given-file.ts'
import { type Activity, createActivity, toldFetcher } from './activity.ts'
import type { App, DoraAccess, Sites } from './app.ts'
import { conventionShelf } from './convention-shelf.ts'
import { makeDataFolder } from './data-folder.ts'
import { folderSandbox, ownSandbox } from './folder-sandbox.ts'
import { loadConfiguration } from './load-configuration.ts'
import { ledgerPlaceOf, placesOf } from './places.ts'
import { portalUrlOf } from './portal-url.ts'
import { quotaUntil, type SharedLimits, sharedLimits } from './shared-limits.ts'
import { isLoopback, sitesMode } from './sites-mode.ts'
import { sourceShelf } from './source-shelf.ts'
import { keepApart, samplesRefusal } from './which-dora.ts'

/** The stand-in answers as fast as it can: a demonstration should not wait for the real DORA's quota. Requests a minute. */
const SANDBOX_QUOTA = 6000

/** What DORA answered longer ago says nothing about now, milliseconds. */
const SEEN_MS = 600_000

/** What can be replaced in tests. */
export interface AppPorts {
  clock?: Clock
  random?: Random
  newId?: NewId
  /** Where an already running sandbox is; it is then not closed with the app. */
  sandbox?: Sandbox
  /** Requests a minute that the sandbox started here allows. Default 6000. */
  sandboxQuota?: number
  /** Instead of the quota and the pace that the settings ask for. */
  limits?: SharedLimits
  /** Once aborted, nobody is let through to DORA any more, and who waits is told with its reason. */
  stop?: AbortSignal
}

/**
 * Puts every part together. Without `DORA_URL` and `DORA_TOKEN`, starts the sandbox DORA (kept in `<data>/dora-essai.bin`; that of the process which already works on that folder, if there is one) and, unless told otherwise, the sample partner sites.
 * @throws Error in French when the settings contradict each other, or the ledger is that of another DORA; YamlFileError when the convention or the territory cannot be used
 */
export async function openApp(settings: Settings, ports: AppPorts = {}): Promise<App> {
  const clock = ports.clock ?? systemClock
  const random = ports.random ?? Math.random
  const newId = ports.newId ?? randomIds
  const log = createLogger(settings.LOG_LEVEL)
  const places = placesOf(settings)
  const refusal = samplesRefusal(settings)
  if (refusal !== null) throw new Error(refusal)
  const mode = sitesMode(settings)
  const configuration = loadConfiguration(places, mode === 'samples')
  for (const problem of configuration.problems) log.warn(problem, 'source set aside')
  makeDataFolder(places.data)

  const activity = createActivity()
  const closers: Closers = []
  try {
    const ledger = await openLedger(ledgerPlaceOf(settings), { clock, newId })
    closers.push(() => ledger.close())
    await keepApart(settings, ledger.keys, places.data)
    const shelf = conventionShelf(configuration.conventions, ledger)
    await shelf.reload()
    const taught = sourceShelf(configuration.sources, configuration.names, { ledger, mappings: places.mappings })
    await taught.reload()
    const limits =
      ports.limits ??
      (await sharedLimits({
        redisUrl: settings.REDIS_URL,
        account: settings.DORA_TOKEN ?? 'essai',
        perMinute: requestsAMinute(settings, ports),
        clock,
        newId,
        log,
      }))
    closers.push(() => limits.close())
    const { hosts } = limits
    const quota = ports.stop ? quotaUntil(limits.quota, ports.stop) : limits.quota
    const dora = await reachDora(settings, {
      quota,
      clock,
      random,
      folder: places.data,
      ports,
      department: configuration.territory.department,
      activity,
    })
    if (dora.sandbox && ports.sandbox === undefined) closers.push(() => dora.sandbox?.close() ?? Promise.resolve())
    const samples = mode === 'samples' ? await sampleSites(places.mappings) : null
    if (samples) closers.push(() => samples.close())
    const portal = portalUrlOf(settings)
    const identity = createIdentity({
      version: productVersion(),
      page: `${portal}/robot`,
      contact: settings.BOT_CONTACT,
    })
    // Nobody wrote a sample of a taught source: it is read where it is, demonstration or not.
    const samplesOf = (source: SourceConfig) => (taught.fileOf(source.id) === undefined ? samples : null)
    const sites: Sites = {
      mode,
      address(source) {
        const file = taught.fileOf(source.id)
        if (file) return givenAddress(file)
        const own = samplesOf(source)
        return own && !isLoopback(source.address) ? own.address(source.id, source.sample) : source.address
      },
      window: source => fetchedSource(source, samplesOf(source)).window,
      fetcher(source, signal) {
        const file = taught.fileOf(source.id)
        if (file)
          return givenFetcher(file, {
            source: source.id,
            documents: ledger.documents,
            now: () => clock.now().toISOString(),
          })
        const own = samplesOf(source)
        const fetcher = createFetcher({
          source: fetchedSource(source, own),
          documents: ledger.documents,
          clock,
          random,
          identity,
          hosts,
          allowLoopback: own !== null || isLoopback(source.address),
          keys: sourceKeys(process.env),
          ...(signal && { signal }),
        })
        return toldFetcher(fetcher, activity, clock)
      },
    }
    return {
      settings,
      clock,
      random,
      newId,
      log,
      identity,
      territory: configuration.territory,
      sources: taught.sources,
      get problems() {
        return [...configuration.problems, ...shelf.problems, ...taught.problems]
      },
      inFiles: taught.inFiles,
      lexicon: taught.lexicon,
      reloadSources: taught.reload,
      get conventions() {
        return shelf.all()
      },
      get convention() {
        return conventionOf(shelf.all(), parisDay(clock.now()))
      },
      reloadConventions: shelf.reload,
      ledger,
      dora,
      sites,
      activity,
      geocode: settings.GEOCODER_URL ? createGeocoder(settings.GEOCODER_URL) : null,
      async close() {
        const [first] = await closeAll(closers)
        if (first !== undefined) throw first
      },
    }
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

async function sampleSites(mappings: string): Promise<SampleSites> {
  return (await import('../harvest/sample-sites.ts')).serveSampleSites({ mappings })
}

/** Our own sample pages need no pause and no night; real sites get what the gestionnaire wrote. */
function fetchedSource(source: SourceConfig, samples: SampleSites | null) {
  const { id, hosts, paceMs, window, maxPages } = source
  if (samples && !isLoopback(source.address)) return { id, hosts: ['127.0.0.1'], paceMs: 0, window: null, maxPages }
  const own = source.address === null ? [] : [new URL(source.address).hostname]
  return { id, hosts: [...own, ...hosts], paceMs, window, maxPages }
}

/** What DORA, or its stand-in, is asked at most. */
function requestsAMinute(settings: Settings, ports: AppPorts): number {
  return settings.DORA_URL ? settings.DORA_QUOTA : (ports.sandboxQuota ?? SANDBOX_QUOTA)
}

async function reachDora(
  settings: Settings,
  deps: {
    quota: Quota
    clock: Clock
    random: Random
    folder: string
    ports: AppPorts
    department: string
    activity: Activity
  },
): Promise<DoraAccess> {
  const { DORA_URL, DORA_TOKEN } = settings
  if (DORA_URL !== undefined && DORA_TOKEN === undefined)
    throw new Error(
      'DORA_URL est donné sans DORA_TOKEN : il faut les deux pour le vrai DORA, aucun pour le DORA d’essai.',
    )
  if (DORA_URL === undefined && DORA_TOKEN !== undefined)
    throw new Error(
      'DORA_TOKEN est donné sans DORA_URL : il faut les deux pour le vrai DORA, aucun pour le DORA d’essai.',
    )
  const { clock, random, ports } = deps
  const quotaPerMinute = requestsAMinute(settings, ports)
  // Loaded only where it is used: a program that works with the real DORA does not carry a stand-in.
  const start = async (file: string) =>
    (await import('../sandbox/index.ts')).startSandbox({ clock, file, quotaPerMinute, whenAsked: true })
  const sandbox =
    DORA_URL !== undefined
      ? null
      : ports.sandbox
        ? ownSandbox(ports.sandbox)
        : await folderSandbox(deps.folder, start, clock)
  const url = DORA_URL ?? sandbox?.url ?? ''
  const token = DORA_TOKEN ?? sandbox?.token(deps.department) ?? null
  const departments = settings.DORA_DEPARTMENTS?.split(',') ?? [deps.department]
  let seen: { standing: DoraStanding; at: number } | null = null
  const onTry = (note: TryNote): void => {
    sandbox?.onTry(note)
    deps.activity.dora(note)
    const standing = standingOfTry(note)
    if (standing !== null) seen = { standing, at: clock.now().getTime() }
  }
  const client = { url, token, quota: deps.quota, clock, random, onTry }
  const reader = createDoraReader(client)
  return {
    url,
    sandbox,
    departments,
    quota: quotaPerMinute,
    waitMs: settings.DORA_WAIT_MINUTES * 60_000,
    reader,
    writer: policy =>
      createDoraWriter({
        ...client,
        departments,
        mayCreateStructures: policy.createStructures,
        onStructure: () => reader.forgetAccount(),
      }),
    invite: createInviter({ ...client, departments }),
    members: createMembersReader(client),
    standing: () => askStanding({ ...client, departments }),
    lastSeen: () => (seen !== null && clock.now().getTime() - seen.at <= SEEN_MS ? seen.standing : null),
  }
}

/** Keys that a mapping may name. Only these: a mapping must never be able to send the DORA token to a partner's host. */
function sourceKeys(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('CLE_')))
}
