/** Lets timers, sockets and signals have their turn during long work that waits for nothing. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
