/** Reports, accounts and catalogues that were kept. */
export interface ReportTables {
  snapshots: {
    id: string
    /** `YYYY-MM-DD` */
    date: string
    /** e.g. `application/json` */
    media: string
    bytes: Uint8Array
    stored: string
  }
  /** The final account of each convention: what persons said, word after word. */
  bilan_answers: {
    id: string
    convention: string
    box: string
    value: string
    by: string
    at: string
  }
  /** Catalogues that are whole; latest `built` of a variant is the one served. */
  feeds: {
    id: string
    /** `sans-dora` or `avec-dora` */
    variant: string
    built: string
    /** What the ledger looked like then: the same basis gives the same catalogue. */
    basis: string
    services: number
    /** JSON, by file: `{etag, size, parts}`. */
    files: string
  }
  /** The files of a catalogue, cut and gzipped part by part. */
  feed_parts: { feed: string; file: string; n: number; stored: string; bytes: Uint8Array }
  /** Since when the catalogues built are too small to be believed. */
  feed_losses: { variant: string; since: string }
}
