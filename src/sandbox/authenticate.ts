import type { Account } from './accounts.ts'
import { type Answer, badToken, forbidden, unauthenticated } from './answer.ts'

/** Who a route is open to: everybody, everybody to read, any account, managers and DORA's team, that team alone, data·inclusion's account alone. */
export type Access = 'open' | 'read' | 'account' | 'board' | 'staff' | 'data-inclusion'

/** The account of `Authorization: Token …`; null without one. A token nobody has, or of a disabled account, is refused. */
export function authenticate(
  accounts: readonly Account[],
  header: string | undefined,
): { account: Account | null } | { refused: Answer } {
  if (!header) return { account: null }
  const key = /^Token (\S+)$/.exec(header)?.[1]
  if (key === undefined) return { account: null }
  const account = accounts.find(candidate => candidate.token === key)
  if (!account) return { refused: badToken('Token non valide.') }
  if (!account.active) return { refused: badToken('Utilisateur inactif ou supprimé.') }
  return { account }
}

/** The refusal, or null when the route may be used. */
export function permission(access: Access, account: Account | null, method: string): Answer | null {
  const safe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  switch (access) {
    case 'open':
      return null
    case 'read':
      return safe || account ? null : unauthenticated()
    case 'account':
      return account ? null : unauthenticated()
    case 'board':
      if (!account) return unauthenticated()
      return account.isStaff || account.isManager ? null : forbidden()
    case 'staff':
      if (!account) return unauthenticated()
      return account.isStaff ? null : forbidden()
    case 'data-inclusion':
      if (!account) return unauthenticated()
      return account.name === 'data-inclusion' ? null : forbidden()
  }
}
