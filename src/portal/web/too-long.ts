/** A field holds more than is kept of it: nothing is cut in silence. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
  readonly field: string
  readonly most: number
  readonly typed: string
  /** @param most characters that are kept of that field */
  constructor(field: string, most: number, typed: string) {
    super(`field ${field}: ${typed.length} characters, ${most} at the most`)
    this.field = field
    this.most = most
    this.typed = typed
  }
}
