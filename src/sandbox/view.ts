import type { Geography } from '../reference/geography.ts'
import type { Account } from './accounts.ts'
import type { Dialect } from './dialect.ts'
import type { RecordedOptions } from './options.ts'
import { personOf } from './people.ts'
import type { Membership, Person, SandboxState } from './state.ts'
import type { StoredService } from './stored.ts'

/** Everything an answer is made from: what the sandbox holds, who asks, when, in which dialect. */
export interface View {
  state: SandboxState
  options: RecordedOptions
  geography: Geography
  account: Account | null
  /** Milliseconds. */
  now: number
  dialect: Dialect
  beside: Beside
}

/** What is beside each structure; grouped once for one request, so that a list of 20 000 structures costs one walk. */
export interface Beside {
  services(structure: string): StoredService[]
  models(structure: string): StoredService[]
  members(structure: string): Membership[]
  /** Invitations and requests. */
  putative(structure: string): Membership[]
  /** Administrators whose account is confirmed and alive. */
  admins(structure: string): Person[]
  /** Structures where the account is a member, and those it administers. */
  mine: ReadonlySet<string>
  administered: ReadonlySet<string>
}

export function besideStructures(state: SandboxState, account: Account | null): Beside {
  const services = lazyGroups(() => state.services.values())
  const models = lazyGroups(() => state.models.values())
  const members = lazyGroups(() => state.members)
  const putative = lazyGroups(() => state.putativeMembers)
  const mine = account === null ? [] : state.members.filter(member => member.email === account.email)
  return {
    services,
    models,
    members,
    putative,
    admins: structure =>
      members(structure)
        .filter(member => member.isAdmin)
        .map(member => personOf(state, member.email))
        .filter(person => person.active && person.valid),
    mine: new Set(mine.map(member => member.structure)),
    administered: new Set(mine.filter(member => member.isAdmin).map(member => member.structure)),
  }
}

function lazyGroups<T extends { structure: string }>(items: () => Iterable<T>): (structure: string) => T[] {
  let groups: Map<string, T[]> | null = null
  return structure => {
    groups ??= Map.groupBy(items(), item => item.structure)
    return groups.get(structure) ?? []
  }
}
