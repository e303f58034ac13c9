/**
 * How a watched thing stands. `good`: nothing to do · `missed`: its date passed and nothing happened, which writes no error anywhere ·
 * `failed`: its last run could do nothing · `held`: the guard stopped its last run, a person must look · `away`, `refused`, `down`: see
 * `DependencyStanding`.
 */
export type Standing = RunStanding | DependencyStanding
export type RunStanding = 'good' | 'missed' | 'failed' | 'held'

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
