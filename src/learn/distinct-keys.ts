/** Keys in their order, those that were given before with a number after them that no other has. Pure. */
export function distinctKeys(keys: readonly string[]): string[] {
  const own = new Set(keys)
  const given = new Set<string>()
  return keys.map(key => {
    let free = key
    for (let n = 2; given.has(free) || (free !== key && own.has(free)); n += 1) free = `${key}-${n}`
    given.add(free)
    return free
  })
}
