import type { z } from 'zod'

/** What a transform made of some words. `values` may be empty only when the words say so («non communiqué»). */
export type Parsed<T = unknown> =
  | { ok: true; values: T[]; notes?: Note[] }
  /** `expected` is French and completes «attendu : …». `impossible`: it was understood, and cannot be true. */
  | { ok: false; expected: string; impossible?: boolean }

/** What a transform had to decide or could not keep, to be told to a person. */
export interface Note {
  code: string
  severity: 'info' | 'avertissement' | 'contradiction'
  message: string
}

/** What transforms may lean on. */
export interface TransformContext {
  /** `YYYY-MM-DD` */
  today: string
  /** Code of the département where a name that many communes bear is looked for first. */
  department?: string
}

/** One named step of a mapping: words in, typed values out. Pure; never throws for what the source sent. */
export interface Transform<Options = unknown> {
  readonly name: string
  /** One French line for the guide and for messages. */
  readonly purpose: string
  readonly options: z.ZodType<Options>
  apply(words: string, options: Options, context: TransformContext, html?: string): Parsed
}
