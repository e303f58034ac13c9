import { z } from 'zod'
import { unreadableList } from './port.ts'
import { createSafeTransport, type DoraClientOptions } from './transport.ts'

/** Somebody of a structure, as DORA names them. To be shown to who asks, never kept. */
export interface Member {
  name: string
  email: string
  /** May invite others and edit everything there. */
  admin: boolean
  /** Invited, or asked to come in: not a member yet. */
  invited: boolean
}

const MembersWire = z.array(
  z.looseObject({
    isAdmin: z.boolean().nullish(),
    user: z.looseObject({
      email: z.string(),
      fullName: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
    }),
  }),
)

/** Who belongs to a structure and who is invited, read when somebody asks: two requests. @throws DoraError in French */
export function createMembersReader(options: DoraClientOptions): (structure: string) => Promise<Member[]> {
  const reader = createSafeTransport(options)
  async function listOf(path: string, structure: string, invited: boolean): Promise<Member[]> {
    const list = MembersWire.safeParse(await reader.get(path, { structure }))
    if (!list.success) throw unreadableList(path, list.error)
    return list.data.map(({ isAdmin, user: { email, fullName, firstName, lastName } }) => ({
      name: fullName?.trim() || [firstName, lastName].filter(Boolean).join(' ') || email,
      email,
      admin: isAdmin === true,
      invited,
    }))
  }
  return async structure => [
    ...(await listOf('/structure-members/', structure, false)),
    ...(await listOf('/structure-putative-members/', structure, true)),
  ]
}
