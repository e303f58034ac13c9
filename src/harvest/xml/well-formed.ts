/** An «&» that begins no entity: «A & B», as sites that glue their XML together write it. */
const BARE = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[\p{L}_][\p{L}\d_.-]{0,31});)/giu
const OPEN = '<![CDATA['
const CLOSE = ']]>'
/** What may be the beginning of an entity or of a mark, at the end of a piece. */
const HELD = 40

/**
 * A text of XML, piece by piece, without two faults that every browser forgives and that say nothing else than what they look like: blanks before the declaration, and an
 * «&» that begins no entity. What stands in CDATA is left alone.
 */
export async function* wellFormed(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let begun = false
  let inside = false
  let held = ''
  const mended = (text: string): string => {
    let out = ''
    for (let at = 0; at < text.length; ) {
      const mark = inside ? CLOSE : OPEN
      const next = text.indexOf(mark, at)
      const end = next < 0 ? text.length : next + mark.length
      const part = text.slice(at, end)
      out += inside || !part.includes('&') ? part : part.replace(BARE, '&amp;')
      if (next >= 0) inside = !inside
      at = end
    }
    return out
  }
  for await (const piece of pieces) {
    let text = held + piece
    if (!begun) text = text.trimStart()
    begun ||= text !== ''
    // Cut where neither a mark nor an entity can be in two.
    const from = Math.max(0, text.length - HELD)
    const open = /[&<\]][^;>]*$/u.exec(text.slice(from))
    const cut = open === null ? text.length : from + open.index
    held = text.slice(cut)
    yield mended(text.slice(0, cut))
  }
  yield mended(held)
}
