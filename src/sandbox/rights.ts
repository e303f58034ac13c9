import type { Account } from './accounts.ts'
import type { SandboxState, StoredService, StoredStructure } from './state.ts'

/** May change the structure and its services: staff, its members, the gestionnaire of its département. */
export function canEdit(account: Account | null, structure: StoredStructure): boolean {
  if (!account?.valid) return false
  if (account.isStaff || account.structures.has(structure.slug)) return true
  return account.isManager && account.departments.includes(structure.department)
}

/** Published ones are everybody's; the others are seen by those who may change them. */
export function canSee(account: Account | null, service: StoredService, state: SandboxState): boolean {
  if (service.status === 'PUBLISHED') return true
  const structure = state.structures.get(service.structure)
  return structure !== undefined && canEdit(account, structure)
}

/** DORA's full serializer is for staff, or an account that is valid and member of some structure. */
export function seesPrivateContacts(account: Account | null): boolean {
  return account !== null && (account.isStaff || (account.valid && account.structures.size > 0))
}
