import { rawValue } from '../clean/raw-value.ts'
import type { RawValue } from '../connector.ts'
import type { Cut } from '../cut-offer.ts'
import { noFields } from '../no-fields.ts'
import { ranked, within } from '../place-words.ts'
import { localName } from './local-name.ts'
import { childrenOf, textOf, type XmlElement } from './records.ts'

export interface XmlOrigin {
  document: string
  address: string
  /** Where the element is, for people: «article n° 3». */
  place: string
  /** Elements never read, by name, prefix included. */
  drop?: ReadonlySet<string>
  /** Texts that mean «unknown» in this format, e.g. `-`. */
  unknown?: ReadonlySet<string>
  /** Drop namespace prefixes from names (`lheo:action` is `action`): for formats of one namespace. */
  localNames?: boolean
  /** Attributes of the element itself are fields too, called `@attribute`. */
  own?: boolean
  /** Told of what is left out because there is too much of it; perhaps more than once of one field. */
  cut?: (cut: Cut) => void
}

const DEEPEST = 16

/** Feeds put bare HTML inside elements that should hold text, titles included. */
const HTML_NAMES = new Set(
  'a abbr b br div em h1 h2 h3 h4 h5 h6 i img li ol p small span strong sub sup table time u ul'.split(' '),
)
const isHtml = (element: XmlElement): boolean => HTML_NAMES.has(element.name.toLowerCase())

/**
 * An element as raw fields: nested names joined by dots, attributes as `name@attribute`, repeated elements as several values.
 * XHTML inside an element (Atom) is read as HTML.
 */
export function flattenXml(element: XmlElement, origin: XmlOrigin): Record<string, RawValue[]> {
  const fields = noFields()
  if (origin.own)
    for (const [attribute, value] of Object.entries(element.attributes))
      if (!attribute.startsWith('xmlns')) add(`@${attribute}`, value, within(origin.place, attribute))
  inside(element, { prefix: '', place: origin.place, depth: 0 })
  return fields

  function inside(parent: XmlElement, { prefix, place, depth, element }: Inside): void {
    if (depth > DEEPEST) {
      if (textOf(parent).trim() !== '') origin.cut?.({ field: prefix, of: 'niveaux', most: DEEPEST })
      return
    }
    const ranks = new Map<string, number>()
    const elements = childrenOf(parent)
    for (const child of elements) {
      if (origin.drop?.has(child.name)) continue
      const rank = (ranks.get(child.name) ?? 0) + 1
      ranks.set(child.name, rank)
      const several = elements.filter(other => other.name === child.name).length > 1
      const named = within(place, child.name)
      const at = several ? ranked(named, rank) : named
      const short = origin.localNames ? localName(child.name) : child.name
      const name = prefix === '' ? short : `${prefix}.${short}`
      const own = element ?? (several ? `${name} ${rank - 1}` : undefined)
      for (const [attribute, value] of Object.entries(child.attributes))
        if (!attribute.startsWith('xmlns')) add(`${name}@${attribute}`, value, within(at, attribute), own)
      const words = child.content.filter(node => typeof node === 'string').join('')
      const nested = childrenOf(child)
      if (nested.length === 0) add(name, words, at, element)
      else if (child.attributes.type === 'xhtml' || words.trim() !== '' || nested.every(isHtml))
        add(name, markupOf(child), at, element)
      else inside(child, { prefix: name, place: at, depth: depth + 1, ...(own !== undefined && { element: own }) })
    }
  }

  function add(name: string, text: string, where: string, element?: string): void {
    const raw = rawValue(text, { document: origin.document, address: origin.address, where })
    if (!raw || origin.unknown?.has(raw.words)) return
    const value = element === undefined ? raw : { ...raw, element }
    if (Object.hasOwn(fields, name)) fields[name]?.push(value)
    else fields[name] = [value]
  }
}

interface Inside {
  prefix: string
  place: string
  depth: number
  /** See `RawValue`. */
  element?: string
}

/** The inside of an element as HTML text. */
function markupOf(element: XmlElement): string {
  return element.content
    .map(node => (typeof node === 'string' ? escaped(node) : `<${tagOf(node)}>${markupOf(node)}</${tagOf(node)}>`))
    .join('')
}

const tagOf = (element: XmlElement): string => localName(element.name)

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
