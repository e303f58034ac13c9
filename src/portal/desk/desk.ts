import type { Clock } from '../../common/clock.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/contract.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PortalActions } from '../actions.ts'
import { type CampaignStore, campaignStoreOf } from '../campaigns/store.ts'
import type { Mailer } from '../mail/mailer.ts'
import { type StatementStore, statementStoreOf } from '../statements/store.ts'
import type { StoreDeps } from '../store/deps.ts'
import { type OfferPage, type OfferQuery, offersPage } from './offers-page.ts'
import { nextRuns } from './schedule.ts'
import { type SourceSettings, sourceSettingsOf } from './source-settings.ts'
import { standingRejections } from './standing-rejections.ts'

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
  mailer: Mailer
  statements: StatementStore
  campaigns: CampaignStore
  sourceSettings: SourceSettings
  offers(query: OfferQuery): Promise<OfferPage>
  rejections(): ReturnType<typeof standingRejections>
  partnerName(id: string): string
  /** Sources whose offers belong to a partner. */
  sourcesOf(partner: string): SourceConfig[]
  /** Timetable in force: null when on demand or paused. */
  cronOf(source: SourceConfig): Promise<string | null>
  nextRuns(source: SourceConfig, count: number): Promise<Date[]>
}

export interface DeskDeps extends StoreDeps {
  ledger: Ledger
  sources: () => readonly SourceConfig[]
  convention: () => Convention
  problems?: Desk['problems']
  settings?: Desk['settings']
  actions: PortalActions
  mailer: Mailer
}

export function createDesk(deps: DeskDeps): Desk {
  const sourceSettings = sourceSettingsOf(deps)
  async function cronOf(source: SourceConfig): Promise<string | null> {
    const setting = await sourceSettings.read(source.id)
    if (setting?.paused || !source.enabled) return null
    return (setting?.schedule ?? source.schedule) || null
  }
  return {
    clock: deps.clock,
    ledger: deps.ledger,
    sources: deps.sources,
    convention: deps.convention,
    problems: deps.problems ?? (() => []),
    settings: deps.settings ?? (() => []),
    actions: deps.actions,
    mailer: deps.mailer,
    statements: statementStoreOf(deps),
    campaigns: campaignStoreOf(deps),
    sourceSettings,
    offers: query => offersPage(deps, query),
    rejections: () => standingRejections(deps),
    partnerName: id => deps.convention().partners.find(partner => partner.id === id)?.name ?? id,
    sourcesOf: partner => deps.sources().filter(source => source.partner === partner && source.role === 'offers'),
    cronOf,
    async nextRuns(source, count) {
      const cron = await cronOf(source)
      return cron === null ? [] : (nextRuns(cron, count, deps.clock.now()) ?? [])
    },
  }
}
