import { fold } from '../common/text.ts'
import { type Answer, json, notFound } from './answer.ts'
import { MOBILISABLE_BY, MOBILISATION_MODES } from './mobilisation.ts'
import { fullName } from './people.ts'
import { canEditServices } from './rights.ts'
import type { RouteContext } from './route.ts'
import { serializeStructureLine } from './serialize-structure.ts'

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

/** PostgreSQL's pg_trgm similarity of two texts without accents, in [0, 1]; DORA ranks places with it. */
function trigramSimilarity(a: string, b: string): number {
  const left = trigrams(a)
  const right = trigrams(b)
  let common = 0
  for (const gram of left) if (right.has(gram)) common += 1
  const union = left.size + right.size - common
  return union === 0 ? 0 : shortestSingle(common / union)
}

function trigrams(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of fold(text).split(' ')) {
    if (word === '') continue
    const padded = `  ${word} `
    for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3))
  }
  return grams
}

/** PostgreSQL computes in single precision and writes the shortest decimal that reads back the same. */
function shortestSingle(value: number): number {
  const single = Math.fround(value)
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(single.toPrecision(digits))
    if (Math.fround(candidate) === single) return candidate
  }
  return single
}
