import { z } from 'zod'
import { unreadableList } from './port.ts'
import { createSafeTransport, type DoraClientOptions, type SafeTransport } from './transport.ts'

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

const PATHS = { members: '/structure-members/', invited: '/structure-putative-members/' } as const

/** Who belongs to a structure, or who is invited there: one request. @throws DoraError */
export async function readPeople(
  reader: SafeTransport,
  which: keyof typeof PATHS,
  structure: string,
): Promise<Member[]> {
  const path = PATHS[which]
  const list = MembersWire.safeParse(await reader.get(path, { structure }))
  if (!list.success) throw unreadableList(path, list.error)
  return list.data.map(({ isAdmin, user: { email, fullName, firstName, lastName } }) => ({
    name: fullName?.trim() || [firstName, lastName].filter(Boolean).join(' ') || email,
    email,
    admin: isAdmin === true,
    invited: which === 'invited',
  }))
}

/** Both, read when somebody asks: two requests. @throws DoraError in French */
export function createMembersReader(options: DoraClientOptions): (structure: string) => Promise<Member[]> {
  const reader = createSafeTransport(options)
  return async structure => [
    ...(await readPeople(reader, 'members', structure)),
    ...(await readPeople(reader, 'invited', structure)),
  ]
}
