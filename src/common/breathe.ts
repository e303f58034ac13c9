/** Lets timers, sockets and signals have their turn during long work that waits for nothing. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

/** Takes breath once this long was spent since the last one, milliseconds: to be asked between two pieces of work that are long only at times. */
export function breathing(mostMs: number): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < mostMs) return
    await breathe()
    last = performance.now()
  }
}
