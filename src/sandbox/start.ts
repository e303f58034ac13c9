import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deserialize, serialize } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import { type Clock, systemClock } from '../common/clock.ts'
import { type Random, seededRandom } from '../common/random.ts'
import { type AccountName, sampleAccounts, sampleManagerToken } from './accounts.ts'
import { createSandboxApp } from './app.ts'
import { type Crowd, seedCrowd } from './crowd.ts'
import { DIALECTS, type Dialect, plainText } from './dialect.ts'
import { createFaults, type FaultRule, type Faults } from './faults.ts'
import type { LogEntry } from './log.ts'
import { recordedOptions } from './options.ts'
import { playFault } from './play-fault.ts'
import { seedDepartement35 } from './seed-departement35.ts'
import { createState, type SandboxState } from './state.ts'
import type { StoredService } from './stored.ts'
import { createThrottle } from './throttle.ts'

export interface SandboxOptions {
  /** 0 (default) takes any free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** `departement35` (default): a realistic département; `empty`: nothing but accounts and référentiels. */
  seed?: 'empty' | 'departement35'
  /** Drives dates and the throttle. Default: the system's. */
  clock?: Clock
  /** Random parts of slugs. Default: seeded, repeatable. */
  random?: Random
  /** Requests a minute for one account. Default 120. */
  quotaPerMinute?: number
  /** Requests a minute for an address without token. Default 24. */
  anonymousQuotaPerMinute?: number
  faults?: FaultRule[]
  /** What it speaks. Default: that of `DORA_SYNC_SANDBOX_DIALECT`, else `aout-2026`. */
  dialect?: Dialect
  /** Invented structures and services beside the seed, as many as France has if need be. */
  crowd?: Crowd
  /** Real milliseconds that each item of a list takes (2 to 7 in DORA). Default 0. */
  itemDelayMs?: number
  /** How many log lines are kept, the oldest go first. Default 10 000. */
  logLimit?: number
  /** File that keeps what it holds and its log between two starts; without it everything is forgotten at the end. */
  file?: string
  /** Nothing is made before it is asked for: whoever opens it goes on sooner. Not where a file has to be read, whose faults are told at once. */
  whenAsked?: true
}

