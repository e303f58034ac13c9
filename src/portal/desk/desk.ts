import type { Clock } from '../../common/clock.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { nextDates, timetableOf } from '../../queue/timetable.ts'
import type { PortalActions } from '../actions.ts'
import type { NamedContact } from '../contact/named-contact.ts'
import type { Mailer } from '../mail/mailer.ts'
import { type DeskJobs, deskJobs, NO_JOBS } from './desk-jobs.ts'
import type { DoraPages } from './dora-pages.ts'

/** What pages read and write besides access: the ledger, the configuration, what partners said, and the actions of the program. */
export interface Desk {
  clock: Clock
  ledger: Ledger
  sources: () => readonly SourceConfig[]
  convention: () => Convention
  /** Files under `config/` or `mappings/` that cannot be used. */
  problems: () => readonly { file: string; message: string }[]
  /** Name and value of each setting that may be shown; secrets are not among them. */
  settings: () => readonly { name: string; value: string; meaning: string }[]
  actions: PortalActions
  jobs: DeskJobs
  /** Where a person looks at a service in DORA itself; null when no address is known. */
  doraPages: DoraPages | null
  mailer: Mailer
  /** Who partners may talk to. */
  contact(): Promise<NamedContact>
  /** Address of the portal for people. */
  publicUrl(): string
  partnerName(id: string): string
  /** Sources whose offers belong to a partner. */
  sourcesOf(partner: string): SourceConfig[]
  /** Timetable in force: null when on demand or paused. */
  cronOf(source: SourceConfig): Promise<string | null>
  /** The same as the queue keeps it: with the hours of the site. */
  timetableOf(source: SourceConfig): Promise<string | null>
  /** Instants at which the next runs start, spread of the schedule included. */
  nextRuns(source: SourceConfig, count: number): Promise<Date[]>
  /** The same under another cron; none when it cannot be read. */
  datesOf(source: SourceConfig, cron: string, count: number): Date[]
  /** Hours at which the site may be read, `HH:MM-HH:MM`; null: any. */
  windowOf(source: SourceConfig): string | null
  /** Whether there is something to read: without an address, only what its partner says feeds it. */
  hasAddress(source: SourceConfig): boolean
  /** Longest delay of a run after its hour, milliseconds. */
  spreadMs: number
  /** What the robot cannot work without and is out of order now: French, with what to do. */
  troubles(): Promise<string[]>
}

export interface DeskDeps {
  clock: Clock
  ledger: Ledger
  sources: () => readonly SourceConfig[]
  convention: () => Convention
  problems?: Desk['problems']
  settings?: Desk['settings']
  actions: PortalActions
  /** Whose jobs may be given up. Default: nobody's. */
  runner?: Parameters<typeof deskJobs>[0]
  doraPages?: DoraPages
  mailer: Mailer
  contact: Desk['contact']
  publicUrl: Desk['publicUrl']
  /** What the queue spreads its schedules over, milliseconds. Default 0. */
  spreadMs?: number
  /** Hours at which a site may be read, where they are not those of the configuration (sample sites: any). */
  windowOf?: Desk['windowOf']
  /** Default: every source has one. */
  hasAddress?: Desk['hasAddress']
  /** Default: none. */
  troubles?: Desk['troubles']
}

export function createDesk(deps: DeskDeps): Desk {
  async function cronOf(source: SourceConfig): Promise<string | null> {
    const [setting, stop] = await Promise.all([
      deps.ledger.sourceSettings.read(source.id),
      deps.ledger.stops.standing(source.partner),
    ])
    if (setting?.paused || stop || !source.enabled) return null
    return (setting?.schedule ?? source.schedule) || null
  }
  const { spreadMs = 0, windowOf = source => source.window } = deps
  function datesOf(source: SourceConfig, cron: string, count: number): Date[] {
    try {
      const options = { after: deps.clock.now(), count, jitterMs: spreadMs }
      return nextDates(timetableOf(cron, windowOf(source)), source.id, options)
    } catch {
      return []
    }
  }
  return {
    clock: deps.clock,
    ledger: deps.ledger,
    sources: deps.sources,
    convention: deps.convention,
    problems: deps.problems ?? (() => []),
    settings: deps.settings ?? (() => []),
    actions: deps.actions,
    jobs: deps.runner
      ? deskJobs(deps.runner, id => deps.sources().find(source => source.id === id)?.name ?? id)
      : NO_JOBS,
    doraPages: deps.doraPages ?? null,
    mailer: deps.mailer,
    contact: deps.contact,
    publicUrl: deps.publicUrl,
    partnerName: id => deps.convention().partners.find(partner => partner.id === id)?.name ?? id,
    sourcesOf: partner => deps.sources().filter(source => source.partner === partner && source.role === 'offers'),
    cronOf,
    async nextRuns(source, count) {
      const cron = await cronOf(source)
      return cron === null ? [] : datesOf(source, cron, count)
    },
    async timetableOf(source) {
      const cron = await cronOf(source)
      return cron === null ? null : timetableOf(cron, windowOf(source))
    },
    datesOf,
    windowOf,
    hasAddress: deps.hasAddress ?? (() => true),
    spreadMs,
    troubles: deps.troubles ?? (async () => []),
  }
}
