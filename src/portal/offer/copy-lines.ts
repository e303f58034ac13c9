import type { AnyNode } from 'domhandler'
import { decodeBody } from '../../common/decode.ts'
import { load } from '../../common/markup.ts'
import { squeeze } from '../../common/text.ts'
import { isTooDeep } from '../../harvest/html/nesting.ts'
import { withoutPersonalNames } from '../../normalise/personal-names.ts'

/** One line of a stored copy, cut where words that were read begin and end. */
export type CopyLine = { text: string; read: boolean }[]

/** Lines shown when nothing is highlighted, and around each line that is, when the copy is longer. */
const MOST = 120
const AROUND = 20
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head'])
const INLINE = new Set(
  'a abbr b bdi bdo cite code dfn em i img kbd label mark q s samp small span strong sub sup time u var'.split(' '),
)

/** The stored copy as lines of text, nobody's name in them; null: what is no text (PDF, spreadsheet, picture). */
export function copyLines(body: Uint8Array, contentType: string | undefined): string[] | null {
  if (isBinary(body)) return null
  const { text } = decodeBody(body, contentType)
  const lines = /^\s*(?:<!doctype html|<html|<!--|<(?:head|body|div|main)\b)/i.test(text)
    ? pageLines(text)
    : text.split(/\r?\n/).length < 3
      ? laidOut(text)
      : text.split(/\r?\n/)
  return lines.map(line => squeeze(withoutPersonalNames(line).text)).filter(line => line !== '')
}

function isBinary(body: Uint8Array): boolean {
  const head = Buffer.from(body.subarray(0, 8)).toString('latin1')
  return /^(?:%PDF|PK|\xD0\xCF|\x89PNG|\xFF\xD8\xFF|GIF8|RIFF)/.test(head) || body.subarray(0, 1000).includes(0)
}

function pageLines(text: string): string[] {
  if (isTooDeep(text)) return []
  const $ = load(text)
  const title = squeeze($('head > title').first().text())
  let line = ''
  const lines: string[] = title === '' ? [] : [title]
  const flush = () => {
    if (line.trim() !== '') lines.push(line)
    line = ''
  }
  const walk = (node: AnyNode) => {
    if (node.type === 'text') {
      line += node.data
      return
    }
    if (!('children' in node)) return
    const name = 'name' in node ? node.name : ''
    if (UNSEEN.has(name)) return
    const apart = !INLINE.has(name)
    if (apart || name === 'br') flush()
    for (const child of node.children) walk(child)
    if (apart) flush()
  }
  for (const node of $('body').get()) walk(node)
  return lines
}

/** Data on one line, laid out so that a person can read it; what is no data stays as it is. */
function laidOut(text: string): string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n')
  } catch {
    return text.split(/\r?\n/)
  }
}

/** The lines with these words marked: inside a line, or over several lines that together are the words. Pure. */
export function marked(lines: readonly string[], words: readonly string[]): CopyLine[] {
  const sought = words.map(each => squeeze(each.replace(/…$/, '')).toLowerCase()).filter(each => each.length > 1)
  return lines.map(line => {
    const lower = line.toLowerCase()
    for (const each of sought) {
      const at = lower.indexOf(each)
      if (at >= 0 && lower.length === line.length)
        return [
          { text: line.slice(0, at), read: false },
          { text: line.slice(at, at + each.length), read: true },
          { text: line.slice(at + each.length), read: false },
        ].filter(({ text }) => text !== '')
    }
    const whole = line.length >= 12 && sought.some(each => each.includes(lower))
    return [{ text: line, read: whole }]
  })
}

/** What is shown of a long copy: what is near the marks; null stands for lines left out. Pure. */
export function nearMarks(lines: readonly CopyLine[]): (CopyLine | null)[] {
  if (lines.length <= MOST) return [...lines]
  const marks = lines.flatMap((line, at) => (line.some(({ read }) => read) ? [at] : []))
  if (marks.length === 0) return [...lines.slice(0, MOST), null]
  const kept = lines.map((_, at) => marks.some(mark => Math.abs(mark - at) <= AROUND))
  return lines.flatMap((line, at) => (kept[at] ? [line] : at === 0 || kept[at - 1] ? [null] : []))
}
