import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ApartLimits, FromChild, ToChild } from './protocol.ts'

/** What came from a child, its end included. */
export type Heard = FromChild | { type: 'ended'; signal: NodeJS.Signals | null; code: number | null; words: string }

/** A process in which something from outside is read. */
export interface Child {
  send(message: ToChild): void
  /** Called with each message as it arrives; one listener at a time. */
  listen(listener: ((heard: Heard) => void) | null): void
  kill(): void
  /** Whether it still answers. */
  alive(): boolean
  /** A child that nobody uses keeps no process alive. */
  rest(resting: boolean): void
}

const ENTRY = fileURLToPath(new URL('../../../bin/apart.js', import.meta.url))
const MIB = 1024 * 1024
/** Only what a reading may need: no token, no key and no address of a database enters the child. */
const ENVIRONMENT = ['TZ', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot']
const MOST_WORDS = 4000

/** Starts a child: its heap is a part of the memory it may take, its own thread watches the rest. */
export function startChild({ memoryBytes }: Pick<ApartLimits, 'memoryBytes'>): Child {
  const process_: ChildProcess = fork(ENTRY, [String(memoryBytes)], {
    execArgv: [
      `--max-old-space-size=${Math.floor((memoryBytes * 0.55) / MIB)}`,
      '--disable-warning=ExperimentalWarning',
    ],
    env: Object.fromEntries(
      ENVIRONMENT.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let listener: ((heard: Heard) => void) | null = null
  let words = ''
  let ended = false
  process_.stderr?.on('data', piece => {
    words = `${words}${String(piece)}`.slice(-MOST_WORDS)
  })
  process_.on('message', message => listener?.(message as FromChild))
  const end = (code: number | null, signal: NodeJS.Signals | null) => {
    if (ended) return
    ended = true
    listener?.({ type: 'ended', code, signal, words })
  }
  process_.on('close', end)
  process_.on('error', error => {
    words += error.message
    if (process_.pid === undefined) end(null, null)
  })
  return {
    send: message => void (process_.connected && process_.send(message, () => {})),
    listen: next => {
      listener = next
    },
    kill: () => void process_.kill('SIGKILL'),
    alive: () => !ended && process_.connected && process_.exitCode === null && process_.signalCode === null,
    rest(resting) {
      const { channel, stderr } = process_
      const pipe = stderr as { ref?: () => void; unref?: () => void } | null
      for (const part of [process_, channel, pipe]) (resting ? part?.unref : part?.ref)?.call(part)
    },
  }
}
