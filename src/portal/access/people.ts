/** Who signs in with an account. Partners have contacts and links instead. */
export type Role = 'gestionnaire' | 'ddets'

export interface Person {
  id: string
  /** Lower case. */
  email: string
  name: string
  role: Role
  created: string
  createdBy: string
  disabled: string | null
}

/** A professional address at a partner's. */
export interface Contact {
  id: string
  /** Partner id of `config/convention.yaml`. */
  partner: string
  email: string
  name: string
  created: string
  createdBy: string
  removed: string | null
}

/** A personal link of a contact; the token itself is known to nobody but them. */
export interface PartnerLink {
  id: string
  contact: string
  created: string
  createdBy: string
  expires: string
  revoked: string | null
  lastUsed: string | null
}

export type Holder = { kind: 'person'; id: string } | { kind: 'contact'; id: string }

/** Who is looking at a page. `partner` limits what a partner may see and say. */
export type Visitor =
  | { role: 'public' }
  | { role: Role; id: string; name: string; email: string; session: string }
  | { role: 'partenaire'; id: string; name: string; email: string; partner: string; session: string }

export type Member = Exclude<Visitor, { role: 'public' }>

/** How a person is named in the journal. */
export function actorOf(visitor: Visitor): string {
  return visitor.role === 'public' ? 'public' : `${visitor.name} <${visitor.email}>`
}