export interface Sandbox {
  /** `http://127.0.0.1:1234`, without final slash. */
  url: string
  /** Token of each account. `inconnu` is a token nobody has. */
  tokens: Record<AccountName | 'inconnu', string>
  /** Token of the gestionnaire of a département. */
  managerToken(department: string): string
  /** Every request so far, oldest first. */
  log(): LogEntry[]
  /** What it holds, live: tests may look at it or change it as a person would in the database. */
  state: SandboxState
  faults: Faults
  /** What DORA's own team may do, which no route does. */
  operator: Operator
  /** Connections are refused until it is back, on the same port. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** A DORA of our own on the loopback: same routes, validation, errors and side effects as the recorded one. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock
  let made: Inside | undefined
  const inside = () => {
    made ??= makeInside(options, clock)
    return made
  }
  if (!options.whenAsked || (options.file !== undefined && existsSync(options.file))) inside()
  const limit = options.logLimit ?? 10_000
  const listener = getRequestListener(async (request, env) => {
    const { app, faults, log, memory } = inside()
    if (log.length > limit) log.splice(0, log.length - limit)
    const { pathname } = new URL(request.url)
    const fault = pathname === '/' || pathname.startsWith('/essai/') ? null : faults.take(request.method, pathname)
    const socket = 'incoming' in env ? env.incoming.socket : null
    const answer = fault
      ? await playFault(fault, request, {
          fetch: other => app.fetch(other, env),
          cut: () => void socket?.destroy(),
          log,
          now: () => clock.now().toISOString(),
        })
      : await app.fetch(request, env)
    if (log.at(-1)?.committed) memory?.save()
    return answer
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, options.host ?? '127.0.0.1', () => resolve())
    })
  const stop = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close(error => (error ? reject(error) : resolve()))
      server.closeAllConnections()
    })
  await listen(options.port ?? 0)
  const { address, port } = server.address() as AddressInfo
  const tokens = Object.fromEntries(sampleAccounts().map(account => [account.name, account.token]))
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    tokens: { ...tokens, inconnu: '9999999999999999999999999999999999999999' } as Sandbox['tokens'],
    managerToken: sampleManagerToken,
    log: () => [...inside().log],
    get state() {
      return inside().state
    },
    get faults() {
      return inside().faults
    },
    get operator() {
      return inside().operator
    },
    goAway: stop,
    comeBack: () => listen(port),
    async close() {
      try {
        made?.memory?.save()
      } finally {
        if (server.listening) await stop()
      }
    },
  }
}

/** What answers, and what it answers from. */
interface Inside {
  state: SandboxState
  app: ReturnType<typeof createSandboxApp>
  faults: Faults
  log: LogEntry[]
  memory: SandboxMemory | null
  operator: Operator
}

function makeInside(options: SandboxOptions, clock: Clock): Inside {
  const recorded = recordedOptions()
  const state = createState({
    clock,
    random: options.random ?? seededRandom(35),
    choices: recorded.services,
    dialect: options.dialect ?? dialectFromEnvironment(),
  })
  if ((options.seed ?? 'departement35') === 'departement35') seedDepartement35(state)
  if (options.crowd) seedCrowd(state, options.crowd)
  const log: LogEntry[] = []
  const memory = options.file === undefined ? null : sandboxMemory(options.file, state, log)
  memory?.restore()
  const faults = createFaults(clock, options.faults)
  const app = createSandboxApp({
    state,
    options: recorded,
    clock,
    throttle: createThrottle(clock),
    quota: { account: options.quotaPerMinute ?? 120, anonymous: options.anonymousQuotaPerMinute ?? 24 },
    log,
    faults,
    ...(options.itemDelayMs ? { itemDelay: { ms: options.itemDelayMs, sleep: ms => systemClock.sleep(ms) } } : {}),
  })
  return { state, app, faults, log, memory, operator: createOperator(state) }
}

/** So that a whole suite runs on another dialect. */
function dialectFromEnvironment(): Dialect {
  return DIALECTS.find(dialect => dialect === process.env.DORA_SYNC_SANDBOX_DIALECT) ?? 'aout-2026'
}

/** What a file keeps of a sandbox between two commands: what it holds and what was asked of it. */
interface SandboxMemory {
  /** Brings back what the file holds; false when there is none (or it is of another version). */
  restore(): boolean
  /** Written beside, then swapped: a process that dies leaves the former file whole. */
  save(): void
}

/** Raised when the stored shape changes; an older file is then ignored and the sandbox starts anew. */
const VERSION = 2

const KEPT = ['structures', 'services', 'models', 'people', 'members', 'putativeMembers', 'emails', 'history'] as const
type Kept = Pick<SandboxState, (typeof KEPT)[number] | 'choices'>

/** @param log the live log; it is refilled in place */
function sandboxMemory(file: string, state: SandboxState, log: LogEntry[]): SandboxMemory {
  return {
    restore() {
      if (!existsSync(file)) return false
      const kept = deserialize(readFileSync(file)) as { version: number; log: LogEntry[] } & Kept
      if (kept.version !== VERSION) return false
      for (const key of KEPT) Object.assign(state, { [key]: kept[key] })
      Object.assign(state.choices, kept.choices)
      log.splice(0, log.length, ...kept.log)
      return true
    },
    save() {
      const kept = Object.fromEntries(KEPT.map(key => [key, state[key]]))
      writeFileSync(`${file}.new`, serialize({ version: VERSION, ...kept, choices: state.choices, log }), {
        mode: 0o600,
      })
      renameSync(`${file}.new`, file)
    },
  }
}

/** Acts of DORA's own team: they move neither a date nor an editor, and leave no history. */
interface Operator {
  /** This DORA now speaks so. */
  speak(dialect: Dialect): void
  /** Puts each résumé that its description does not hold at the head of it. @returns slugs of the services rewritten */
  mergeSummaries(): string[]
  /** Rewrites fields of many services at once. @returns slugs of the services rewritten */
  rewrite(change: (service: Readonly<StoredService>) => Partial<StoredService> | null): string[]
  /** As if it had never been there. */
  deleteService(slug: string): void
}

function createOperator(state: SandboxState): Operator {
  const rewrite: Operator['rewrite'] = change => {
    const slugs: string[] = []
    for (const service of [...state.services.values(), ...state.models.values()]) {
      const changed = change(service)
      if (changed === null) continue
      Object.assign(service, changed)
      slugs.push(service.slug)
    }
    return slugs
  }
  return {
    speak(dialect) {
      state.dialect = dialect
    },
    mergeSummaries: () =>
      rewrite(({ shortDesc, fullDesc }) => {
        const held = plainText(fullDesc).toLowerCase().includes(plainText(shortDesc).toLowerCase())
        return held ? null : { fullDesc: [shortDesc, fullDesc].filter(text => text !== '').join('\n\n') }
      }),
    rewrite,
    deleteService: slug => void state.services.delete(slug),
  }
}
