import type { SourceTrouble } from '../../schedule/condition.ts'

/** How a watched thing stands, as it is told: all well, what a source suffers, or what a dependency does. */
export type Standing = SourceTrouble | DependencyStanding

export interface Condition {
  /** `source:<id>`, `travaux`, or a `DependencyId`. */
  subject: string
  name: string
  standing: Standing
  /** French, one sentence: what is seen, and since when. */
  message: string
}

/** Of what the robot cannot work without. `away`: no answer · `refused`: it refuses who we are · `down`: it answers that it is out of order (5xx, maintenance). */
export type DependencyStanding = 'good' | 'away' | 'refused' | 'down'
