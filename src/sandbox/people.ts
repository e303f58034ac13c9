import type { Person, SandboxState } from './state.ts'

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
