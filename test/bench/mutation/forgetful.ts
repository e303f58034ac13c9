/**
 * Stands in for `src/common/remember.ts` in a mutation run: an answer worked out before a change would hide the change, and one kept for the next
 * test would hide that this test runs it. What one change answered is kept as long as that change runs.
 */
export function remember<T>(work: (text: string) => T): (text: string) => T {
  let change: string | undefined
  const known = new Map<string, T>()
  return text => {
    const { activeMutant } = (globalThis as { __stryker__?: { activeMutant?: string } }).__stryker__ ?? {}
    if (activeMutant === undefined) return work(text)
    if (activeMutant !== change) known.clear()
    change = activeMutant
    const held = known.get(text)
    if (held !== undefined) return held
    const answer = work(text)
    known.set(text, answer)
    return answer
  }
}
