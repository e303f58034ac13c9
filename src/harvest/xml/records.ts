import { SaxesParser } from 'saxes'
import { localName } from './local-name.ts'
import { type Outside, outsideNotes } from './outside.ts'

/** An element of a record, as a small tree. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  /** Text directly inside, CDATA included, in order with the children. */
  content: (XmlElement | string)[]
}

export interface XmlRecord {
  element: XmlElement
  /** Rank among the records of its name, 1 being the first. */
  rank: number
}

/** What the reader knows at the end of the file. */
export interface XmlEnd {
  /** Name and attributes of the root, null when the text is no XML at all. */
  root: { name: string; attributes: Record<string, string> } | null
  /** First fault of form met (tags that do not match, file cut short); unknown entities are no fault, feeds are full of them. */
  fault: string | null
  outside: Outside
}

/** Characters one record may hold: an unclosed tag must not swallow the file into memory. */
const LARGEST_RECORD = 5_000_000
/** Elements nested inside a record: what reads them recurses. */
const DEEPEST_RECORD = 200
const tooLarge = `record of more than ${LARGEST_RECORD} characters`

/**
 * Elements called `isRecord`, one after the other, in flat memory whatever the size of the text. Entities of a DTD are never expanded and
 * nothing outside the text is ever read. A badly formed text gives the records that could be read, then says what was wrong.
 */
export async function* xmlRecords(
  pieces: AsyncIterable<string>,
  isRecord: (localName: string) => boolean,
): AsyncGenerator<XmlRecord, XmlEnd> {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: XmlElement[] = []
  const ready: XmlRecord[] = []
  const notes = outsideNotes()
  const end: Omit<XmlEnd, 'outside'> = { root: null, fault: null }
  const ranks = new Map<string, number>()
  let size = 0
  // The parser hands a text over only at the next tag: what it holds meanwhile is bounded here.
  let sinceTag = 0

  parser.on('error', error => {
    if (!/entity/i.test(error.message)) end.fault ??= error.message
  })
  parser.on('opentag', tag => {
    sinceTag = 0
    end.root ??= { name: tag.name, attributes: { ...tag.attributes } }
    const element: XmlElement = { name: tag.name, attributes: { ...tag.attributes }, content: [] }
    const parent = open.at(-1)
    if (parent) {
      if (open.length < DEEPEST_RECORD) parent.content.push(element)
    } else if (!isRecord(localName(tag.name))) return notes.open(tag)
    if (!parent) size = 0
    open.push(element)
    if (open.length > DEEPEST_RECORD) end.fault ??= `record of more than ${DEEPEST_RECORD} nested elements`
  })
  parser.on('closetag', () => {
    sinceTag = 0
    const element = open.pop()
    if (element === undefined) return notes.close()
    if (open.length === 0) {
      const rank = (ranks.get(element.name) ?? 0) + 1
      ranks.set(element.name, rank)
      ready.push({ element, rank })
    }
  })
  const onText = (text: string) => {
    const parent = open.at(-1)
    if (!parent) return notes.text(text)
    size += text.length
    if (size > LARGEST_RECORD) {
      end.fault ??= tooLarge
      return
    }
    parent.content.push(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)

  for await (const piece of pieces) {
    sinceTag += piece.length
    parser.write(piece)
    if (sinceTag > LARGEST_RECORD) end.fault ??= tooLarge
    yield* ready.splice(0)
    if (end.fault?.startsWith('record of')) return { ...end, outside: notes.told() }
  }
  parser.close()
  yield* ready.splice(0)
  return { ...end, outside: notes.told() }
}

/** Elements directly inside, by local name. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.content.filter(
    (node): node is XmlElement => typeof node !== 'string' && (name === undefined || localName(node.name) === name),
  )
}

export function textOf(element: XmlElement): string {
  return element.content.map(node => (typeof node === 'string' ? node : textOf(node))).join('')
}
