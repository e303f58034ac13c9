import type { Visitor } from '../access/people.ts'

/** What each request carries through the portal. */
export interface PortalEnv {
  Variables: {
    visitor: Visitor
    /** Fields of the form that was posted and passed the checks. */
    form: FormData
    nonce?: string
  }
}
