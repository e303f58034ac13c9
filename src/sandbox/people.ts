import type { SandboxState } from './state.ts'

/** A person as DORA knows one: with an account of the sandbox, or only a name beside a structure. */
export interface Person {
  email: string
  firstName: string
  lastName: string
  active: boolean
  /** The e-mail was confirmed. */
  valid: boolean
  joinedAt: number
}

/** Somebody beside a structure. `invitedByAdmin` tells an invitation (true) from a request (false); null for a member. */
export interface Membership {
  id: string
  structure: string
  email: string
  isAdmin: boolean
  invitedByAdmin: boolean | null
  createdAt: number
}

export function personOf(state: SandboxState, email: string): Person {
  const account = state.accounts.find(other => other.email === email)
  if (account) return { ...account, joinedAt: state.openedAt }
  return (
    state.people.get(email) ?? {
      email,
      firstName: '',
      lastName: '',
      active: true,
      valid: false,
      joinedAt: state.openedAt,
    }
  )
}

export function fullName({ firstName, lastName, email }: Pick<Person, 'firstName' | 'lastName' | 'email'>): string {
  return `${firstName} ${lastName}`.trim() || email
}

/** The first name is not told. */
export function safeName({ firstName, lastName, email }: Person): string {
  return firstName && lastName ? `${firstName.charAt(0)}. ${lastName}` : (email.split('@')[0] ?? '')
}
