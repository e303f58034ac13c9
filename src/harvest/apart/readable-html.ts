import { type AnyNode, isTag, isText } from 'domhandler'
import { load } from '../../common/markup.ts'

/** HTML kept of one value, in characters, and elements inside one another. */
const LONGEST_HTML = 100_000
const DEEPEST = 100
/** HTML shorter than this, with fewer formatting elements, is left as it came. */
const SHORT_HTML = 20_000
const MOST_FORMATTING = 200
const FORMATTING = /<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b/gi
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'head', 'iframe', 'object'])
const EMPTY = new Set([
  'br',
  'hr',
  'img',
  'wbr',
  'input',
  'area',
  'base',
  'col',
  'embed',
  'link',
  'meta',
  'source',
  'track',
])
/** What selectors of a mapping aim at, and where links lead; the rest is decoration. */
const KEPT_ATTRIBUTES = new Set(['class', 'id', 'href', 'itemprop', 'datetime'])

/**
 * The HTML of a value as later readers may parse it again in a time that grows with its length only. Real values come back untouched.
 * Long ones, and those full of formatting elements, are written anew: formatting elements without attributes (a parser opens those again
 * in each paragraph, without end), few levels. Undefined when even so it is too long: the words remain.
 */
export function readableHtml(html: string): string | undefined {
  if (html.length <= SHORT_HTML && count(html) <= MOST_FORMATTING) return html
  const pieces: string[] = []
  let length = 0
  const root = load(html, null, false).root()[0]
  const stack: { node: AnyNode | string; depth: number }[] = root ? [{ node: root, depth: 0 }] : []
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth } = next
    const piece = typeof node === 'string' ? node : pieceOf(node, depth)
    pieces.push(piece)
    length += piece.length
    if (length > LONGEST_HTML) return undefined
    if (typeof node === 'string' || !('children' in node) || (isTag(node) && SILENT.has(node.name))) continue
    if (isTag(node) && isWritten(node.name, depth)) stack.push({ node: `</${node.name}>`, depth })
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at]
      if (child) stack.push({ node: child, depth: depth + 1 })
    }
  }
  return pieces.join('')
}

const count = (html: string) => html.match(FORMATTING)?.length ?? 0

function isWritten(name: string, depth: number): boolean {
  return depth <= DEEPEST && !EMPTY.has(name) && /^[a-z][a-z0-9-]*$/.test(name)
}

function pieceOf(node: AnyNode, depth: number): string {
  if (isText(node)) return escaped(node.data)
  if (!isTag(node) || SILENT.has(node.name)) return ''
  if (node.name === 'br' || node.name === 'hr') return `<${node.name}>`
  if (!isWritten(node.name, depth)) return ''
  if (node.name !== 'a' && `<${node.name}>`.match(FORMATTING)) return `<${node.name}>`
  const kept = Object.entries(node.attribs).filter(([name, value]) => KEPT_ATTRIBUTES.has(name) && value.length < 2000)
  return `<${node.name}${kept.map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`).join('')}>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
