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
      const named = boxes.length < 2 ? [] : boxes.flatMap(box => titleOf(box) ?? [])
      const words = new Set(named.map(each => squeeze(textOf(each))))
      if (named.length >= 2 && named.length === boxes.length && words.size === named.length)
        for (const each of named) titles.add(each)
    }
    if (depth < DEEPEST) for (const child of children) if (child.name !== 'table') visit(child, depth + 1)
  }
}

const kindOf = ({ name, attribs }: Element): string => `${name} ${attribs.class?.split(/\s+/)[0] ?? ''}`

function titleOf(box: Element): Element | null {
  if (TITLED.has(box.name) || box.name === 'tr' || box.name === 'td') return null
  const texts = leavesOf(box)
  const [first, ...rest] = texts
  if (texts.length < LEAST || first === undefined) return null
  const title = squeeze(withoutIcons(first.text))
  if (title === '' || title.length > LONGEST_TITLE || topicsOf(title).length > 0 || /[:?]\s*$/.test(title)) return null
  if (evidenceOf([line(title)]).size > 0 || first.element === box) return null
  const told = evidenceOf(rest.map(({ text }) => line(squeeze(text))))
  return told.size >= LEAST && (told.has('horaires') || told.has('dates')) ? first.element : null
}

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
