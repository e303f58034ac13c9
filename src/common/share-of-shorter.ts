/** Share of the shorter list that the other one has, in [0, 1]; null when either says nothing. */
export function shareOfShorter(one: readonly string[], other: readonly string[]): number | null {
  if (one.length === 0 || other.length === 0) return null
  const right = new Set(other)
  return one.filter(word => right.has(word)).length / Math.min(one.length, right.size)
}
