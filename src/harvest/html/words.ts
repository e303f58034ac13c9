import { type AnyNode, isComment, isTag, isText, type Text } from 'domhandler'
import { squeeze } from '../../common/text.ts'

const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'object',
  'select',
  'datalist',
  'textarea',
  // Struck out: said no more.
  'del',
  's',
  'strike',
])
const BLOCK = new Set(
  'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul'.split(
    ' ',
  ),
)

/**
 * Words that a reader sees under a node: one line per block, blanks squeezed, NFC, invisible controls removed; scripts, styles, comments
 * and what a form lets choose left out. Iterative, so that a page nested thousands deep cannot exhaust the stack.
 */
export function wordsOf(node: AnyNode): string {
  const pieces: string[] = []
  const stack: (AnyNode | string)[] = [node]
  while (stack.length > 0) {
    const current = stack.pop()
    if (current === undefined) break
    if (typeof current === 'string') pieces.push(current)
    else if (isText(current)) pieces.push(shownText(current))
    else if (isComment(current) || (isTag(current) && SILENT.has(current.name))) continue
    else if ('children' in current) {
      const block = isTag(current) && BLOCK.has(current.name)
      if (block) stack.push('\n')
      for (let i = current.children.length - 1; i >= 0; i -= 1) {
        const child = current.children[i]
        if (child) stack.push(child)
      }
      if (block) stack.push('\n')
    }
  }
  return pieces
    .join('')
    .split('\n')
    .map(squeeze)
    .filter(line => line !== '')
    .join('\n')
}

/** A text with the blanks that a browser shows of it: runs are one space, and lines stay only where they are shown as they are typed. */
export function shownText({ data, parent }: Text): string {
  const typed = parent !== null && isTag(parent) && parent.name === 'pre'
  return data.replace(typed ? /[^\S\n]+/g : /\s+/g, ' ')
}
