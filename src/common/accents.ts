/** Letters of French words, as an encoding writes them, whose bytes are nothing that stands inside a word in the others. */
const LETTERS: readonly [encoding: string, bytes: readonly number[]][] = [
  // é â ç ê ë è ï î
  ['cp850', [0x82, 0x83, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c]],
  // é è à â ç ê
  ['macintosh', [0x8e, 0x8f, 0x88, 0x89, 0x8d, 0x90]],
  ['windows-1252', [0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf9, 0xfb]],
]
/** «é», which ends words too. */
const ACUTE = new Map([
  ['cp850', 0x82],
  ['macintosh', 0x8e],
  ['windows-1252', 0xe9],
])
const USUAL = 'windows-1252'
/** How many times more than those of the usual encoding. */
const CLEARLY = 4

/** Counts the accents of French words in bytes that are no UTF-8, as each of the old encodings writes them. */
export function accentCounter(): {
  push(piece: Uint8Array): void
  /** `cp850` (DOS) or `macintosh` when the words are clearly written so; null: as nearly everybody does. */
  unusual(): string | null
} {
  const counts = new Map(LETTERS.map(([encoding]) => [encoding, 0]))
  let [before, byte] = [0, 0]
  const look = (after: number) => {
    if (byte < 0x80 || !isLetter(before)) return
    for (const [encoding, bytes] of LETTERS)
      if (isLetter(after) ? bytes.includes(byte) : after < 0x80 && byte === ACUTE.get(encoding))
        counts.set(encoding, (counts.get(encoding) ?? 0) + 1)
  }
  return {
    push(piece) {
      for (const next of piece) {
        look(next)
        before = byte
        byte = next
      }
    },
    unusual() {
      look(0)
      // Asked again, the last letter is not counted again.
      byte = 0
      const usual = counts.get(USUAL) ?? 0
      const [best] = [...counts].filter(([encoding]) => encoding !== USUAL).sort((a, b) => b[1] - a[1])
      return best !== undefined && best[1] > usual * CLEARLY ? best[0] : null
    },
  }
}

const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
