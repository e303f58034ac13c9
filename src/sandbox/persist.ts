import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { LogEntry } from './log.ts'
import type { SandboxState } from './state.ts'

/** What a file keeps of a sandbox between two commands: what it holds and what was asked of it. */
export interface SandboxMemory {
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
export function sandboxMemory(file: string, state: SandboxState, log: LogEntry[]): SandboxMemory {
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
