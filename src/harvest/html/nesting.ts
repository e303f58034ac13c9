/** Elements that are closed by what follows them, or that hold nothing: unclosed ones say nothing of depth. */
const LOOSE = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup html head body'.split(
    ' ',
  ),
)
/** Elements that a parser opens again in each block until they are closed. */
const FORMATTING = new Set('b big code em font i nobr s small strike strong tt u'.split(' '))

/** Parsing takes time that grows with the square of the depth, and reading recurses: no page of a partner is a thousand deep. */
export const DEEPEST_PAGE = 1000
/** Formatting elements open at the same time, and attributes of one element: their cost too grows with the square of their number. */
const MOST_FORMATTING = 150
const MOST_ATTRIBUTES = 1000
/** Attributes are counted in tags at least this long. */
const LONG_TAG = 2 * MOST_ATTRIBUTES

/**
 * Whether a text nests more elements, leaves more formatting open or gives an element more attributes than any real page does, judged in one
 * pass without parsing it.
 */
export function isTooDeep(text: string): boolean {
  if (!text.includes('<')) return false
  let depth = 0
  /** Inside a drawing or a formula nothing closes by itself. */
  let foreign = 0
  let foreignDepth = 0
  const open = new Map<string, number>()
  let formatting = 0
  for (const match of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)([^>]*)/gi)) {
    const name = (match[2] ?? '').toLowerCase()
    const step = match[1] === '/' ? -1 : 1
    const rest = match[3] ?? ''
    if (rest.length >= LONG_TAG && attributesIn(rest) > MOST_ATTRIBUTES) return true
    if (name === 'svg' || name === 'math') foreign = Math.max(0, foreign + step)
    if (foreign === 0) foreignDepth = 0
    else if (!rest.endsWith('/')) foreignDepth = Math.max(0, foreignDepth + step)
    if (foreignDepth > DEEPEST_PAGE) return true
    if (FORMATTING.has(name)) {
      const before = open.get(name) ?? 0
      const after = Math.max(0, before + step)
      open.set(name, after)
      formatting += after - before
      if (formatting > MOST_FORMATTING) return true
    }
    if (LOOSE.has(name)) continue
    depth = Math.max(0, depth + step)
    if (depth > DEEPEST_PAGE) return true
  }
  return false
}

/** Names outside quotes, about as a parser would count them. */
function attributesIn(tag: string): number {
  return tag.replace(/"[^"]*"|'[^']*'/g, '').match(/[\s/]+[^\s/]/g)?.length ?? 0
}
