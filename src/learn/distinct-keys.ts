import { slugify } from '../common/text.ts'

/** Characters of a mark in a key: its end tells most, of an address as of a place. */
const LONGEST_MARK = 60

/**
 * Keys in their order. Of those that several offers have, each takes the first of its marks (its page, its place, its days) that no other of them has: what is put
 * before or taken away changes nothing for it. A number that no other has follows those that nothing tells apart. Pure.
 * @param marks of each key, from what lasts most; null where an offer has none
 */
export function distinctKeys(keys: readonly string[], marks: readonly (readonly (string | null)[])[] = []): string[] {
  const marked = withMarks(keys, marks)
  const own = new Set(marked)
  const given = new Set<string>()
  return marked.map(key => {
    let free = key
    for (let n = 2; given.has(free) || (free !== key && own.has(free)); n += 1) free = `${key}-${n}`
    given.add(free)
    return free
  })
}

function withMarks(keys: readonly string[], marks: readonly (readonly (string | null)[])[]): string[] {
  const marked = [...keys]
  const slugs = marks.map(own => own.map(mark => (mark === null ? '' : slugify(mark).slice(-LONGEST_MARK))))
  for (const [key, ranks] of Map.groupBy(keys.keys(), at => keys[at] ?? '')) {
    if (ranks.length < 2) continue
    for (const at of ranks) {
      const mark = slugs[at]?.find(
        (mark, kind) => mark !== '' && ranks.every(other => other === at || slugs[other]?.[kind] !== mark),
      )
      if (mark !== undefined) marked[at] = `${key}-${mark}`
    }
  }
  return marked
}
