/** What a person taught, imported or set, and what was told. */
export interface SettingTables {
  /** Conventions imported in the portal, version after version. */
  conventions: {
    /** Its name, e.g. `2025`. */
    convention: string
    /** From 1. */
    version: number
    /** YAML, in the shape of `config/conventions/<year>.yaml`. */
    body: string
    by: string
    at: string
  }
  /** Sources taught in the portal, version after version. */
  taught_sources: {
    source: string
    /** From 1. */
    version: number
    /** YAML, in the shape of `config/sources/<id>.yaml`. */
    config: string
    /** YAML, in the shape of `mappings/<id>/mapping.yaml`. */
    mapping: string
    /** JSON: what it was learnt from and what was chosen, to open it again. */
    lesson: string
    state: 'taught' | 'withdrawn'
    /** French: what this version changed. */
    note: string
    by: string
    at: string
  }
  /** Lessons that nobody has kept yet. */
  lessons: { id: string; body: string; by: string; at: string }
  source_settings: {
    source: string
    schedule: string | null
    paused: string | null
    pause_reason: string | null
    by: string
    at: string
  }
  /** What the watch told last, by subject. */
  alerts: {
    subject: string
    standing: string
    message: string
    at: string
  }
  events: {
    id: string
    at: string
    actor: string
    action: string
    source: string | null
    key: string | null
    detail: string
  }
}
