import type { DoraServiceFields } from '../dora/port.ts'

/** One field that moved on both sides since the robot last wrote it. */
export interface Conflict {
  field: keyof DoraServiceFields
  base: unknown
  ours: unknown
  theirs: unknown
}
