/** Milliseconds in which a second signal is the first one, heard twice. */
const SAME_PRESS_MS = 1000

/**
 * Aborted at the first SIGINT or SIGTERM; a second one ends the process at once, with code 1. The same Ctrl-C may come twice within an instant:
 * from the terminal (or systemd), which tells the whole group, and from npx or our own launcher, which pass on what they got.
 * @param process_ where signals come from, and what `exit` ends
 * @param nowMs a clock that only goes forward, in milliseconds
 */
export function stopSignal(
  process_: Pick<NodeJS.Process, 'on' | 'exit'> = process,
  nowMs: () => number = () => performance.now(),
): AbortSignal {
  const stop = new AbortController()
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process_.on(signal, () => {
      if (!stop.signal.aborted) {
        first = nowMs()
        stop.abort(new Error(signal))
      } else if (nowMs() - first > SAME_PRESS_MS) process_.exit(1)
    })
  return stop.signal
}
