/** One thing the schema refuses or advises against, at one place of one record. */
export interface Problem {
  /** As the official package names it, e.g. `missing`, `enum`, `string_too_short`, `avertissement`. */
  type: string
  /** Field, then index and alternative where there are any: `['publics']`, `['zone_eligibilite', '0', 'constrained-str']`. */
  loc: string[]
  /** In French: what, where, what came, what is accepted. */
  message: string
}
