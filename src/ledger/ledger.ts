import type { Rejection } from '../common/rejection.ts'
import { stateOf } from '../coverage/alike.ts'
import type { OfferRow, OfferState } from '../coverage/input.ts'
import { alertsOf } from './alerts.ts'
import { bilanAnswersOf } from './bilan-answers.ts'
import { campaignsOf } from './campaigns.ts'
import { censusOf } from './census.ts'
import { censusStatesOf } from './census-states.ts'
import { choicesOf } from './choices.ts'
import { conventionsOf } from './conventions.ts'
import type { LedgerDeps } from './deps.ts'
import { documentsOf } from './documents.ts'
import { draftsOf } from './drafts.ts'
import { type EndingLine, endingLines } from './ending-offers.ts'
import { eventsOf } from './events.ts'
import { feedsOf } from './feeds.ts'
import { history, type OfferHistory } from './history.ts'
import { inboxOf } from './inbox.ts'
import { keysOf } from './keys.ts'
import { leasesOf } from './leases.ts'
import { lessonsOf } from './lessons.ts'
import { linksOf } from './links.ts'
import { type LostRecords, lostRecordsOf } from './lost-records.ts'
import { offerRows, standingRejections } from './offer-states.ts'
import { offersOf } from './offers.ts'
import { operationsOf } from './operations.ts'
import { otherServicesOf } from './other-services.ts'
import { peopleOf } from './people.ts'
import { placesOf } from './places.ts'
import { plansOf } from './plans.ts'
import { type Run, type RunFilter, runsOf } from './runs.ts'
import { savedListsOf } from './saved-lists.ts'
import { snapshotsOf } from './snapshots.ts'
import { sourceSettingsOf } from './source-settings.ts'
import { sourcesOf } from './sources.ts'
import { statementsOf } from './statements.ts'
import { stopsOf } from './stops.ts'
import { structureNotesOf } from './structure-notes.ts'
import { taughtSourcesOf } from './taught-sources.ts'
import { markOf, type WhileStill, whileStill } from './while-still.ts'

/** What the bot remembers, room by room. The same inside a transaction as outside. */
export type Shelves = ReturnType<typeof shelvesOf>

export interface Ledger extends Shelves {
  /** The one connection of this process: a second one to a SQLite file would wait for this one. */
  readonly db: LedgerDeps['db']
  /** All or nothing. Inside, use only the shelves that are given: the outer ones would wait for ever. */
  transaction<T>(work: (shelves: Shelves) => Promise<T>): Promise<T>
  /** For the coverage report. */
  offerStates(): Promise<OfferState[]>
  /** The same, each among those that count alike. */
  offerRows(): Promise<OfferRow[]>
  /** Offers that end by `horizon`, or whose convention ended before `today`; days `YYYY-MM-DD`. */
  endings(today: string, horizon: string): Promise<EndingLine[]>
  rejections(): Promise<(Rejection & { source: string })[]>
  /** Of these sources, what no offer came of, by cause. */
  lostRecords(sources: readonly string[]): Promise<LostRecords>
  listRuns(filter?: RunFilter): Promise<Run[]>
  history(source: string, key: string): Promise<OfferHistory>
  openInbox: Shelves['inbox']['open']
  whileStill: WhileStill
  close(): Promise<void>
}

function shelvesOf(deps: LedgerDeps) {
  return {
    sources: sourcesOf(deps),
    runs: runsOf(deps),
    documents: documentsOf(deps),
    offers: offersOf(deps),
    links: linksOf(deps),
    operations: operationsOf(deps),
    plans: plansOf(deps),
    inbox: inboxOf(deps),
    choices: choicesOf(deps),
    leases: leasesOf(deps),
    snapshots: snapshotsOf(deps),
    events: eventsOf(deps),
    alerts: alertsOf(deps),
    statements: statementsOf(deps),
    sourceSettings: sourceSettingsOf(deps),
    stops: stopsOf(deps),
    people: peopleOf(deps),
    keys: keysOf(deps),
    campaigns: campaignsOf(deps),
    feeds: feedsOf(deps),
    drafts: draftsOf(deps),
    census: censusOf(deps),
    censusStates: censusStatesOf(deps),
    places: placesOf(deps),
    otherServices: otherServicesOf(deps),
    bilanAnswers: bilanAnswersOf(deps),
    conventions: conventionsOf(deps),
    savedLists: savedListsOf(deps),
    structureNotes: structureNotesOf(deps),
    taughtSources: taughtSourcesOf(deps),
    lessons: lessonsOf(deps),
  }
}

/** The ledger over a database that has been migrated. */
export function ledgerOf(deps: LedgerDeps): Ledger {
  const shelves = shelvesOf(deps)
  return {
    ...shelves,
    db: deps.db,
    transaction: work => deps.db.transaction().execute(db => work(shelvesOf({ ...deps, db }))),
    offerRows: () => offerRows(deps),
    offerStates: async () => (await offerRows(deps)).map(stateOf),
    endings: (today, horizon) => endingLines(deps, today, horizon),
    rejections: () => standingRejections(deps),
    lostRecords: lostRecordsOf(deps),
    listRuns: filter => shelves.runs.list(filter),
    history: (source, key) => history(deps, source, key),
    openInbox: filter => shelves.inbox.open(filter),
    whileStill: whileStill(markOf(deps)),
    close: () => deps.db.destroy(),
  }
}
