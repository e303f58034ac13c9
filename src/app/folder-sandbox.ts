import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Clock } from '../common/clock.ts'
import { isWrite } from '../common/is-write.ts'
import type { TryNote } from '../dora/transport.ts'
import type { LogEntry, Sandbox } from '../sandbox/index.ts'

/** The stand-in as a process reaches it: its own, or that of another process which works on the same folder. */
export interface ReachedSandbox {
  url: string
  /** Every request it got, oldest first; those of this process when the stand-in is another's. */
  log(): LogEntry[]
  /** Token of the gestionnaire of a département. */
  token(department: string): string
  /** To be told of each request of this process. */
  onTry(note: TryNote): void
  close(): Promise<void>
}

/** Who holds the stand-in of a folder, as that process writes it down. */
const Holder = z.object({ pid: z.number(), url: z.url() })
type Holder = z.infer<typeof Holder>

/** Between two looks at a process that is just starting, and how many. */
const LOOK_MS = 100
const LOOKS = 100
/** Requests of this process that are remembered; the oldest go first. */
const LOG_LIMIT = 10_000
/** What a stand-in on this machine may take to answer. */
const ANSWER_MS = 2000

/**
 * The stand-in DORA of a data folder. Its content is one file, so one process at a time holds it; a second one (`sync` while `start` runs)
 * speaks to the first one's over HTTP.
 * @param start starts one that keeps its content in the file it is given
 * @throws Error in French when another process holds it and does not answer
 */
export async function folderSandbox(
  folder: string,
  start: (file: string) => Promise<Sandbox>,
  clock: Clock,
): Promise<ReachedSandbox> {
  const note = join(folder, 'dora-essai.json')
  let held: Holder | null = null
  for (let look = 0; look < LOOKS; look += 1) {
    const release = holdAlone(join(folder, 'dora-essai.lock'))
    if (release !== null) return hold(note, release, () => start(join(folder, 'dora-essai.bin')))
    held = readHolder(note)
    if (held !== null && (await answers(held.url))) return reached(held.url, clock)
    await clock.sleep(LOOK_MS)
  }
  const who = held === null ? '' : ` (processus ${held.pid})`
  throw new Error(
    `Un autre dora-sync${who} travaille dans le dossier « ${folder} », et son DORA d’essai ne répond pas. Arrêtez-le, ou donnez un autre dossier à celui-ci (réglage DORA_SYNC_DATA).`,
  )
}

async function hold(note: string, release: () => void, start: () => Promise<Sandbox>): Promise<ReachedSandbox> {
  try {
    // A process that was killed left its own.
    rmSync(note, { force: true })
    const sandbox = await start()
    const holder: Holder = { pid: process.pid, url: sandbox.url }
    writeFileSync(`${note}.nouveau`, JSON.stringify(holder), { mode: 0o600 })
    renameSync(`${note}.nouveau`, note)
    return {
      ...ownSandbox(sandbox),
      async close() {
        rmSync(note, { force: true })
        try {
          await sandbox.close()
        } finally {
          release()
        }
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** A stand-in of this process. */
export function ownSandbox(sandbox: Sandbox): ReachedSandbox {
  return {
    url: sandbox.url,
    log: () => sandbox.log(),
    token: department => sandbox.managerToken(department),
    onTry: () => undefined,
    close: () => sandbox.close(),
  }
}

/** The sandbox is loaded only where one is used: a process that speaks to the real DORA never does. */
async function reached(url: string, clock: Clock): Promise<ReachedSandbox> {
  const { sampleManagerToken } = await import('../sandbox/index.ts')
  const log: LogEntry[] = []
  return {
    url,
    log: () => [...log],
    token: sampleManagerToken,
    onTry({ method, path, status }) {
      const write = isWrite(method)
      if (log.length >= LOG_LIMIT) log.shift()
      const committed = write && status !== null && status < 300
      const at = clock.now().toISOString()
      log.push({ method, path, account: '', status: status ?? 0, at, write, committed, fault: null })
    },
    close: () => Promise.resolve(),
  }
}

function readHolder(note: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(note, 'utf8')))
  } catch {
    // Not written yet.
    return null
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ping/`, { signal: AbortSignal.timeout(ANSWER_MS) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/**
 * Takes a file for this process alone, until it gives it back or ends, however it ends: the system frees the lock of a process that was
 * killed, so that none is ever stale.
 * @returns how to give it back, or null when somebody has it
 */
export function holdAlone(file: string): (() => void) | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    // SQLITE_BUSY
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null
    throw error
  }
  return () => database.close()
}
