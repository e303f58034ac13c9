import type { Convention } from './convention.ts'

/** What a convention says of its actions’ names. */
type Named = Pick<Convention, 'period'> & {
  fiches: readonly { lines: readonly { id: string; was: readonly string[] }[] }[]
}

const linesOf = ({ fiches }: Pick<Named, 'fiches'>) => fiches.flatMap(({ lines }) => lines)

/**
 * What each action of a convention was in an earlier one, by its id: the one that it says (`was`), else the one of the same id. An id that another action says it
 * had is that other’s past: given to a new action it begins anew. An action that was cut in two says so on each half.
 */
export function earlierIds(after: Pick<Named, 'fiches'>, before: Pick<Named, 'fiches'>): Map<string, string> {
  const old = new Set(linesOf(before).map(({ id }) => id))
  const lines = linesOf(after)
  const claimed = new Set(lines.flatMap(({ was }) => was))
  return new Map(
    lines.flatMap(({ id, was }) => {
      const found = was.find(name => old.has(name)) ?? (old.has(id) && !claimed.has(id) ? id : undefined)
      return found === undefined ? [] : [[id, found] as const]
    }),
  )
}

/**
 * Under which ids a convention knows the actions that are named as another names them.
 * @param reader whose names are given, those that it says were before included; a name that it does not know is that of the last convention that has it
 * @returns of a name, its ids in `target`: none when it is no action of it, several when it was cut
 */
export function actionIdsIn<T extends Named>(
  conventions: readonly T[],
  reader: T,
  target: T,
): (name: string) => readonly string[] {
  const all = conventions.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))
  const to = all.indexOf(target)
  const has = (at: number, id: string) => linesOf(all[at] as T).some(line => line.id === id)
  const between = (later: number, earlier: number) => earlierIds(all[later] as T, all[earlier] as T)
  /** The convention that names it, and its id there. */
  const placeOf = (name: string): { at: number; id: string } | null => {
    const own = all.indexOf(reader)
    if (has(own, name)) return { at: own, id: name }
    const renamed = linesOf(reader).find(({ was }) => was.includes(name))
    if (renamed) return { at: own, id: renamed.id }
    const at = all.findLastIndex((_, index) => has(index, name))
    return at === -1 ? null : { at, id: name }
  }
  return name => {
    const place = placeOf(name)
    if (place === null) return []
    let { at } = place
    let ids = [place.id]
    const step = Math.sign(to - at)
    // From one to the next; one that left the action out is passed over.
    for (let next = at + step; step !== 0 && next !== to + step; next += step) {
      const found =
        step > 0
          ? [...between(next, at)].flatMap(([later, earlier]) => (ids.includes(earlier) ? [later] : []))
          : ids.flatMap(id => between(at, next).get(id) ?? [])
      if (found.length === 0) continue
      ids = [...new Set(found)]
      at = next
    }
    return at === to ? ids : []
  }
}
