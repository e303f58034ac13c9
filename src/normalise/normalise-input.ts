import type { SourceConfig } from '../config/source.ts'
import type { Convention } from '../convention/convention.ts'
import type { Mapping } from './mapping/load-mapping.ts'

/** What a record is read with. */
export interface NormaliseInput {
  mapping: Mapping
  source: SourceConfig
  convention: Convention
  /** Day of this reading, `YYYY-MM-DD`: freshness and ended sessions are judged on it. */
  today: string
  /**
   * Day this offer was first seen, `YYYY-MM-DD`, from the ledger; default `today`. It stands for `date_maj` when the source gives no date of its own, so that
   * reading a page again never makes it look fresher than a person made it.
   */
  firstSeen?: string
}
