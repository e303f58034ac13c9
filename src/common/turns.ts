import { breathe } from './breathe.ts'

/**
 * Lets through one of those who wait at each turn of the event loop. Work that came at the same moment and waits for nothing outside
 * would else be done as one piece: timers, sockets and signals have their turn between two.
 */
export function turns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(breathe)
    return last
  }
}
