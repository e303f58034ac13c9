/** Asks by which it is told whether texts come again at all, and asks during which nothing is kept when hardly one in ten did. */
const TRIED = 1000
const RESTED = 4000

/**
 * A pure function of one short text, with its latest answers kept, for texts that come again from row to row (opening hours, addresses). An answer is shared between
 * those who ask: nobody may change it. The very last text is known again whatever its length; texts that hardly come again are not kept for a while.
 * @param most answers of one generation; the last two generations are kept
 * @param longest characters of a text worth keeping; a longer one is worked out each time
 */
export function remember<T>(work: (text: string) => T, most = 500, longest = 500): (text: string) => T {
  let recent = new Map<string, { key: string; answer: T }>()
  let older = recent
  let last: { text: string; answer: T } | null = null
  let asked = 0
  let missed = 0
  const find = (text: string): T => {
    const fresh = recent.get(text)
    if (fresh) return fresh.answer
    let known = older.get(text)
    if (!known) {
      missed += 1
      // A piece of a page holds the whole page in memory: a copy does not.
      const key = JSON.parse(JSON.stringify(text)) as string
      known = { key, answer: work(key) }
    }
    if (recent.size >= most) {
      older = recent
      recent = new Map()
    }
    recent.set(known.key, known)
    return known.answer
  }
  return text => {
    if (last !== null && last.text === text) return last.answer
    asked += 1
    const answer = text.length > longest || asked > TRIED ? work(text) : find(text)
    if (asked === TRIED && missed <= 0.9 * TRIED) asked = 0
    else if (asked === TRIED + RESTED) asked = 0
    if (asked === 0) missed = 0
    if (last === null) last = { text, answer }
    else {
      last.text = text
      last.answer = answer
    }
    return answer
  }
}
