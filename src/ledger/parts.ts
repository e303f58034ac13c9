/** Items of a long list that travel together, unless they are long. */
const MOST_ITEMS = 200
/** Bytes after which a part is closed. */
const MOST_BYTES = 500_000
/** Bytes set apart at first. */
const FIRST_ROOM = 65_536

/** JSON, or the same in UTF-8 when it was put aside so. */
export type JsonText = string | Uint8Array

/**
 * A long list of JSON texts as JSON arrays of a manageable size, in UTF-8: no engine holds a text of any length, and no process should.
 * Each stands until the next one is asked for.
 */
export async function* cutInParts(texts: AsyncIterable<JsonText>): AsyncGenerator<Uint8Array, void> {
  const cut = cutter()
  for await (const text of texts) if (cut.add(text)) yield cut.take()
  if (cut.holds()) yield cut.take()
}

/** The same of a list that waits for nothing: each turn of a promise costs as much as an item. */
export function* partsOf(texts: Iterable<JsonText>): Generator<Uint8Array, void> {
  const cut = cutter()
  for (const text of texts) if (cut.add(text)) yield cut.take()
  if (cut.holds()) yield cut.take()
}

/** One part after the other, in the same place of memory. */
function cutter() {
  let bytes = Buffer.allocUnsafeSlow(FIRST_ROOM)
  let end = 0
  let items = 0
  function makeRoom(more: number): void {
    if (end + more <= bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(end + more, 2 * bytes.length))
    bytes.copy(larger, 0, 0, end)
    bytes = larger
  }
  return {
    /** @returns whether the part is long enough to be taken */
    add(text: JsonText): boolean {
      const isString = typeof text === 'string'
      makeRoom((isString ? 3 * text.length : text.length) + '[]'.length)
      end += bytes.write(items === 0 ? '[' : ',', end)
      if (isString) end += bytes.write(text, end)
      else {
        bytes.set(text, end)
        end += text.length
      }
      items += 1
      return items >= MOST_ITEMS || end >= MOST_BYTES
    },
    holds: () => items > 0,
    take(): Uint8Array {
      const part = bytes.subarray(0, end + bytes.write(']', end))
      end = 0
      items = 0
      return part
    },
  }
}
