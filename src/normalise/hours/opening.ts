/** Minutes since midnight; `to` may pass 1440 by a night. */
export type Span = readonly [from: number, to: number]

/** Days with the same hours. No spans: open those days, at hours that nobody gives. */
export interface Opening {
  days: number[]
  /** Ranks in the month («le 1er et le 3e jeudi»), null for every week. */
  ranks: number[] | null
  spans: Span[]
  appointment: boolean
}

/** Why hours are refused, in French. */
export class Unreadable extends Error {}
export const refuse = (because: string): never => {
  throw new Unreadable(because)
}
