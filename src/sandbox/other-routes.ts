import { type Answer, json, notFound } from './answer.ts'
import { MOBILISABLE_BY, MOBILISATION_MODES } from './mobilisation.ts'
import { fullName } from './people.ts'
import { canEditServices } from './rights.ts'
import type { RouteContext } from './route.ts'
import { serializeStructureLine } from './serialize-structure.ts'
import { trigramSimilarity } from './trigrams.ts'

/** GET /services-options/: the choices of everybody, and those of the structures the account may write in. */
export function servicesOptions({ view }: RouteContext): Answer {
  const { state, options, dialect } = view
  const mine = (slug: string | null): boolean => {
    const structure = slug === null ? undefined : state.structures.get(slug)
    return structure === undefined ? slug === null : canEditServices(view, structure)
  }
  const choices = (field: keyof typeof state.choices) => state.choices[field].filter(choice => mine(choice.structure))
  const { beneficiariesAccessModes, coachOrientationModes, ...rest } = options.services
  return json(200, {
    ...rest,
    ...(dialect === 'a-venir' ? {} : { beneficiariesAccessModes, coachOrientationModes }),
    ...(dialect === 'aout-2026' ? {} : { mobilisationModes: MOBILISATION_MODES, mobilisableBy: MOBILISABLE_BY }),
    accessConditions: choices('accessConditions'),
    requirements: choices('requirements'),
    credentials: choices('credentials'),
  })
}

export function structuresOptions(context: RouteContext): Answer {
  return json(200, context.view.options.structures)
}

/** GET /auth/user-info/: who the token is, not whether the account is valid. */
export function userInfo({ view }: RouteContext): Answer {
  const { account, state, beside } = view
  if (!account) return notFound()
  const of = (slugs: Iterable<string>) =>
    [...slugs].flatMap(slug => state.structures.get(slug) ?? []).map(one => serializeStructureLine(one, view))
  const pending = state.putativeMembers.filter(one => one.email === account.email && one.invitedByAdmin === false)
  return json(200, {
    bookmarks: [],
    cguVersionsAccepted: {},
    departments: account.isManager ? account.departments : null,
    email: account.email,
    firstName: account.firstName,
    fullName: fullName(account),
    isManager: account.isManager,
    isStaff: account.isStaff,
    lastName: account.lastName,
    mainActivity: '',
    newsletter: false,
    pendingStructures: of(pending.map(one => one.structure)),
    savedSearches: [],
    shortName: account.firstName,
    structures: of(beside.mine),
  })
}

/** The recorded DORA only knew Bretagne and what touches it; so do we, which also keeps the search quick. */
const KNOWN_DEPARTMENTS = ['22', '29', '35', '44', '53', '56']

/** GET /admin-division-search/?type=&q=: ten at most, the most similar first. */
export function divisionSearch({ view, query }: RouteContext): Answer {
  const { geography } = view
  const q = query.get('q') ?? ''
  const epci = query.get('type') === 'epci'
  const found: { code: string; name: string; similarity: number }[] = []
  const communes = KNOWN_DEPARTMENTS.flatMap(department => geography.communesOfDepartment(department))
  const epcis = [...new Set(communes.map(commune => commune.epci ?? ''))].flatMap(code => geography.epci(code) ?? [])
  for (const place of epci ? epcis : communes) {
    const name = epci ? place.name.replace(/^(CC|CA|CU) (du |de la |de l'|des |de |d')?/, '') : place.name
    const similarity = trigramSimilarity(q, name)
    if (similarity >= 0.15) found.push({ code: place.code, name, similarity })
  }
  found.sort((a, b) => b.similarity - a.similarity || a.code.localeCompare(b.code))
  return json(200, found.slice(0, 10))
}
