/** One request that the sandbox got. */
export interface LogEntry {
  method: string
  /** With its query. */
  path: string
  /** Name of the account, `anonyme` without token, `inconnu` with a token nobody has. */
  account: string
  /** 0 when no answer was sent. */
  status: number
  /** ISO 8601 instant. */
  at: string
  /** An unsafe method was asked for. */
  write: boolean
  /** Something was really written. */
  committed: boolean
  /** Fault that was played, by its kind. */
  fault: string | null
  /** How many items of a list were made. */
  items?: number
  /** Real milliseconds until its answer was made. */
  ms?: number
}
