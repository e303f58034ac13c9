import { fold } from '../common/text.ts'

/** PostgreSQL's pg_trgm similarity of two texts without accents, in [0, 1]; DORA ranks places with it. */
export function trigramSimilarity(a: string, b: string): number {
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
