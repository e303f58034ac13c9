import { fold } from '../../common/text.ts'
import { scalarText } from '../records/flatten.ts'
import type { Node } from './json-ld.ts'
import { broader } from './wanted-types.ts'

/**
 * The offers of one page, each once: what a page tells in a script and again in its own elements is one offer, and so are two nodes of one identifier that
 * do not contradict each other by their names. What only the second says is added to the first.
 */
export function withoutTwins(scripted: readonly Node[], marked: readonly Node[]): Node[] {
  const all = byIdentifier(scripted)
  const taken = new Set<number>()
  for (const node of byIdentifier(marked)) {
    const at = all.findIndex((other, rank) => rank < scripted.length && !taken.has(rank) && isTwin(other, node))
    const twin = all[at]
    if (twin === undefined) {
      taken.add(all.length)
      all.push(node)
    } else {
      taken.add(at)
      all[at] = both(twin, node)
    }
  }
  return all
}

/** Nodes of one identifier and one name put together, where the first stood. */
function byIdentifier(nodes: readonly Node[]): Node[] {
  const ranks = new Map<string, number>()
  const all: Node[] = []
  for (const node of nodes) {
    const id = firstText(node.value['@id'])
    const at = id === null ? undefined : ranks.get(id)
    const before = at === undefined ? undefined : all[at]
    if (at !== undefined && before !== undefined && sameName(before, node, true)) all[at] = both(before, node)
    else {
      if (id !== null && at === undefined) ranks.set(id, all.length)
      all.push(node)
    }
  }
  return all
}

const both = (first: Node, second: Node): Node => ({ ...first, value: { ...second.value, ...first.value } })

/** One name, one kind of thing, and no two days. */
function isTwin(one: Node, other: Node): boolean {
  const days = [one, other].map(({ value }) => firstText(value.startDate)?.slice(0, 10))
  return (
    sameName(one, other, false) &&
    (days[0] === undefined || days[1] === undefined || days[0] === days[1]) &&
    one.types.some(type => other.types.some(same => kindOf(same) === kindOf(type)))
  )
}

const kindOf = (type: string): string => broader(type) ?? type

function sameName(one: Node, other: Node, nameless: boolean): boolean {
  const [a, b] = [one, other].map(({ value }) => fold(firstText(value.name) ?? ''))
  return a === '' || b === '' ? nameless : a === b
}

/** A scalar as text, or the first of several; null: none. */
export const firstText = (value: unknown): string | null => scalarText(Array.isArray(value) ? value[0] : value)
