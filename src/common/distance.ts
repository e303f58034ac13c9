/** Letters worked on at once: the bits of a number. */
const AT_ONCE = 32
/** By code unit, the bits of the letters of a word that are it; all 0 between two calls. */
const places = new Int32Array(0x10000)

/**
 * How many letters to add, take away or change to make one text of the other (Levenshtein), in code units. Bit by bit, 32 rows of the table at once
 * (G. Myers, «A fast bit-vector algorithm for approximate string matching», 1999; in blocks as H. Hyyrö, 2003).
 */
export function distance(one: string, other: string): number {
  const [word, text] = one.length <= other.length ? [one, other] : [other, one]
  /** What each letter of the text adds to the distance on the row just done: 1, 0 or -1. */
  const across = new Int8Array(text.length).fill(1)
  for (let from = 0; from < word.length; from += AT_ONCE) nextRows(word.slice(from, from + AT_ONCE), text, across)
  let apart = word.length
  for (const step of across) apart += step
  return apart
}

/** The rows of up to 32 letters of the word, below those that `across` tells; it then tells the last of them. */
function nextRows(letters: string, text: string, across: Int8Array): void {
  for (let at = 0; at < letters.length; at += 1) {
    const unit = letters.charCodeAt(at)
    places[unit] = (places[unit] ?? 0) | (1 << at)
  }
  const last = 1 << (letters.length - 1)
  // Bits of the rows where the distance is one more, or one less, than on the row above.
  let more = -1
  let less = 0
  for (let at = 0; at < text.length; at += 1) {
    const step = across[at] ?? 0
    const same = places[text.charCodeAt(at)] ?? 0
    const matched = same | (step < 0 ? 1 : 0)
    const still = (((matched & more) + more) ^ more) | matched
    let up = less | ~(still | more)
    let down = more & still
    across[at] = up & last ? 1 : down & last ? -1 : 0
    up = (up << 1) | (step > 0 ? 1 : 0)
    down = (down << 1) | (step < 0 ? 1 : 0)
    const held = same | less
    more = down | ~(held | up)
    less = up & held
  }
  for (let at = 0; at < letters.length; at += 1) places[letters.charCodeAt(at)] = 0
}
