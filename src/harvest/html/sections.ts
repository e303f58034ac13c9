import { type AnyNode, cloneNode, Element, isTag } from 'domhandler'

/**
 * What stands under each heading of a level, up to the next heading of that level or above, whatever boxes the page puts around: an element that holds
 * the heading and what follows it. Menus, banners, side columns and forms are left out.
 */
export function sectionsOf(root: readonly AnyNode[], heading: string): Element[] {
  const level = Number(heading.slice(1))
  const sections: Element[] = []
  let open: Element | null = null
  const visit = (node: AnyNode, anchor: string | undefined): void => {
    if (isTag(node) && LEFT_OUT.has(node.name)) return
    const rank = isTag(node) ? /^h([1-6])$/.exec(node.name)?.[1] : undefined
    if (isTag(node) && rank !== undefined && Number(rank) <= level) {
      const id = node.attribs.id ?? anchor
      open = Number(rank) === level ? new Element('section', id === undefined ? {} : { id }) : null
      if (open !== null) {
        sections.push(open)
        append(open, cloneNode(node, true))
      }
      return
    }
    if ('children' in node && holdsHeading(node, level)) {
      const id = isTag(node) ? (node.attribs.id ?? anchor) : anchor
      for (const child of node.children) visit(child, id)
    } else if (open !== null) append(open, cloneNode(node, true))
  }
  for (const node of root) visit(node, undefined)
  // A box around several of them names none.
  const named = Map.groupBy(sections, ({ attribs }) => attribs.id)
  for (const [id, same] of named)
    if (id !== undefined && same.length > 1) for (const { attribs } of same) delete attribs.id
  return sections
}

const LEFT_OUT = new Set([
  'head',
  'nav',
  'aside',
  'footer',
  'form',
  'script',
  'style',
  'noscript',
  'template',
  'dialog',
])

function append(parent: Element, child: AnyNode): void {
  const last = parent.children.at(-1) ?? null
  parent.children.push(child as Element['children'][number])
  child.parent = parent
  child.prev = last as typeof child.prev
  child.next = null
  if (last !== null) last.next = child as typeof last.next
}

function holdsHeading(node: AnyNode & { children: AnyNode[] }, level: number): boolean {
  const stack: AnyNode[] = [...node.children]
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (!isTag(at)) continue
    const rank = /^h([1-6])$/.exec(at.name)?.[1]
    if (rank !== undefined && Number(rank) <= level) return true
    stack.push(...at.children)
  }
  return false
}
