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
  const memory = new Memory(work, most, longest)
  return text => memory.of(text)
}

interface Known<T> {
  key: string
  answer: T
}

/** One class for all that is remembered, so that its code is made quick once, not anew for each column of each table. */
class Memory<T> {
  readonly #work: (text: string) => T
  readonly #most: number
  readonly #longest: number
  #recent = new Map<string, Known<T>>()
  #older = this.#recent
  #last: Known<T> | null = null
  #asked = 0
  #missed = 0

  constructor(work: (text: string) => T, most: number, longest: number) {
    this.#work = work
    this.#most = most
    this.#longest = longest
  }

  of(text: string): T {
    const last = this.#last
    if (last !== null && last.key === text) return last.answer
    this.#asked += 1
    const known =
      text.length > this.#longest || this.#asked > TRIED ? { key: text, answer: this.#work(text) } : this.#find(text)
    if (this.#asked === TRIED && this.#missed <= 0.9 * TRIED) this.#asked = 0
    else if (this.#asked === TRIED + RESTED) this.#asked = 0
    if (this.#asked === 0) this.#missed = 0
    this.#last = known
    return known.answer
  }

  #find(text: string): Known<T> {
    const fresh = this.#recent.get(text)
    if (fresh) return fresh
    let known = this.#older.get(text)
    if (!known) {
      this.#missed += 1
      // A piece of a page holds the whole page in memory: a copy does not.
      const key = JSON.parse(JSON.stringify(text)) as string
      known = { key, answer: this.#work(key) }
    }
    if (this.#recent.size >= this.#most) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(known.key, known)
    return known
  }
}
