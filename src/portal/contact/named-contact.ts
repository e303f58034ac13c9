import type { Person } from '../../ledger/people.ts'

/** Who partners may talk to: in every letter and on every page that they see. */
export interface NamedContact {
  /** Null when nobody is named yet: the public body then stands alone. */
  name: string | null
  /** Public body, e.g. «Département d’Ille-et-Vilaine». */
  body: string
  email: string
  phone: string | null
}

/** What an installation says of its contact; what it does not say comes from the first account of a gestionnaire, then from the public body. */
export interface ContactFacts {
  name: string | null
  email: string | null
  phone: string | null
  body: string
  /** Address of the installation, when nobody has one. */
  fallback: string
}

/** @param people accounts as they are now */
export function namedContact(facts: ContactFacts, people: readonly Person[]): NamedContact {
  const { name, email, phone, body, fallback } = facts
  const [manager] = people
    .filter(person => person.role === 'gestionnaire' && person.disabled === null)
    .toSorted((a, b) => (a.created < b.created ? -1 : 1))
  if (name !== null || email !== null || !manager) return { name, body, email: email ?? fallback, phone }
  return { name: manager.name, body, email: manager.email, phone }
}
