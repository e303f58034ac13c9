/** Error types of the official package, spelled as it spells them. */
export type FaultType =
  | 'missing'
  | 'model_type'
  | 'string_type'
  | 'string_unicode'
  | 'string_too_short'
  | 'string_too_long'
  | 'string_pattern_mismatch'
  | 'enum'
  | 'literal_error'
  | 'set_type'
  | 'list_type'
  | 'too_short'
  | 'date_type'
  | 'date_parsing'
  | 'date_from_datetime_parsing'
  | 'date_from_datetime_inexact'
  | 'url_type'
  | 'url_parsing'
  | 'url_scheme'
  | 'url_too_long'
  | 'float_type'
  | 'float_parsing'
  | 'int_type'
  | 'int_parsing'
  | 'int_parsing_size'
  | 'int_from_float'
  | 'finite_number'
  | 'greater_than_equal'
  | 'value_error'
  | 'avertissement'

/** What a rule of the schema found wrong, before it is put in words. */
export interface Fault {
  type: FaultType
  /** What came, as it came. */
  received: unknown
  /** The bound that was crossed: characters, items or the least number, according to `type`. */
  limit?: number
  /** Which rule, where one type covers several: `twenty-first-century`, `future`, `exclusive-public`, `email`, `final-dot`. */
  rule?: string
}

/** Outcome of reading one raw value the way the official package reads it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; faults: readonly (Fault & { path?: string })[] }

export function read<T>(value: T): Reading<T> {
  return { ok: true, value }
}

export function refuse<T>(
  type: FaultType,
  received: unknown,
  more: { limit?: number; rule?: string } = {},
): Reading<T> {
  return { ok: false, faults: [{ type, received, ...more }] }
}
