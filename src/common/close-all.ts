/** What must be ended, the last opened first. */
export type Closers = (() => Promise<unknown>)[]

/**
 * Ends everything, whatever one of them throws: on a full disk the ledger may refuse to close, and the servers beside it must not stay.
 * @returns what was thrown, in order
 */
export async function closeAll(closers: Closers): Promise<unknown[]> {
  const thrown: unknown[] = []
  for (const close of closers.toReversed()) {
    try {
      await close()
    } catch (error) {
      thrown.push(error)
    }
  }
  return thrown
}
