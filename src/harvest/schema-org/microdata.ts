import { type AnyNode, type Element, isTag } from 'domhandler'
import { attributeWords, type Page } from '../html/fields.ts'
import { wordsOf } from '../html/words.ts'
import { BLOCK_PLACE, type Block } from './json-ld.ts'
import { plainNames } from './plain-names.ts'

/** The attributes by which a way of writing data inside a page says things. */
interface Attributes {
  /** Present on what is an item. */
  item: 'itemscope' | 'typeof'
  type: 'itemtype' | 'typeof'
  property: 'itemprop' | 'property'
  id: 'itemid' | 'resource'
}

const MICRODATA: Attributes = { item: 'itemscope', type: 'itemtype', property: 'itemprop', id: 'itemid' }
const RDFA: Attributes = { item: 'typeof', type: 'typeof', property: 'property', id: 'resource' }

/** Items of a page written in its own elements, as microdata or RDFa, in the shape JSON-LD would give them. */
export function markedBlocks(page: Page): Block[] {
  return [MICRODATA, RDFA].flatMap(by => {
    const items = page.$(`[${by.item}]`).not(`[${by.property}]`).get().filter(isTag)
    return items.map((item, at) => ({
      value: plainNames(readItem(item, page, by, 0)),
      path: `[${by.item}]${items.length > 1 ? ` (${at + 1})` : ''} $`,
      place: BLOCK_PLACE,
    }))
  })
}

const DEEPEST = 8

function readItem(item: Element, page: Page, by: Attributes, depth: number): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  const types = (item.attribs[by.type] ?? '').split(/\s+/).filter(Boolean)
  if (types.length > 0) value['@type'] = types
  const id = item.attribs[by.id] ?? (by === RDFA ? item.attribs.about : undefined)
  if (id) value['@id'] = id
  if (depth >= DEEPEST) return value
  const roots: AnyNode[] = [...item.children]
  if (by === MICRODATA)
    for (const id of (item.attribs.itemref ?? '').split(/\s+/).filter(Boolean))
      roots.push(
        ...page
          .$('[id]')
          .filter((_, element) => element.attribs.id === id)
          .get(),
      )
  for (const property of propertiesIn(roots, by)) {
    const read = by.item in property.attribs ? readItem(property, page, by, depth + 1) : valueOfProperty(property, page)
    if (read === '') continue
    for (const name of (property.attribs[by.property] ?? '').split(/\s+/).filter(Boolean)) {
      const before = Object.hasOwn(value, name) ? value[name] : undefined
      value[name] = before === undefined ? read : Array.isArray(before) ? [...before, read] : [before, read]
    }
  }
  return value
}

/** Properties that belong to an item: those not inside another item below it. */
function propertiesIn(roots: AnyNode[], by: Attributes): Element[] {
  const found: Element[] = []
  const stack = [...roots].reverse()
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue
    if (by.property in node.attribs) found.push(node)
    if (by.item in node.attribs) continue
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at]
      if (child) stack.push(child)
    }
  }
  return found
}

const LINKS: Record<string, string> = {
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  audio: 'src',
  video: 'src',
  iframe: 'src',
  source: 'src',
}

function valueOfProperty(element: Element, page: Page): string {
  if (element.attribs.content !== undefined) return element.attribs.content.trim()
  const attr = LINKS[element.name]
  if (attr) return attributeWords(element, attr, page.base)
  if (element.name === 'time' && element.attribs.datetime) return element.attribs.datetime
  if (element.name === 'data' || element.name === 'meter') return element.attribs.value ?? ''
  return wordsOf(element)
}
