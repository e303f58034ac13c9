/** Words of a source that no référentiel explains: the gestionnaire's work queue. */
export interface UnknownValue {
  /** Field of the record it was meant for. */
  field: string
  referential: string
  /** As read, at most 200 characters. */
  value: string
  /** Values of the référentiel that look like it, best first. */
  nearest: string[]
  source: string
  key: string
  address: string
}
