import type { CensusTables } from './tables/census.ts'
import type { OfferTables } from './tables/offers.ts'
import type { PartnerTables } from './tables/partners.ts'
import type { PassTables } from './tables/passes.ts'
import type { PeopleTables } from './tables/people.ts'
import type { ReportTables } from './tables/reports.ts'
import type { SettingTables } from './tables/settings.ts'

/**
 * The ledger's tables, as SQL holds them. Every column is a type that SQLite and Postgres share: text, integer, double precision, bytes.
 * Instants are ISO 8601 UTC text with milliseconds (they sort as text); JSON is text, read and written by the repositories only;
 * a yes/no is 0 or 1; a token is only ever kept as its SHA-256.
 */
export interface Tables
  extends CensusTables,
    OfferTables,
    PartnerTables,
    PassTables,
    PeopleTables,
    ReportTables,
    SettingTables {}
