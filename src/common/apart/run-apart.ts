import { type Child, type Heard, startChild } from './child-process.ts'
import { APART_LIMITS, type ApartLimits, ApartStopped } from './protocol.ts'
import { WATCH_WORDS } from './watch-orders.ts'

/** A task for a process apart. */
export interface ApartTask {
  /** Module that exports `task`, see `Task`. */
  module: URL
  /** Plain data. */
  input: unknown
  /** Answers what the child asks for; what it throws is thrown in the child, and must be plain data. */
  answer?: (name: string, args: unknown) => Promise<unknown>
  limits?: Partial<ApartLimits>
}

/**
 * The one door by which a file from outside is read: in a process apart, with a limit of memory and of time, while this process goes on
 * answering. What the task yields comes out in order, at the pace of who takes it; its result is returned.
 * @throws ApartStopped when a limit was passed or the process died; Error with the task's own words when it threw
 */
export async function* runApart<Item, Result>(task: ApartTask): AsyncGenerator<Item, Result> {
  const limits = { ...APART_LIMITS, ...task.limits }
  const { child, give } = takeChild(limits)
  const heard: (Heard | ApartStopped)[] = []
  let wake: (() => void) | null = null
  const clock = workClock(limits, stopped => hear(stopped))
  let clean = false
  function hear(message: Heard | ApartStopped): void {
    clock.stop()
    heard.push(message)
    wake?.()
    wake = null
  }
  async function next(): Promise<Heard | ApartStopped> {
    for (;;) {
      const message = heard.shift()
      if (message !== undefined) return message
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  child.listen(hear)
  try {
    clock.start()
    child.send({
      type: 'task',
      module: task.module.href,
      input: task.input,
      silentMs: limits.silentMs,
      workMs: limits.workMs,
    })
    for (;;) {
      const message = await next()
      if (message instanceof ApartStopped) throw message
      switch (message.type) {
        case 'items':
          clock.start()
          child.send({ type: 'more' })
          for (const item of message.items) yield item as Item
          break
        case 'ask': {
          const answer = await answerOf(task, message.name, message.args)
          clock.start()
          child.send(answer)
          break
        }
        case 'done':
          clean = true
          give(message.rss)
          return message.result as Result
        case 'threw':
          clean = true
          give(message.rss)
          throw new Error(message.message)
        case 'ended':
          throw deathOf(message, limits)
      }
    }
  } finally {
    clock.stop()
    child.listen(null)
    if (!clean) child.kill()
  }
}

async function answerOf(task: ApartTask, name: string, args: unknown) {
  try {
    return { type: 'answer', value: await task.answer?.(name, args) } as const
  } catch (error) {
    return { type: 'refusal', error } as const
  }
}

/** The watching thread and V8 both say why before they end a process; a kill without a word is the system's, short of memory. */
function deathOf({ signal, code, words }: Extract<Heard, { type: 'ended' }>, limits: ApartLimits): ApartStopped {
  for (const limit of ['memoryBytes', 'silentMs', 'workMs'] as const)
    if (words.includes(WATCH_WORDS[limit])) return new ApartStopped(limit, limits[limit], words.slice(-200))
  return /heap out of memory/.test(words) || signal === 'SIGKILL'
    ? new ApartStopped('memoryBytes', limits.memoryBytes, words.slice(-200))
    : new ApartStopped('crash', 0, `code ${code}, signal ${signal}: ${words.slice(-500)}`)
}

const MIB = 1024 * 1024
/** A child that rests is ended after this long: its memory goes back. */
const REST_MS = 20_000
/** Tasks given to one child; the next gets a fresh one. */
const MOST_TASKS = 25
/** A child that grew over this is not used again; the communes of France and a lexicon take some 250 MiB. */
const SWOLLEN_BYTES = 320 * MIB
/** Children that rest at the same time: as many sources are read at once, and each child takes a second of processor to be ready again. */
const MOST_RESTING = 4

interface Resting {
  child: Child
  tasks: number
  memoryBytes: number
  timer: NodeJS.Timeout
}

const resting: Resting[] = []

/** A child to work with, warm when one rests. */
interface Taken {
  child: Child
  /** Gives it back after a task that ended well. @param rss resident bytes, as it said */
  give(rss: number): void
}

/** The children of this process, shared by all that reads files from outside. */
function takeChild({ memoryBytes }: Pick<ApartLimits, 'memoryBytes'>): Taken {
  const at = resting.findIndex(rest => rest.memoryBytes === memoryBytes && rest.child.alive())
  const [rest] = at < 0 ? [] : resting.splice(at, 1)
  clearTimeout(rest?.timer)
  const child = rest?.child ?? startChild({ memoryBytes })
  const tasks = (rest?.tasks ?? 0) + 1
  child.rest(false)
  return {
    child,
    give(rss) {
      child.listen(null)
      if (tasks >= MOST_TASKS || rss > SWOLLEN_BYTES || resting.length >= MOST_RESTING) return child.kill()
      child.rest(true)
      const timer = setTimeout(() => {
        const place = resting.findIndex(other => other.child === child)
        if (place >= 0) resting.splice(place, 1)
        child.kill()
      }, REST_MS)
      timer.unref()
      resting.push({ child, tasks, memoryBytes, timer })
    },
  }
}

/** The child counts what it computes by the processor's clock; this many times longer on the wall, it hangs or the machine is on its knees. */
const TIMES = 6

/** The last resort: a child that owes a word and neither speaks nor computes. */
interface WorkClock {
  /** The child owes a word. */
  start(): void
  /** It spoke. */
  stop(): void
}

/** @param late called when the child has been silent for several times its limit */
function workClock({ silentMs }: Pick<ApartLimits, 'silentMs'>, late: (stopped: ApartStopped) => void): WorkClock {
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
