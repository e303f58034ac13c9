/** What each pass over a source read, planned and wrote. */
export interface PassTables {
  sources: {
    id: string
    /** Fingerprint of mapping + configuration of the last plan that was applied; null before the first. */
    configuration: string | null
    last_success: string | null
    last_outcome: string | null
    /** Who asked for a pass or a simulation last, and when. */
    asked_by: string | null
    asked_at: string | null
    /** JSON of `AsOf`. */
    as_of: string | null
    /** JSON of what its waiting offers were compared with, packed. */
    kept: Uint8Array | null
  }
  runs: {
    id: string
    source: string
    started: string
    ended: string | null
    /** `running`, then exactly one final state. */
    state: string
    configuration: string | null
    /** Harvest outcome, JSON. */
    outcome: string | null
    counts: string | null
    report: string | null
    plan: string | null
    message: string | null
    /** Who or what started it. */
    trigger: string
  }
  runs_lines: {
    run: string
    n: number
    /** JSON array; empty when it is packed. */
    body: string
    packed: Uint8Array | null
  }
  bodies: {
    hash: string
    /** Packed as the document store packs (gzip). */
    bytes: Uint8Array
    /** Bytes before packing. */
    size: number
    stored: string
  }
  documents: {
    source: string
    address: string
    hash: string
    fetched: string
    /** `LastSeen` of the document store, JSON. */
    detail: string
  }
  operations: {
    id: string
    plan: string
    run: string
    source: string
    key: string
    kind: string
    structure: string | null
    slug: string | null
    before: string | null
    after: string
    reason: string
    approved_by: string
    /** `intent`, then `done`, `doubt`, `refused`, `failed` or `void`. */
    state: string
    intended: string
    ended: string | null
    /** JSON: what a look-up needs after a doubt. */
    lookup: string | null
    message: string | null
    /** JSON: what persons decided that the write carries out. */
    choices: string | null
  }
  plans: {
    id: string
    run: string
    source: string
    created: string
    state: string
    approved_by: string | null
    approved: string | null
    /** Since when a person wants it sent; what policy approved needs nobody. */
    asked: string | null
    /** Why a person refused it. */
    refusal: string | null
    body: string
  }
  plans_parts: {
    plan: string
    /** Which list of the plan, by its name. */
    list: string
    n: number
    /** JSON array; empty when it is packed. */
    body: string
    packed: Uint8Array | null
  }
  leases: {
    name: string
    holder: string
    token: number
    expires: string
  }
}
