import type { Cap } from '../beyond-cap.ts'
import { ranked, within } from '../place-words.ts'
import { type Block, type Node, typesOf } from './json-ld.ts'
import { isWanted } from './wanted-types.ts'

/** Properties that hold people, opinions or another page: never read, so that no name of an employee or visitor is kept. */
export const DROPPED_PROPERTIES: ReadonlySet<string> = new Set([
  '@context',
  'author',
  'creator',
  'editor',
  'attendee',
  'attendees',
  'performer',
  'performers',
  'actor',
  'employee',
  'employees',
  'founder',
  'member',
  'alumni',
  'review',
  'reviews',
  'comment',
  'comments',
  'aggregateRating',
  'image',
  'logo',
  'breadcrumb',
  'potentialAction',
  'interactionStatistic',
  'copyrightHolder',
  'accountablePerson',
  'instructor',
  'translator',
])

/** Properties whose value is a part of an offer, even where it stands elsewhere and is only named: a session of a course, a date of a series. */
const PARTS = ['hasCourseInstance', 'courseInstance', 'subEvent', 'subEvents', 'hasPart']

/** Values looked at on one page, and objects inside one another. */
const MOST_NODES = 5000
const DEEPEST = 12

/** What was not looked at, because there is too much of it. */
export type Beyond = Pick<Cap, 'of' | 'most'>

/**
 * Every typed node of the blocks, outermost first, with references (`{"@id": …}`) replaced by what they name. A node found inside a wanted
 * node, or named there as one of its sessions, is part of it, not an offer of its own. `beyond`: where wanted nodes may stand that were not read, null when all was.
 */
export function offerNodes(
  blocks: readonly Block[],
  wanted: ReadonlySet<string>,
): { offers: Node[]; seen: Set<string>; beyond: Beyond | null } {
  const byId = new Map<string, Record<string, unknown>>()
  /** Of a node that another names as its part: that other. */
  const wholeOf = new Map<string, Record<string, unknown>>()
  const seen = new Set<string>()
  const offers: Node[] = []
  let visited = 0
  let beyond: Beyond | null = null
  for (const block of blocks) index(block.value, 0)
  for (const block of blocks) visit(block.value, block, 0)
  return { offers, seen, beyond }

  function index(value: unknown, depth: number): void {
    if (depth > DEEPEST || typeof value !== 'object' || value === null) return
    if (!Array.isArray(value) && '@id' in value && Object.keys(value).length > 1) {
      const id = (value as Record<string, unknown>)['@id']
      if (typeof id === 'string' && !byId.has(id)) byId.set(id, value as Record<string, unknown>)
    }
    if (!Array.isArray(value) && isWanted(typesOf(value as Record<string, unknown>), wanted))
      for (const id of partsOf(value as Record<string, unknown>))
        if (!wholeOf.has(id)) wholeOf.set(id, value as Record<string, unknown>)
    for (const inner of Object.values(value)) index(inner, depth + 1)
  }

  function visit(value: unknown, { path, place }: Pick<Node, 'path' | 'place'>, depth: number): void {
    visited += 1
    if (typeof value !== 'object' || value === null) return
    if (visited > MOST_NODES) {
      beyond ??= { of: 'valeurs', most: MOST_NODES }
      return
    }
    if (depth > DEEPEST) {
      if (holdsWanted(value, wanted)) beyond ??= { of: 'niveaux', most: DEEPEST }
      return
    }
    if (Array.isArray(value)) {
      for (const [at, element] of value.entries())
        visit(element, { path: `${path}[${at}]`, place: ranked(place, at + 1) }, depth + 1)
      return
    }
    const node = value as Record<string, unknown>
    const types = typesOf(node)
    for (const type of types) seen.add(type)
    if (isWanted(types, wanted)) {
      if (isPart(node)) return
      offers.push({ types, value: resolve(node, new Set(), 0) as Record<string, unknown>, path, place })
      return
    }
    for (const [name, inner] of Object.entries(node))
      visit(inner, { path: `${path}.${name}`, place: within(place, name) }, depth + 1)
  }

  /** Whether it is a part of an offer; two that call each other so are none. */
  function isPart(node: Record<string, unknown>): boolean {
    const met = new Set([node])
    for (let at = node; ; ) {
      const whole = typeof at['@id'] === 'string' ? wholeOf.get(at['@id']) : undefined
      if (whole === undefined) return at !== node
      if (met.has(whole)) return false
      met.add(whole)
      at = whole
    }
  }

  function resolve(value: unknown, open: ReadonlySet<string>, depth: number): unknown {
    if (depth > 10 || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return inFrench(value).map(element => resolve(element, open, depth + 1))
    if ('@value' in value) return value['@value']
    const own = value as Record<string, unknown>
    const id = typeof own['@id'] === 'string' ? own['@id'] : null
    const target = id !== null && Object.keys(own).length === 1 && !open.has(id) ? (byId.get(id) ?? own) : own
    if (typesOf(target).includes('Person') && depth > 0) return professionalContact(target)
    const inside = id === null ? open : new Set([...open, id])
    return Object.fromEntries(Object.entries(target).map(([name, inner]) => [name, resolve(inner, inside, depth + 1)]))
  }
}

/** What a node names as its parts. */
function partsOf(node: Record<string, unknown>): string[] {
  return PARTS.flatMap(name => (Object.hasOwn(node, name) ? node[name] : []))
    .map(part => (typeof part === 'object' && part !== null && '@id' in part ? part['@id'] : null))
    .filter(id => typeof id === 'string')
}

/** Of one text in several languages, the French; everything, when none is. */
function inFrench(values: unknown[]): unknown[] {
  const french = values.filter(value => /^fr\b/i.test(languageOf(value)))
  return french.length > 0 && values.every(value => languageOf(value) !== '') ? french : values
}

const languageOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && '@language' in value ? String(value['@language']) : ''

/** Whether a wanted node stands in a value, however deep. */
function holdsWanted(value: object, wanted: ReadonlySet<string>): boolean {
  const stack: unknown[] = [value]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next) && isWanted(typesOf(next as Record<string, unknown>), wanted)) return true
    for (const inner of Object.values(next)) if (typeof inner === 'object') stack.push(inner)
  }
  return false
}

/** Of a person cited by an offer, only the ways to reach them in their work are kept. */
function professionalContact(person: Record<string, unknown>): Record<string, unknown> {
  const { telephone, email } = person
  return { ...(telephone === undefined ? {} : { telephone }), ...(email === undefined ? {} : { email }) }
}
