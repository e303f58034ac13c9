/**
 * A pure function of one short text, with its latest answers kept, for texts that come again from row to row (opening hours, addresses). An answer is shared between
 * those who ask: nobody may change it.
 * @param most answers of one generation; the last two generations are kept
 * @param longest characters of a text worth keeping; a longer one is worked out each time
 */
export function remember<T>(work: (text: string) => T, most = 500, longest = 500): (text: string) => T {
  let recent = new Map<string, { answer: T }>()
  let older = recent
  return text => {
    if (text.length > longest) return work(text)
    const fresh = recent.get(text)
    if (fresh) return fresh.answer
    // A piece of a page holds the whole page in memory: a copy does not.
    const key = JSON.parse(JSON.stringify(text)) as string
    const known = older.get(text) ?? { answer: work(key) }
    if (recent.size >= most) {
      older = recent
      recent = new Map()
    }
    recent.set(key, known)
    return known.answer
  }
}
