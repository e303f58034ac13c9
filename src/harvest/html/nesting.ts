/** Elements that are closed by what follows them, or that hold nothing: unclosed ones say nothing of depth. */
const LOOSE = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup html head body'.split(
    ' ',
  ),
)

/** Parsing takes time that grows with the square of the depth, and reading recurses: no page of a partner is a thousand deep. */
export const DEEPEST_PAGE = 1000

/** Whether a text nests more elements than any real page does, judged in one pass without parsing it. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (const match of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (LOOSE.has((match[2] ?? '').toLowerCase())) continue
    depth = Math.max(0, depth + (match[1] === '/' ? -1 : 1))
    if (depth > DEEPEST_PAGE) return true
  }
  return false
}
