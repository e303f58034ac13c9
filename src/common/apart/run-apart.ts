import type { Heard } from './child-process.ts'
import { takeChild } from './pool.ts'
import { APART_LIMITS, type ApartLimits, ApartStopped } from './protocol.ts'
import { WATCH_WORDS } from './watch-orders.ts'
import { workClock } from './work-clock.ts'

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
