import { type ApartLimits, ApartStopped } from './protocol.ts'

/** The child counts what it computes by the processor's clock; this many times longer on the wall, it hangs or the machine is on its knees. */
const TIMES = 6

/** The last resort: a child that owes a word and neither speaks nor computes. */
export interface WorkClock {
  /** The child owes a word. */
  start(): void
  /** It spoke. */
  stop(): void
}

/** @param late called when the child has been silent for several times its limit */
export function workClock(
  { silentMs }: Pick<ApartLimits, 'silentMs'>,
  late: (stopped: ApartStopped) => void,
): WorkClock {
  let timer: NodeJS.Timeout | undefined
  return {
    start() {
      clearTimeout(timer)
      timer = setTimeout(() => late(new ApartStopped('silentMs', silentMs, 'no word')), silentMs * TIMES)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}
