import type { Clock } from '../common/clock.ts'
import type { Faults } from './faults.ts'
import type { LogEntry } from './log.ts'
import type { RecordedOptions } from './options.ts'
import type { SandboxState } from './state.ts'
import type { Throttle } from './throttle.ts'

/** What the stand-in DORA holds and is told. */
export interface SandboxApp {
  state: SandboxState
  options: RecordedOptions
  clock: Clock
  throttle: Throttle
  /** Requests a minute for an account, and for an address without one. */
  quota: { account: number; anonymous: number }
  log: LogEntry[]
  faults: Faults
  /** How long each item of a list takes, and how long it really waits. Default: no time at all. */
  itemDelay?: { ms: number; sleep(ms: number): Promise<void> }
}
