/** Thrown by a job that cannot be done now and loses nothing by waiting: another one holds the source, the host is parked… */
export class TryLater extends Error {
  override readonly name = 'TryLater'
  readonly afterMs: number
  /** @param afterMs milliseconds to wait before the next start */
  constructor(message: string, afterMs: number, options?: ErrorOptions) {
    super(message, options)
    this.afterMs = afterMs
  }
}
