import type { Visitor } from '../access/people.ts'

/** Pages of partners; everything else is first of all for whoever signed in with an account. */
const PARTNER_PAGES = /^\/(?:mes-offres|declarer|tableur|arreter|deconnexion\/partenaire)(?:\/|$)/

/** Whose session counts on a page: an account and a partner's personal link may be open in the same browser. */
export function audienceOf(path: string): 'contact' | 'person' {
  return PARTNER_PAGES.test(path) ? 'contact' : 'person'
}

/** Of those who are signed in, the one this page is for; else any of them, who is then told that it is not. Pure. */
export function visitorFor(path: string, open: readonly Visitor[]): Visitor {
  const members = open.filter(visitor => visitor.role !== 'public')
  const kind = (visitor: Visitor) => (visitor.role === 'partenaire' ? 'contact' : 'person')
  return members.find(visitor => kind(visitor) === audienceOf(path)) ?? members[0] ?? { role: 'public' }
}
