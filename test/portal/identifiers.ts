import type { CheerioAPI } from 'cheerio'
import { FIELDS } from '../../src/dora/service-fields.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'

export interface Words {
  /** Text that people see or hear, without what is code on purpose, addresses of pages and of people. */
  visible: string
  /** Files, folders, settings and numbers that only whoever installs the program knows, in code too; and «Ada <ada@…>», as actors are kept. */
  technical: string[]
}

type Node = ReturnType<CheerioAPI>[number]
type Element = Extract<Node, { attribs: unknown }>

const isElement = (node: Node): node is Element => 'attribs' in node
/** Not what the page says, or the same on each. */
const ASIDE = new Set(['script', 'style', 'head', 'nav', 'footer'])
const HEARD = ['aria-label', 'title', 'placeholder', 'alt']
/** Addresses of pages and of people. That of a person is sought from the beginning of a word alone. */
const ADDRESSES = /https?:\/\/\S+|(?<!\S)\S+@\S+/g

/** What a page says. */
export function wordsOf($: CheerioAPI): Words {
  const [body] = $('body').toArray()
  return { visible: visibleText($.root().contents().toArray()), technical: technicalIn(body ? textOf(body) : '') }
}

function textOf(node: Node, but: (element: Element) => boolean = () => false): string {
  if (node.type === 'text') return node.data
  if (!('children' in node) || (isElement(node) && (ASIDE.has(node.name) || but(node)))) return ''
  return node.children.map(child => textOf(child, but)).join('')
}

const isCode = ({ name }: Element) => name === 'code'
const saysAddress = (element: Element) => element.name === 'a' && /^https?:/.test(textOf(element, isCode).trim())

/** Elements in the order of the page, each with the text that stands in it alone. */
function visibleText(roots: readonly Node[]): string {
  const texts: string[] = []
  const heard: string[] = []
  const visit = (node: Node) => {
    if (!isElement(node) || ASIDE.has(node.name) || isCode(node) || saysAddress(node)) return
    for (const name of HEARD) if (node.attribs[name]) heard.push(node.attribs[name])
    for (const child of node.children) if (child.type === 'text') texts.push(child.data)
    for (const child of node.children) visit(child)
  }
  for (const each of roots) visit(each)
  return [...texts, ...heard]
    .join('\n')
    .replace(ADDRESSES, ' ')
    .replace(/\b[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|bzh|eu|net)\b/g, ' ')
}

/** Words that only programs use. */
const CODE = new Set([
  'PUBLISHED',
  'DRAFT',
  'ARCHIVED',
  'SUGGESTION',
  'undefined',
  'null',
  'NaN',
  'true',
  'false',
  'unknown-value',
  'succeeded',
  'partly',
  'quarantined',
  'simulated',
  'interrupted',
  'unchanged',
  'created',
  'adopted',
  'updated',
  'retired',
  'rejected',
  'waiting',
  'applied',
  'refused',
  'stale',
  ...FIELDS.filter(name => /[A-Z]/.test(name)),
])
const CODED = (
  ['types', 'frais', 'modes_accueil', 'modes_mobilisation', 'mobilisable_par', 'publics', 'thematiques'] as const
)
  .flatMap(valuesOf)
  .filter(value => value.includes('-'))

/** @param names identifiers of this installation, of sources, partners, keys and slugs, of which those count that no person would write. */
export function identifiersSeeker(names: Iterable<string>): (text: string) => string[] {
  const exact = new Set([...CODE, ...CODED, ...[...names].filter(name => /[-_/]/.test(name))])
  return text => identifiersIn(text, exact)
}

function identifiersIn(text: string, exact: ReadonlySet<string>): string[] {
  const words = text.match(/[\w/@-]+/g) ?? []
  return [
    ...new Set([
      ...words.filter(word => exact.has(word)),
      ...(text.match(/(?<![\wÀ-ÿ])[a-z]+(?:_[a-z0-9]+)+/g) ?? []),
      ...(text.match(/\$[.[]\S*/g) ?? []),
      ...(text.match(/\b\d{4}-\d\d-\d\d(?:T\S+)?/g) ?? []),
      ...(text.match(/\[object \w+\]/g) ?? []),
    ]),
  ]
}

function technicalIn(body: string): string[] {
  const actors = body.match(/<[^<>\s]+@[^<>\s]+>/g) ?? []
  const found = body
    .replace(ADDRESSES, ' ')
    .match(/\b(?:config|mappings|var)\/\S*|\b[A-Z]{2,}_[A-Z_]+\b|\b[\w-]+\.(?:json|ya?ml)\b|\b[a-z]+_[0-9a-f]{8,}\b/g)
  return [...new Set([...actors, ...(found ?? [])])]
}
