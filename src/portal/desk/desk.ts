import type { Clock } from '../../common/clock.ts'
import { frenchOrder } from '../../common/french-order.ts'
import type { NewId } from '../../common/ids.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Convention, ConventionPartner } from '../../convention/convention.ts'
import { everyPartner, type NamedConvention } from '../../convention/in-force.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { SourceCondition } from '../../schedule/condition.ts'
import { type ConditionPorts, readConditions } from '../../schedule/read-conditions.ts'
import { cronOf } from '../../schedule/schedule-of.ts'
import { sourceFacts } from '../../schedule/source-facts.ts'
import { nextDates, timetableOf } from '../../schedule/timetable.ts'
import { timingsIn, timingsOf } from '../../schedule/timings-of.ts'
import type { Studio } from '../../studio/studio.ts'
import type { PortalActions } from '../actions.ts'
import type { NamedContact } from '../contact/named-contact.ts'
import type { Mailer } from '../mail/mailer.ts'
import { type DeskJobs, deskJobs, NO_JOBS } from './desk-jobs.ts'
import type { DoraPages } from './dora-pages.ts'

/** Something that holds and cannot be used; `convention`: a version that was kept in the portal. */
export interface Unusable {
  file: string
  /** French, one line per thing to mend. */
  message: string
  convention?: { id: string; version: number }
  source?: { id: string; name: string }
}

/** What pages read and write besides access: the ledger, the configuration, what partners said, and the actions of the program. */
export interface Desk {
  clock: Clock
  newId: NewId
  ledger: Ledger
  /** In the French order of their names. */
  sources: () => readonly SourceConfig[]
  source(id: string): SourceConfig | undefined
  /** Its id when it is not configured any more. */
  sourceName(id: string): string
  convention: () => Convention
  /** All of them, by name. */
  conventions: () => readonly NamedConvention[]
  /** Reads again those that were imported. */
  reloadConventions(): Promise<void>
  /** Takes in what was taught in another process. */
  reloadSources(): Promise<void>
  /** Files under `config/` or `mappings/`, conventions and sources kept here, that cannot be used. */
  problems: () => readonly Unusable[]
  /** Name and value of each setting that may be shown; secrets are not among them. */
  settings: () => readonly { name: string; value: string; meaning: string }[]
  actions: PortalActions
  /** Teaching sources; null where nothing can be taught. */
  studio: Studio | null
  jobs: DeskJobs
  /** Where a person looks at a service in DORA itself; null when no address is known. */
  doraPages: DoraPages | null
  mailer: Mailer
  /** Who partners may talk to. */
  contact(): Promise<NamedContact>
  /** Address of the portal for people. */
  publicUrl(): string
  /** Of every convention, in the French order of their names. */
  partners(): readonly ConventionPartner[]
  partnerName(id: string): string
  /** Sources whose offers belong to a partner. */
  sourcesOf(partner: string): SourceConfig[]
  /** How sources stand now. Default: all. */
  conditions(sources?: readonly SourceConfig[]): Promise<SourceCondition[]>
  /** Timetable in force, as the queue keeps it: with the hours of the site; null when on demand or paused. */
  timetableOf(source: SourceConfig): Promise<string | null>
  /** Instants at which the next runs start, spread of the schedule included. */
  nextRuns(source: SourceConfig, count: number): Promise<Date[]>
  /** The first of them for each of these sources, by source; absent: none is to come. */
  nextRunOfEach(sources: readonly SourceConfig[]): Promise<Map<string, Date>>
  /** The same under another cron; none when it cannot be read. */
  datesOf(source: SourceConfig, cron: string, count: number): Date[]
  /** Hours at which the site may be read, `HH:MM-HH:MM`; null: any. */
  windowOf(source: SourceConfig): string | null
  /** Longest delay of a run after its hour, milliseconds. */
  spreadMs: number
  /** What the robot cannot work without and is out of order now: French, with what to do. */
  troubles(): Promise<string[]>
}

