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
const VERSION = 1

type Kept = Pick<SandboxState, 'structures' | 'services' | 'choices' | 'history' | 'moderation'>

/** @param log the live log; it is refilled in place */
export function sandboxMemory(file: string, state: SandboxState, log: LogEntry[]): SandboxMemory {
  return {
    restore() {
      if (!existsSync(file)) return false
      const kept = deserialize(readFileSync(file)) as {
        version: number
        log: LogEntry[]
        owned: [string, string[]][]
      } & Kept
      if (kept.version !== VERSION) return false
      state.structures = kept.structures
      state.services = kept.services
      Object.assign(state.choices, kept.choices)
      state.history.splice(0, state.history.length, ...kept.history)
      state.moderation = kept.moderation
      for (const account of state.accounts) account.structures = new Set(new Map(kept.owned).get(account.name) ?? [])
      log.splice(0, log.length, ...kept.log)
      return true
    },
    save() {
      const { structures, services, choices, history, moderation } = state
      const owned = state.accounts.map(account => [account.name, [...account.structures]])
      writeFileSync(
        `${file}.new`,
        serialize({ version: VERSION, structures, services, choices, history, moderation, owned, log }),
      )
      renameSync(`${file}.new`, file)
    },
  }
}
