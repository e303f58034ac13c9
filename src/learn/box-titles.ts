import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { squeeze } from '../common/text.ts'
import { evidenceOf } from './evidence.ts'
import { withoutIcons } from './icons.ts'
import { topicsOf } from './labels.ts'
import { line } from './line.ts'

const TITLED = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary', 'strong', 'b', 'table', 'dt'])
/** Kinds of facts that a box without a heading tells before its first words name an offer. */
const LEAST = 3
const LONGEST_TITLE = 70
const LONGEST_BOX = 3000
const DEEPEST = 80

/**
 * What names each box, where boxes of one kind stand side by side, tell what offers tell, and none has a heading: the element of its first words.
 * @param root of the text of a page
 */
export function boxTitles(root: Element): ReadonlySet<Element> {
  const titles = new Set<Element>()
  visit(root, 0)
  return titles

  function visit(parent: Element, depth: number): void {
    const children = parent.children.filter(isTag)
    for (const boxes of Map.groupBy(children, kindOf).values()) {
      const skips = boxes.length < 2 ? [] : Array.from({ length: MOST_BEFORE + 1 }, (_, skip) => skip)
      const named = skips.map(skip => boxes.flatMap(box => titleOf(box, skip) ?? [])).find(namesEach(boxes))
      for (const each of named ?? []) titles.add(each)
    }
    if (depth < DEEPEST) for (const child of children) if (child.name !== 'table') visit(child, depth + 1)
  }
}

/** Words of a kind («Atelier», «Nouveau») that may stand in each box before its name. */
const MOST_BEFORE = 2

const namesEach = (boxes: readonly Element[]) => (named: readonly Element[]) =>
  named.length === boxes.length && new Set(named.map(each => squeeze(textOf(each)))).size === named.length

const kindOf = ({ name, attribs }: Element): string => `${name} ${attribs.class?.split(/\s+/)[0] ?? ''}`

/** @param skip how many words of a kind stand before it */
function titleOf(box: Element, skip: number): Element | null {
  if (TITLED.has(box.name) || box.name === 'tr' || box.name === 'td') return null
  const texts = leavesOf(box)
  const [first, ...rest] = texts.slice(skip)
  if (texts.slice(0, skip).some(({ text }) => squeeze(text).length > LONGEST_KIND)) return null
  if (texts.length < LEAST || first === undefined) return null
  const title = squeeze(withoutIcons(first.text))
  if (title === '' || title.length > LONGEST_TITLE || topicsOf(title).length > 0 || /[:?]\s*$/.test(title)) return null
  if (evidenceOf([line(title)]).size > 0 || first.element === box) return null
  const words = rest.map(({ text }) => squeeze(text))
  const told = evidenceOf(words.map((text, at) => line(text, { label: announced(words[at - 1]) })))
  return told.size >= LEAST && (told.has('horaires') || told.has('dates')) ? first.element : null
}

const LONGEST_KIND = 30

/** «Public», in an element of its own, before what it announces. */
const announced = (before: string | undefined): string | null =>
  before !== undefined && topicsOf(before).length > 0 ? before : null

/** Elements that hold words of their own, in their order; none when one of them is a title, or when it is a whole page. */
function leavesOf(box: Element): { element: Element; text: string }[] {
  const found: { element: Element; text: string }[] = []
  const stack: AnyNode[] = [...box.children].reverse()
  let length = 0
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isText(node)) {
      const { parent } = node
      if (node.data.trim() === '' || parent === null || !isTag(parent)) continue
      length += node.data.length
      const last = found.at(-1)
      if (last?.element === parent) last.text += node.data
      else found.push({ element: parent, text: node.data })
    } else if (isTag(node)) {
      if (TITLED.has(node.name)) return []
      stack.push(...[...node.children].reverse())
    }
    if (length > LONGEST_BOX) return []
  }
  return found
}

function textOf(element: Element): string {
  return element.children.map(child => (isText(child) ? child.data : isTag(child) ? textOf(child) : '')).join('')
}
