import type { Contact, Holder, PartnerLink, Person } from './people.ts'

export interface StoredSession {
  holder: Holder
  /** The personal link it came from: it dies with it. */
  link: string | null
  expires: string
}

/** What access remembers. `hash` is always the SHA-256 of a token. Every implementation passes `store.contract.ts`. */
export interface AccessStore {
  /** The same value for ever after the first call, also for another process. */
  secret(name: string, make: () => string): Promise<string>

  /** @returns null when the address has an account already */
  addPerson(person: Omit<Person, 'id' | 'created' | 'disabled'>): Promise<Person | null>
  person(id: string): Promise<Person | null>
  personByEmail(email: string): Promise<Person | null>
  people(): Promise<Person[]>
  /** Disabled people lose their sessions at once. */
  setDisabled(id: string, disabled: boolean): Promise<void>

  /** The same address at the same partner is one contact; one that was removed comes back. */
  addContact(contact: Omit<Contact, 'id' | 'created' | 'removed'>): Promise<Contact>
  contact(id: string): Promise<Contact | null>
  /** Contacts that are not removed. */
  contacts(filter?: { partner?: string; email?: string }): Promise<Contact[]>
  /** Removed contacts lose their links and sessions at once. */
  removeContact(id: string): Promise<void>

  saveEntry(hash: string, holder: Holder, expires: string, next: string): Promise<void>
  /** Once only, and not after it expired: the second call gets null. */
  takeEntry(hash: string): Promise<{ holder: Holder; next: string } | null>

  addLink(hash: string, contact: string, expires: string, createdBy: string): Promise<PartnerLink>
  /** Null when revoked, expired or unknown. */
  usableLink(hash: string): Promise<PartnerLink | null>
  /** Null when revoked, expired or unknown. */
  usableLinkById(id: string): Promise<PartnerLink | null>
  links(contact: string): Promise<PartnerLink[]>
  touchLink(id: string): Promise<void>
  /** Sessions opened with it end at once. */
  revokeLink(id: string): Promise<void>

  openSession(hash: string, session: StoredSession): Promise<void>
  /** Null when expired or unknown. */
  session(hash: string): Promise<StoredSession | null>
  closeSession(hash: string): Promise<void>
  /** Forgets tokens and sessions that expired. @returns how many */
  purge(): Promise<number>
}
