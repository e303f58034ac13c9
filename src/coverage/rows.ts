/** A list of a report, in order: an array, or one that stays packed and is opened as it is read. */
export interface Rows<T> extends Iterable<T> {
  readonly length: number
  slice(from?: number, to?: number): T[]
  /** The rows among which are all those that say this, when the list knows better than all of its rows. */
  near?(field: keyof T & string, value: string): Iterable<T>
}

/** Rows that have a text in a field, or among the texts of a field. */
export function rowsSaying<T>(rows: Rows<T>, field: keyof T & string, value: string): T[] {
  const near = rows.near?.(field, value) ?? rows
  return Array.from(near).filter(row => textsOf(row, field).includes(value))
}

/** What a row says in a field: its text, or its list of texts. */
export function textsOf<T>(row: T, field: keyof T): readonly string[] {
  const said: unknown = row[field]
  return Array.isArray(said) ? said : [said as string]
}
