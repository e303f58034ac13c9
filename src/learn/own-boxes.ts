import { type AnyNode, type Element, isTag, isText } from 'domhandler'

/** A box that stands beside others of its kind, each with one heading of its own. */
export interface OwnBox {
  id: number
  /** The same for all that stand beside it. */
  group: number
}

/** Characters that a box holds beside its heading: less, and what its heading announces stands elsewhere. */
const LEAST_BESIDE = 30
const DEEPEST = 80

/** Where cards, blocks or articles of one kind stand side by side, each under one heading: what is told of each ends where its box ends. */
export function ownBoxes(root: Element): ReadonlyMap<Element, OwnBox> {
  const found = new Map<Element, OwnBox>()
  let groups = 0
  visit(root, 0)
  return found

  function visit(parent: Element, depth: number): void {
    const children = parent.children.filter(isTag)
    for (const boxes of Map.groupBy(children, kindOf).values()) {
      if (boxes.length < 2) continue
      const levels = new Set(boxes.map(levelOf))
      const [level] = levels
      if (levels.size !== 1 || level === undefined || level === null) continue
      groups += 1
      for (const box of boxes) found.set(box, { id: found.size + 1, group: groups })
    }
    if (depth < DEEPEST) for (const child of children) visit(child, depth + 1)
  }
}

const kindOf = ({ name, attribs }: Element): string => `${name} ${attribs.class?.trim().split(/\s+/)[0] ?? ''}`

/** Level of the one heading above all others that a box holds, with words of its own beside it; null when it holds none, or several. */
function levelOf(box: Element): number | null {
  if (/^(?:h[1-6]|table|t[drh]|tbody|thead)$/.test(box.name)) return null
  const levels: number[] = []
  let [words, titles] = [0, 0]
  const stack: { node: AnyNode; titled: boolean }[] = box.children.map(node => ({ node, titled: false }))
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { node, titled } = at
    if (isText(node)) {
      if (titled) titles += 1
      else words += node.data.trim().length
    }
    if (!isTag(node)) continue
    const level = /^h([1-6])$/.exec(node.name)?.[1]
    if (level !== undefined) levels.push(Number(level))
    for (const child of node.children) stack.push({ node: child, titled: titled || level !== undefined })
  }
  const top = Math.min(...levels)
  return titles > 0 && words >= LEAST_BESIDE && levels.filter(level => level === top).length === 1 ? top : null
}
