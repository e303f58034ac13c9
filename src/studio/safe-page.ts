import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { load } from '../common/markup.ts'
import { fold } from '../common/text.ts'
import { isToggle } from '../learn/toggles.ts'
import type { OfferLine } from './read-task.ts'

/** Characters of a page that are shown. */
const LONGEST = 200_000
const KEPT = new Set(
  'article aside b blockquote br caption dd div dl dt em figcaption footer h1 h2 h3 h4 h5 h6 header hr i li main ol p pre section small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
)
const DROPPED = new Set(
  'nav script style noscript template svg math iframe frame frameset object embed applet form input button select textarea link meta base audio video source track img picture canvas map area title head'.split(
    ' ',
  ),
)
/** A button that opens a part of the page is the title of that part. */
const isDropped = (element: Element): boolean =>
  DROPPED.has(element.name) && !(element.name === 'button' && (isToggle(element) || element.attribs.role === 'tab'))
const BLOCKS = new Set('p li dd dt td th h1 h2 h3 h4 h5 h6 div'.split(' '))

/**
 * A page as its words and their order, and nothing else of it: only harmless elements, without any attribute of theirs. Blocks that hold one of
 * `hits` are marked. @returns HTML of the body
 */
export function safePage(source: string, hits: readonly string[]): string {
  const $ = load(source.slice(0, LONGEST))
  const wanted = hits.map(fold).filter(words => words.length >= 4)
  const body = $('body')[0]
  const out = body === undefined ? '' : inside(body, wanted, 0)
  return source.length > LONGEST
    ? `${out}<p><em>La page est très longue : la suite n’est pas montrée ici.</em></p>`
    : out
}

/** Deepest element that is shown as one. */
const DEEPEST = 60

function inside(element: Element, wanted: readonly string[], depth: number): string {
  return element.children.map(child => nodeHtml(child, wanted, depth)).join('')
}

function nodeHtml(node: AnyNode, wanted: readonly string[], depth: number): string {
  if (isText(node)) return escapeHtml(node.data)
  if (!isTag(node) || isDropped(node)) return ''
  const children = depth > DEEPEST ? escapeHtml(textOf(node)) : inside(node, wanted, depth + 1)
  if (node.name === 'br' || node.name === 'hr') return `<${node.name}>`
  if (node.name === 'a') return `<u>${children}</u>`
  if (node.name === 'button') return `<p><b>${children}</b></p>`
  if (!KEPT.has(node.name)) return children
  const span = ['colspan', 'rowspan']
    .map(name => (/^\d{1,2}$/.test(node.attribs[name] ?? '') ? ` ${name}="${node.attribs[name]}"` : ''))
    .join('')
  return `<${node.name}${isHit(node, wanted) ? ' class="hit"' : ''}${span}>${children}</${node.name}>`
}

function isHit(element: Element, wanted: readonly string[]): boolean {
  if (!BLOCKS.has(element.name) || wanted.length === 0) return false
  if (holdsBlocks(element)) return false
  const words = fold(textOf(element))
  return words.length > 0 && wanted.some(each => words.includes(each) || (words.length >= 30 && each.includes(words)))
}

/** Only the innermost blocks are marked. */
function holdsBlocks(element: Element): boolean {
  const stack: AnyNode[] = [...element.children]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue
    if (BLOCKS.has(node.name)) return true
    stack.push(...node.children)
  }
  return false
}

function textOf(element: Element): string {
  let text = ''
  const stack: AnyNode[] = [element]
  for (let node = stack.pop(); node && text.length < 5000; node = stack.pop()) {
    if (isText(node)) text += `${node.data} `
    else if (isTag(node) && !isDropped(node)) for (const child of [...node.children].reverse()) stack.push(child)
  }
  return text
}

/** The lines of an offer, when its source is no page. */
export function linesPage(title: string, lines: readonly OfferLine[], hits: readonly string[]): string {
  const wanted = hits.map(fold).filter(words => words.length >= 4)
  const hit = (text: string) =>
    wanted.some(each => fold(text).includes(each) || (text.length > 8 && each.includes(fold(text))))
  const rows = lines.map(
    ({ text, label }) =>
      `<p${hit(text) ? ' class="hit"' : ''}>${label === null ? '' : `<b>${escapeHtml(label)} :</b> `}${escapeHtml(text)}</p>`,
  )
  return `<h2>${escapeHtml(title)}</h2>${rows.join('')}`
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
