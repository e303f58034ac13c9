/** Asks the parent for something (a page, the next piece of a stream): the child has no network of its own. */
export type Ask = (name: string, args: unknown) => Promise<unknown>

/** What a module run apart exports as `task`. Everything that goes in or comes out is plain data. */
export type Task<Input, Item, Result> = (input: Input, ask: Ask) => AsyncGenerator<Item, Result>

export type ToChild =
  | { type: 'task'; module: string; input: unknown; silentMs: number; workMs: number }
  /** The last batch was taken: another may come. */
  | { type: 'more' }
  | { type: 'answer'; value: unknown }
  | { type: 'refusal'; error: unknown }

export type FromChild =
  | { type: 'items'; items: unknown[] }
  | { type: 'ask'; name: string; args: unknown }
  /** @param rss resident bytes of the child once done: a swollen one is not used again */
  | { type: 'done'; result: unknown; rss: number }
  | { type: 'threw'; message: string; rss: number }

/** What a task may cost. */
export interface ApartLimits {
  /** Milliseconds of computing without a word, by the processor's clock: waiting does not count, nor do the other programs of the machine. */
  silentMs: number
  /** Milliseconds of computing in all. */
  workMs: number
  /** Resident bytes of the child, whatever they are made of: heap, unpacked archives, code. */
  memoryBytes: number
}

const MIB = 1024 * 1024

export const APART_LIMITS: ApartLimits = { silentMs: 20_000, workMs: 10 * 60_000, memoryBytes: 400 * MIB }

/** Why a task was stopped from outside. `limit` is the one of `ApartLimits`, `crash` a death that no limit explains. */
export class ApartStopped extends Error {
  override readonly name = 'ApartStopped'
  readonly limit: 'silentMs' | 'workMs' | 'memoryBytes' | 'crash'
  /** The figure of the limit; 0 for a crash. */
  readonly figure: number
  constructor(limit: ApartStopped['limit'], figure: number, detail: string) {
    super(`work apart stopped (${limit}): ${detail}`)
    this.limit = limit
    this.figure = figure
  }
}
