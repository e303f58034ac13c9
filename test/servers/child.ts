import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** For a process of ours that does not begin in `bin`: what Node compiled is kept where `bin/compile-cache.js` keeps it, and a start costs half. */
export const KEPT_COMPILED = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/dora-sync', import.meta.url)),
}

/** A process that we started and end by its handle. `output` is what it said so far (last 20 000 characters). */
export interface Child {
  readonly process: ChildProcess
  readonly output: () => string
  /** Sends the signal and waits for the end; a stopped process (SIGSTOP) is woken so that it can die. @returns exit code, or null when a signal ended it */
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** Resolves when the process has ended by itself. */
  readonly ended: Promise<number | null>
}

export function startChild(command: string, args: string[], options: SpawnOptions = {}): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let said = ''
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-20_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<number | null>(resolve => {
    child.once('exit', code => resolve(code))
    child.once('error', error => {
      said += String(error)
      resolve(null)
    })
  })
  return {
    process: child,
    output: () => said,
    ended,
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        child.kill('SIGCONT')
      }
      return ended
    },
  }
}

/** Tries again every `everyMs` until `ready` says yes; gives up with what the process said. */
export async function untilReady(
  child: Child,
  ready: () => Promise<boolean>,
  { everyMs = 25, withinMs = 150_000 } = {},
): Promise<void> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    if (await ready().catch(() => false)) return
    if (child.process.exitCode !== null) break
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
  throw new Error(`the server did not start:\n${child.output()}`)
}
