/** A growing set of texts. */
export interface TextSet {
  /** @returns true when the text was not there yet */
  add(text: string): boolean
}

const PIECE_BYTES = 64 * 1024
/** Beyond, a text is kept as it is: its length would not fit in a byte. */
const MOST_BYTES = 255
/** Of the slots, how many may be taken: beyond, looking for a free one takes long. */
const FULL = 0.7

/**
 * Texts by the hundred thousand, of which nothing is asked but whether they came already: their UTF-8 stands in a row, a byte for its length before it,
 * and is found through a table of places. Some twenty bytes a text of twelve letters, where a `Set` takes eighty.
 */
export function textSet(): TextSet {
  const pieces: Buffer[] = []
  const others = new Set<string>()
  const scratch = Buffer.alloc(MOST_BYTES * 3)
  let filled = PIECE_BYTES
  let count = 0
  /** Where the text of a slot begins, plus one; 0: free. */
  let slots = new Uint32Array(1024)

  const pieceOf = (place: number) => pieces[Math.floor(place / PIECE_BYTES)] as Buffer

  function isAt(place: number, length: number): boolean {
    const piece = pieceOf(place)
    const start = place % PIECE_BYTES
    if (piece[start] !== length) return false
    for (let index = 0; index < length; index += 1) if (piece[start + 1 + index] !== scratch[index]) return false
    return true
  }

  function keep(length: number): number {
    if (filled + 1 + length > PIECE_BYTES) {
      pieces.push(Buffer.allocUnsafeSlow(PIECE_BYTES))
      filled = 0
    }
    const piece = pieces.at(-1) as Buffer
    const place = (pieces.length - 1) * PIECE_BYTES + filled
    piece[filled] = length
    scratch.copy(piece, filled + 1, 0, length)
    filled += 1 + length
    return place
  }

  function widen(): void {
    const former = slots
    slots = new Uint32Array(former.length * 2)
    for (const taken of former) {
      if (taken === 0) continue
      const piece = pieceOf(taken - 1)
      const start = (taken - 1) % PIECE_BYTES
      let slot = hashOf(piece, start + 1, piece[start] as number) & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = taken
    }
  }

  return {
    add(text) {
      // What is not sound Unicode would come back as something else.
      if (text.length > MOST_BYTES || !text.isWellFormed()) return isNewTo(others, text)
      const length = scratch.write(text)
      if (length > MOST_BYTES) return isNewTo(others, text)
      let slot = hashOf(scratch, 0, length) & (slots.length - 1)
      for (let taken = slots[slot]; taken; taken = slots[slot]) {
        if (isAt(taken - 1, length)) return false
        slot = (slot + 1) & (slots.length - 1)
      }
      slots[slot] = keep(length) + 1
      count += 1
      if (count > slots.length * FULL) widen()
      return true
    },
  }
}

function isNewTo(set: Set<string>, text: string): boolean {
  const before = set.size
  return set.add(text).size > before
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Buffer, start: number, length: number): number {
  let hash = 0x811c9dc5
  for (let index = start; index < start + length; index += 1)
    hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193)
  return hash >>> 0
}
