import { z } from 'zod'

/** What the browser keeps, signed, between leaving for the provider and coming back. */
export const Departure = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() })
export type Departure = z.infer<typeof Departure>
