import type { SourceTrouble } from '../../schedule/condition.ts'

/** A field of DORA: `closed` it is no longer taken · `new` the robot does not know it. */
type FieldStanding = 'good' | 'closed' | 'new'

/** How a watched thing stands, as it is told: all well, what a source suffers, what a dependency does, or what became of a field. */
export type Standing = SourceTrouble | DependencyStanding | FieldStanding

export interface Condition {
  /** `source:<id>`, `travaux`, `champ:<key>`, or a `DependencyId`. */
  subject: string
  name: string
  standing: Standing
  /** French, one sentence: what is seen, and since when. */
  message: string
}

/** Of what the robot cannot work without. `away`: no answer · `refused`: it refuses who we are · `down`: it answers that it is out of order (5xx, maintenance) · `paused`: it asked that nothing be sent for a long while. */
export type DependencyStanding = 'good' | 'away' | 'refused' | 'down' | 'paused'
