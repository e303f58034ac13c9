import { type Answer, forbidden, invalid, isBlank, json, notFound, required } from './answer.ts'
import { checkEmail } from './fields.ts'
import { fullName, personOf } from './people.ts'
import { canEditStructure, isManagerOf } from './rights.ts'
import type { Body, RouteContext } from './route.ts'
import type { Wire } from './serialize-service.ts'
import type { Membership } from './state.ts'
import type { StoredStructure } from './stored.ts'
import type { View } from './view.ts'

/** GET /structure-members/?structure= */
export function listMembers(context: RouteContext): Answer {
  const slug = context.query.get('structure')
  if (slug === null) return json(400, [invalid('?structure is required')])
  return listOf(context, slug, () =>
    context.view.beside.members(slug).filter(one => personOf(context.view.state, one.email).valid),
  )
}

/** GET /structure-putative-members/?structure=: people invited, and those who asked. */
export function listPutative(context: RouteContext): Answer {
  const slug = context.query.get('structure')
  if (slug === null) return json(200, [])
  return listOf(context, slug, () =>
    context.view.beside
      .putative(slug)
      .filter(one => one.invitedByAdmin === true || personOf(context.view.state, one.email).valid),
  )
}

function listOf({ view }: RouteContext, slug: string, found: () => Membership[]): Answer {
  const structure = view.state.structures.get(slug)
  if (!structure) return notFound()
  return canViewMembers(view, structure)
    ? json(
        200,
        found().map(one => wire(one, view)),
      )
    : forbidden()
}

/** GET and PATCH /structure-members/<id>/: the only administrator cannot be demoted, but by DORA's team. */
export function oneMember({ view }: RouteContext, id: string, body: Body | null): Answer {
  const member = view.state.members.find(one => one.id === id)
  const structure = member && view.state.structures.get(member.structure)
  if (!member || !structure || !canViewMembers(view, structure)) return notFound()
  if (body === null) return json(200, wire(member, view))
  if (!canEditStructure(view, structure)) return forbidden()
  if (typeof body.isAdmin === 'boolean') {
    const admins = view.beside.members(structure.slug).filter(one => one.isAdmin)
    if (member.isAdmin && !body.isAdmin && admins.length === 1 && !view.account?.isStaff) return forbidden()
    if (body.isAdmin) structure.adminAlreadyInvited = true
    member.isAdmin = body.isAdmin
  }
  return json(200, wire(member, view), { committed: true })
}

/** GET /structure-putative-members/<id>/ */
export function onePutative({ view }: RouteContext, id: string): Answer {
  const found = view.state.putativeMembers.find(one => one.id === id)
  const structure = found && view.state.structures.get(found.structure)
  return found && structure && canViewMembers(view, structure) ? json(200, wire(found, view)) : notFound()
}

/** POST /structure-putative-members/?structure=: an e-mail leaves. The structure of the body does not count. */
export function invite({ view, query }: RouteContext, body: Body): Answer {
  const { state } = view
  const slug = query.get('structure')
  if (!slug) return forbidden()
  const structure = state.structures.get(slug)
  if (!structure) return notFound()
  if (!canEditStructure(view, structure)) return forbidden()
  const user = body.user
  if (user === null || typeof user !== 'object') return json(400, { user: [required()] })
  const { email, firstName = '', lastName = '' } = user as Record<string, unknown>
  const problems = email === undefined ? [required()] : email === '' ? [isBlank()] : checkEmail(String(email))
  if (problems.length > 0) return json(400, { user: { email: problems } })
  const address = String(email)
  if (view.beside.putative(slug).some(one => one.email === address)) return forbidden()
  const at = state.stamp()
  const known = state.people.has(address) || state.accounts.some(account => account.email === address)
  if (!known) {
    const names = { firstName: String(firstName), lastName: String(lastName) }
    state.people.set(address, { email: address, ...names, active: true, valid: false, joinedAt: at })
  }
  const isAdmin = body.isAdmin === true
  const one = { id: state.newId(), structure: slug, email: address, isAdmin, invitedByAdmin: true, createdAt: at }
  state.putativeMembers.push(one)
  if (isAdmin) structure.adminAlreadyInvited = true
  state.emails.push({ at, to: address, structure: slug, kind: 'invitation' })
  return json(201, wire(one, view), { committed: true })
}

/** POST …/<id>/resend-invite/ and …/<id>/cancel-invite/ */
export function followInvitation({ view }: RouteContext, id: string, what: 'resend' | 'cancel'): Answer {
  const { state } = view
  const found = state.putativeMembers.find(one => one.id === id)
  const structure = found && state.structures.get(found.structure)
  if (!found || !structure) return notFound()
  if (!canEditStructure(view, structure)) return forbidden()
  if (what === 'resend')
    state.emails.push({ at: state.stamp(), to: found.email, structure: structure.slug, kind: 'relance' })
  else state.putativeMembers = state.putativeMembers.filter(one => one !== found)
  return { status: 201, body: { kind: 'empty' }, committed: true }
}

function canViewMembers(view: View, structure: StoredStructure): boolean {
  const { account, beside } = view
  return account !== null && (account.isStaff || isManagerOf(view, structure) || beside.mine.has(structure.slug))
}

function wire({ id, isAdmin, email, invitedByAdmin }: Membership, { state }: View): Wire {
  const person = personOf(state, email)
  const { firstName, lastName } = person
  return {
    id,
    ...(invitedByAdmin === null ? {} : { invitedByAdmin }),
    isAdmin,
    user: { firstName, lastName, fullName: fullName(person), email },
  }
}
