import type { Role } from '../../ledger/people.ts'

/** Who is looking at a page. `partner` limits what a partner may see and say. */
export type Visitor =
  | { role: 'public' }
  | { role: Role; id: string; name: string; email: string; session: string }
  | { role: 'partenaire'; id: string; name: string; email: string | null; partner: string; session: string }

export type Member = Exclude<Visitor, { role: 'public' }>

/** How a person is named in the journal. */
export function actorOf(visitor: Visitor): string {
  if (visitor.role === 'public') return 'public'
  return visitor.email === null ? visitor.name : `${visitor.name} <${visitor.email}>`
}
