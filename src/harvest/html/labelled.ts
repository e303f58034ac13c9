import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { fold } from '../../common/text.ts'
import { wordsOf } from './words.ts'

const LABELS = new Set('dt th td strong b span label div p h2 h3 h4 h5 h6 em'.split(' '))
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
/** Their answer ends where the next of their kind stands. */
const TITLES = new Set(['dt', 'th', 'td', ...HEADINGS])
/** A label is short: longer elements are not even compared. */
const LONGEST_LABEL = 80

/**
 * Nodes that answer a printed label («Public concerné : …»), whatever the markup: the `dd` of a `dt`, the cell beside a `th`, what follows a
 * heading up to the next one, the rest of the line after a bold word, the element after a label. Empty when the label is not there.
 */
export function labelledNodes(scope: readonly AnyNode[], label: string): AnyNode[] {
  const wanted = fold(label)
  const element = findLabel(scope, wanted)
  return element ? answerOf(element) : []
}

/** Depth first, the innermost element that holds the label and nothing else. */
function findLabel(scope: readonly AnyNode[], wanted: string): Element | null {
  const stack: AnyNode[] = [...scope].reverse()
  let found: Element | null = null
  while (stack.length > 0) {
    const node = stack.pop()
    if (!node || !('children' in node)) continue
    if (found && !isInside(node, found)) return found
    if (isTag(node) && LABELS.has(node.name) && isLabel(node, wanted)) found = node
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i]
      if (child) stack.push(child)
    }
  }
  return found
}

function isInside(node: AnyNode, ancestor: Element): boolean {
  for (let at = node.parent; at; at = at.parent) if (at === ancestor) return true
  return false
}

function isLabel(element: Element, wanted: string): boolean {
  let length = 0
  const stack: AnyNode[] = [...element.children]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isText(node)) length += node.data.trim().length
    else if (isTag(node)) stack.push(...node.children)
    if (length > LONGEST_LABEL) return false
  }
  return length > 0 && fold(wordsOf(element)) === wanted
}

function answerOf(label: Element): AnyNode[] {
  if (label.name === 'dt') return following(label, node => isTag(node) && node.name === 'dt').filter(isTag)
  if (label.name === 'th' || label.name === 'td')
    return following(label, node => isTag(node) && node.name === 'th').filter(isTag)
  const level = HEADINGS.indexOf(label.name)
  if (level >= 0)
    return following(label, node => isTag(node) && HEADINGS.includes(node.name) && HEADINGS.indexOf(node.name) <= level)
  const block = ['div', 'p', 'label'].includes(label.name)
  const isNext = (node: AnyNode) =>
    isTag(node) && (isAlike(node, label) || (node.name === 'br' && isAnswered(node) && opensLabel(node)))
  for (let at: Element = label; ; ) {
    const rest = block ? nextBlocks(at) : following(at, isNext)
    if (rest.some(node => wordsOf(node).replace(/^[\s:–-]+/, '') !== '')) return rest
    const parent = at.parent
    if (!parent || !isTag(parent) || fold(wordsOf(parent)) !== fold(wordsOf(label))) return []
    if (TITLES.has(parent.name)) return answerOf(parent)
    at = parent
  }
}

const BOLD = new Set(['b', 'strong'])
const isAlike = (node: Element, label: Element): boolean =>
  node.name === label.name || (BOLD.has(node.name) && BOLD.has(label.name))

/** Whether the line before a break says something after its label. */
function isAnswered({ prev }: Element): boolean {
  for (let at = prev; at; at = at.prev) {
    if (isTag(at) && (at.name === 'br' || LABELS.has(at.name))) return false
    if (wordsOf(at).replace(/^[\s:–-]+/, '') !== '') return true
  }
  return false
}

/** «<br>Téléphone : 02…»: a line that a label of its own begins. */
const opensLabel = ({ next }: Element): boolean =>
  next !== null && isText(next) && /^\s*\p{Lu}[\p{L}’' -]{1,30}\s?:(?!\d)/u.test(next.data)

/** The element after a label that is a block, and those that go with it (`field__item` repeated). */
function nextBlocks(label: Element): AnyNode[] {
  const [first, ...rest] = following(label, () => false).filter(isTag)
  if (!first) return []
  const kind = first.attribs.class
  const apart = rest.findIndex(
    other => kind === undefined || kind === label.attribs.class || other.attribs.class !== kind,
  )
  return [first, ...rest.slice(0, apart < 0 ? rest.length : apart)]
}

/** Siblings after a node, up to the first that `stop` accepts. */
function following(node: Element, stop: (sibling: AnyNode) => boolean): AnyNode[] {
  const after: AnyNode[] = []
  for (let at = node.next; at; at = at.next) {
    if (stop(at)) break
    after.push(at)
  }
  return after
}
