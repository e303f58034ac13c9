import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { fold } from '../../common/text.ts'
import { wordsOf } from './words.ts'

const LABELS = new Set(
  'dt th td strong b span label div p h2 h3 h4 h5 h6 em u i font small big mark a button summary header legend'.split(
    ' ',
  ),
)
/** Opened or followed by all that goes with them. */
const OPENERS = new Set(['summary', 'header', 'legend'])
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
  for (const element of findLabels(scope, fold(label))) {
    const answer = answerOf(element)
    if (answer.length > 0) return answer
  }
  return []
}

/** Depth first, the innermost elements that hold the label and nothing else. */
function* findLabels(scope: readonly AnyNode[], wanted: string): Generator<Element> {
  const stack: AnyNode[] = [...scope].reverse()
  let found: Element | null = null
  while (stack.length > 0) {
    const node = stack.pop()
    if (!node || !('children' in node)) continue
    if (found && !isInside(node, found)) {
      yield found
      found = null
    }
    if (isTag(node) && LABELS.has(node.name) && isLabel(node, wanted)) found = node
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i]
      if (child) stack.push(child)
    }
  }
  if (found) yield found
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
  if (OPENERS.has(label.name)) return following(label, () => false).filter(isTag)
  const block = ['div', 'p', 'label', 'button'].includes(label.name)
  const isNext = (node: AnyNode) =>
    isTag(node) && (isAlike(node, label) || (node.name === 'br' && isAnswered(node) && opensLabel(node)))
  for (let at: Element = label; ; ) {
    const rest = block ? nextBlocks(at) : following(at, isNext)
    // A link is a label when its colon says so; a menu is made of links.
    if (saysSomething(rest)) return label.name !== 'a' || /^\s*:/.test(rest.map(wordsOf).join('')) ? rest : []
    const beside = block ? [] : besideOf(at, label, isNext)
    if (saysSomething(beside)) return beside
    const parent = at.parent
    if (!parent || !isTag(parent) || fold(wordsOf(parent)) !== fold(wordsOf(label))) return []
    if (TITLES.has(parent.name)) return answerOf(parent)
    at = parent
  }
}

const saysSomething = (nodes: readonly AnyNode[]) => nodes.some(node => wordsOf(node).replace(/^[\s:–-]+/, '') !== '')

/** «<span>Tarif :</span> <span>5 €</span>»: the element of the same kind that stands at once after a label, when a colon or another class tells that it is no label. */
function besideOf(at: Element, label: Element, isNext: (node: AnyNode) => boolean): AnyNode[] {
  const next = following(at, isTag).at(-1)?.next ?? at.next
  if (!next || !isTag(next) || next.name !== label.name) return []
  const words = wordsOf(next)
  const colon = /:\s*$/.test(wordsOf(label)) || /^\s*:/.test(words)
  const apart =
    next.attribs.class !== undefined && label.attribs.class !== undefined && next.attribs.class !== label.attribs.class
  return (colon || apart) && !/:\s*$/.test(words) ? [next, ...following(next, isNext)] : []
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
