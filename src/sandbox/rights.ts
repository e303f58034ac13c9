import { parisDay } from '../common/paris-day.ts'
import type { StoredService, StoredStructure } from './stored.ts'
import type { View } from './view.ts'

/** The gestionnaire of its département. */
export function isManagerOf({ account }: View, structure: StoredStructure): boolean {
  return account?.isManager === true && account.departments.includes(structure.department)
}

/** May write its services: staff, its members, the gestionnaire of its département. */
export function canEditServices(view: View, structure: StoredStructure): boolean {
  if (view.account === null) return false
  return view.account.isStaff || isManagerOf(view, structure) || view.beside.mine.has(structure.slug)
}

/** May change the structure itself and its people: staff, its administrators, the gestionnaire of its département. */
export function canEditStructure(view: View, structure: StoredStructure): boolean {
  if (view.account === null) return false
  return view.account.isStaff || isManagerOf(view, structure) || view.beside.administered.has(structure.slug)
}

/** Published ones are everybody's, the others are for who may write them; those of an obsolete structure are nobody's. */
export function canSee(view: View, service: StoredService): boolean {
  const structure = view.state.structures.get(service.structure)
  if (structure === undefined || structure.isObsolete) return false
  return service.status === 'PUBLISHED' || canEditServices(view, structure)
}

/** DORA's full serializer is for staff, or an account that is valid and member of some structure. */
export function seesPrivateContacts({ account, beside }: View): boolean {
  return account !== null && (account.isStaff || (account.valid && beside.mine.size > 0))
}

/** Whether DORA gives a service to data·inclusion, and so whether its own search shows it. */
export function isShown(view: View, service: StoredService): boolean {
  const structure = view.state.structures.get(service.structure)
  if (structure === undefined || structure.isObsolete || service.status !== 'PUBLISHED') return false
  if (isOrphan(view, structure.slug)) return false
  return service.suspensionDate === null || service.suspensionDate >= parisDay(new Date(view.now))
}

/** Neither member nor invitation nor request. */
export function isOrphan({ beside }: View, structure: string): boolean {
  return beside.members(structure).length === 0 && beside.putative(structure).length === 0
}
