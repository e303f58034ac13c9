import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import type { Random } from '../common/random.ts'
import type { Settings } from '../config/settings.ts'
import type { SourceConfig } from '../config/source.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import type { Territory } from '../coverage/input.ts'
import type { Member } from '../dora/members.ts'
import type { DoraStanding } from '../dora/standing.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Geocode } from '../harvest/geocoder.ts'
import type { Identity } from '../harvest/identity.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import type { PassPorts, SourceEntry } from '../sync/ports.ts'
import type { Activity } from './activity.ts'
import type { ReachedSandbox } from './folder-sandbox.ts'

/** A file under `config/` or `mappings/` that cannot be used; the sources beside it can. */
export interface ConfigProblem {
  file: string
  /** French, with line numbers. */
  message: string
  /** Of a convention that was kept in the portal: which version of which. */
  convention?: { id: string; version: number }
  /** Of a source that was taught in the portal: its id, and its name for people. */
  source?: { id: string; name: string }
}

type DoraOfPass = PassPorts['dora']

/** DORA as this process reaches it. */
export interface DoraAccess extends DoraOfPass {
  url: string
  /** The stand-in, when there are no credentials. */
  sandbox: Pick<ReachedSandbox, 'url' | 'log' | 'close'> | null
  /** Invites a person into a structure: only because a named person confirmed it. @throws DoraError in French */
  invite(structure: string, email: string): Promise<void>
  /** Who belongs to a structure and who is invited there; never kept. @throws DoraError in French */
  members(structure: string): Promise<Member[]>
  /** How it stood at the last answer that this process got; null: none in the last ten minutes. */
  lastSeen(): DoraStanding | null
}

/** Partner sites as this process reaches them. */
export interface Sites {
  mode: 'samples' | 'live'
  /** Entry address of a source, or null when it has none in this mode. */
  address(source: SourceConfig): string | null
  /** Hours at which it may be read, `HH:MM-HH:MM` Europe/Paris; null: any, as are those of sample sites. */
  window(source: SourceConfig): string | null
  /** To be closed at the end of the run. */
  fetcher(source: SourceConfig, signal?: AbortSignal): RunFetcher
}

/** Every part put together once: what jobs, commands and the portal are given. */
export interface App {
  settings: Settings
  clock: Clock
  random: Random
  newId: NewId
  log: Logger
  identity: Identity
  /** The one that today is read under. */
  readonly convention: NamedConvention
  /** All of them, by name. */
  readonly conventions: readonly NamedConvention[]
  /** Reads again those that were imported in the portal. */
  reloadConventions(): Promise<void>
  territory: Territory
  /** Those of the files and those taught in the portal, which come before the file of the same id, in the order of their ids; kept up to date in place. */
  sources: SourceEntry[]
  readonly problems: readonly ConfigProblem[]
  /** Ids that files have: nothing new may be taught under them. */
  inFiles: ReadonlySet<string>
  /** The words that mappings share. */
  lexicon: Lexicon
  /** Takes in what was taught since, in whatever process. */
  reloadSources(): Promise<void>
  ledger: Ledger
  dora: DoraAccess
  sites: Sites
  /** What this process does to DORA and to partners' sites, for who counts it. */
  activity: Activity
  /** Finds the point of an address; null when no geocoder is configured. */
  geocode: Geocode | null
  close(): Promise<void>
}