/** What a desk may be made without: nothing to read again, nothing to show, nothing to teach. */
type Defaulted = 'reloadConventions' | 'reloadSources' | 'problems' | 'settings' | 'studio' | 'doraPages' | 'troubles'

export interface DeskDeps
  extends Pick<
      Desk,
      'clock' | 'newId' | 'ledger' | 'sources' | 'convention' | 'actions' | 'mailer' | 'contact' | 'publicUrl'
    >,
    Partial<Pick<Desk, Defaulted>> {
  /** Default: the one, named after the year in which it begins. */
  conventions?: Desk['conventions']
  /** Whose jobs may be given up. Default: nobody's. */
  runner?: Parameters<typeof deskJobs>[0]
  /** What the queue spreads its schedules over, milliseconds. Default 0. */
  spreadMs?: number
  /** Hours at which a site may be read, where they are not those of the configuration (sample sites: any). */
  windowOf?: Desk['windowOf']
  /** Default: every source has one. */
  hasAddress?: ConditionPorts['hasAddress']
}

export function createDesk(deps: DeskDeps): Desk {
  const { hasAddress = () => true, spreadMs = 0, windowOf = source => source.window } = deps
  function datesOf(source: SourceConfig, cron: string, count: number): Date[] {
    try {
      const options = { after: deps.clock.now(), count, jitterMs: spreadMs }
      return nextDates(timetableOf(cron, windowOf(source)), source.id, options)
    } catch {
      return []
    }
  }
  async function cronInForce(source: SourceConfig): Promise<string | null> {
    const [timing = null] = await timingsOf(deps.ledger, [source])
    return cronOf(source, timing)
  }
  const conventions =
    deps.conventions ?? (() => [{ ...deps.convention(), id: deps.convention().period.start.slice(0, 4) }])
  let named: { of: readonly NamedConvention[]; partners: ReadonlyMap<string, string> } | null = null
  /** Lists ask for the name of each of their lines. */
  function partnerNames(): ReadonlyMap<string, string> {
    const of = conventions()
    const same = named?.of.length === of.length && of.every((each, at) => each === named?.of[at])
    if (!named || !same) named = { of, partners: new Map(everyPartner(of).map(({ id, name }) => [id, name])) }
    return named.partners
  }
  const { runner, ...given } = deps
  const source = (id: string) => deps.sources().find(each => each.id === id)
  const sourceName = (id: string) => source(id)?.name ?? id
  return {
    reloadConventions: async () => undefined,
    reloadSources: async () => undefined,
    problems: () => [],
    settings: () => [],
    studio: null,
    doraPages: null,
    troubles: async () => [],
    ...given,
    sources: () => deps.sources().toSorted((a, b) => frenchOrder(a.name, b.name)),
    source,
    sourceName,
    conventions,
    jobs: runner ? deskJobs(runner, sourceName) : NO_JOBS,
    partners: () => everyPartner(conventions()).sort((a, b) => frenchOrder(a.name, b.name)),
    partnerName: id => partnerNames().get(id) ?? id,
    sourcesOf: partner => deps.sources().filter(source => source.partner === partner && source.role === 'offers'),
    conditions(sources = deps.sources()) {
      return readConditions({ ledger: deps.ledger, sources, windowOf, hasAddress, spreadMs }, deps.clock.now())
    },
    async nextRuns(source, count) {
      const cron = await cronInForce(source)
      return cron === null ? [] : datesOf(source, cron, count)
    },
    async nextRunOfEach(sources) {
      const facts = await sourceFacts(deps.ledger, sources)
      const timings = new Map(timingsIn(facts, sources).map(timing => [timing.source, timing]))
      return new Map(
        sources.flatMap((source): [string, Date][] => {
          const cron = cronOf(source, timings.get(source.id) ?? null)
          const [next] = cron === null ? [] : datesOf(source, cron, 1)
          return next ? [[source.id, next]] : []
        }),
      )
    },
    async timetableOf(source) {
      const cron = await cronInForce(source)
      return cron === null ? null : timetableOf(cron, windowOf(source))
    },
    datesOf,
    windowOf,
    spreadMs,
  }
}
