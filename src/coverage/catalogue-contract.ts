/** What DORA holds of the département, whoever wrote it, on one day. */
export interface CatalogueCounts {
  structures: number
  /** Without anybody: nothing of theirs is shown. */
  orphans: number
  /** All but archived. */
  services: number
  published: number
  /** Published and found by the public. */
  visible: number
  /** Published, and not told whether the public sees them. */
  unknown: number
  /** Published, and changed since the delay that they set themselves. */
  upToDate: number
  /** Read whole: the others are on no territory and in no thématique yet. */
  read: number
  /** Of the published, official score in [0, 1] on the day each was read; absent: that census did not note it. */
  quality?: Measured & { good: number }
  /** Of the published, whole days from DORA's date of creation to its date of publication; absent: that census did not note it. */
  delay?: Measured
}

/** What is known of some of the published services, and of how many of them. */
export interface Measured {
  /** Null: known of none. */
  median: number | null
  counted: number
}

/** What the last census of a month counted. */
export interface CatalogueMonth {
  /** `YYYY-MM-DD` */
  date: string
  counts: CatalogueCounts
}

export interface CatalogueAccount extends CatalogueCounts {
  /** Day of the census, `YYYY-MM-DD`. */
  taken: string
  /** Structures of which the public sees a service. */
  structures_seen: number
  /** Services that the public finds, each once, by who holds them. */
  seen: { followed: number; others: number; elsewhere: number }
  /** A past census that did not note which of them the robot followed. */
  untold?: true
  /** Day on which the file of other sources was read, `YYYY-MM-DD`; absent: none was. */
  elsewhere_taken?: string
  months: CatalogueMonth[]
}
