/** Items of a long list that travel together, unless they are long. */
const MOST_ITEMS = 200
/** Characters after which a part is closed. */
const MOST_LENGTH = 500_000

/** A long list of JSON texts as JSON arrays of a manageable size: no engine holds a text of any length, and no process should. */
export async function* cutInParts(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, void> {
  let part: string[] = []
  let length = 0
  for await (const text of texts) {
    part.push(text)
    length += text.length
    if (part.length < MOST_ITEMS && length < MOST_LENGTH) continue
    yield `[${part.join(',')}]`
    part = []
    length = 0
  }
  if (part.length > 0) yield `[${part.join(',')}]`
}
