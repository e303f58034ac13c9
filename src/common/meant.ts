import { distance } from './distance.ts'

/** The known word that was probably meant by one that is not known: the nearest, at most a third of its letters away, or the only one that begins so. */
export function meant(typed: string, known: readonly string[]): string | null {
  const word = typed.toLowerCase()
  let best: { word: string; apart: number } | null = null
  for (const one of known) {
    const apart = distance(word, one.toLowerCase())
    if (apart <= one.length / 3 && apart < (best?.apart ?? Number.POSITIVE_INFINITY)) best = { word: one, apart }
  }
  if (best !== null) return best.word
  const longer = known.filter(one => one.toLowerCase().startsWith(word))
  return word.length > 1 && longer.length === 1 ? (longer[0] ?? null) : null
}
