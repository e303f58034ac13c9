import type { CheerioAPI } from 'cheerio'
import { type AnyNode, type Element, isTag } from 'domhandler'
import { z } from 'zod'
import { fold } from '../../common/text.ts'
import { rawWords } from '../clean/raw-value.ts'
import type { RawValue } from '../connector.ts'
import { ranked, selectorWords } from '../place-words.ts'
import { labelForms } from './label-forms.ts'
import { labelledNodes } from './labelled.ts'
import { labelledLine } from './labelled-line.ts'
import { compileReading, type Reading, SelectorText } from './selector.ts'
import { wordsOf } from './words.ts'

/**
 * How one field is read. Either a selector, in short (`h1`, `a.mail@href`), or the long form:
 * `select` — one selector, or several tried in order until one finds words;
 * `label` — the words printed before the value («Public concerné»), in an element of their own or before a colon, when the page has no class to aim at;
 * `attr` — read this attribute instead of the text (same as `@attr`);
 * `first` — keep only the first match (default: every match is kept);
 * `required` — every page of this source has it: missing on most pages means that the page changed, and nothing is retired.
 */
export const FieldRule = z.union([
  SelectorText,
  z
    .strictObject({
      select: z.union([SelectorText, z.array(SelectorText).min(1)]).optional(),
      label: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
      attr: z.string().min(1).optional(),
      first: z.boolean().default(false),
      required: z.boolean().default(false),
    })
    .refine(rule => rule.select !== undefined || rule.label !== undefined, {
      error: 'il faut « select » ou « label »',
    }),
])

/** Fields by name; the names are those that the mapping reads. */
export const FieldRules = z.record(z.string().min(1), FieldRule)
export type FieldRules = z.infer<typeof FieldRules>

/** A field ready to be read on any number of pages. */
export interface CompiledField {
  name: string
  readings: Reading[]
  labels: string[]
  /** Labels of the other fields, folded: never taken for another number of this one's. */
  otherLabels: ReadonlySet<string>
  first: boolean
  required: boolean
}

/** `beside`: rules read on the same pages, whose labels are not these fields' either. */
export function compileFields(rules: FieldRules, beside: FieldRules = {}): CompiledField[] {
  const own = Object.entries(rules)
  const all = [...own, ...Object.entries(beside)]
  return own.map(([name, rule]) => {
    if (typeof rule === 'string') return plainField(name, compileReading(rule))
    const readings = asList(rule.select).map(text => {
      const reading = compileReading(text)
      return rule.attr ? { ...reading, attr: rule.attr.toLowerCase() } : reading
    })
    const others = all.flatMap(([, other]) => (other === rule ? [] : labelsOf(other)))
    return {
      name,
      readings,
      labels: labelsOf(rule),
      otherLabels: new Set(others.map(fold)),
      first: rule.first,
      required: rule.required,
    }
  })
}

/** A field of one selector and nothing more. */
export const plainField = (name: string, reading: Reading): CompiledField => ({
  name,
  readings: [reading],
  labels: [],
  otherLabels: NONE,
  first: false,
  required: false,
})

const NONE: ReadonlySet<string> = new Set()
const labelsOf = (rule: FieldRules[string]): string[] => (typeof rule === 'string' ? [] : asList(rule.label))

const asList = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The page that fields are read from. */
export interface Page {
  $: CheerioAPI
  document: string
  /** Address after redirects, or the page's `<base>`: relative links are resolved against it. */
  base: string
  address: string
}

/**
 * Every value of a field inside a scope, in document order; empty when there is none. A label that is not there is looked for in the other number
 * («Tarifs» for «Tarif»), and the place names it as it is written.
 */
export function readField(field: CompiledField, scope: readonly AnyNode[], page: Page): RawValue[] {
  for (const reading of field.readings) {
    const matches = reading.selector.all(scope)
    const values = matches.flatMap((element, at) =>
      elementValue(element, reading, matches.length > 1 ? at + 1 : null, page),
    )
    if (values.length > 0) return field.first ? values.slice(0, 1) : values
  }
  for (const label of field.labels) {
    const value = labelledValue(scope, label, page)
    if (value) return [value]
  }
  for (const label of field.labels) {
    for (const form of labelForms(scope, label, field.otherLabels)) {
      const value = labelledValue(scope, form, page)
      if (value) return [value]
    }
  }
  return []
}

/** The value one element holds under a reading, or nothing when it holds no words. */
function elementValue(element: Element, reading: Reading, rank: number | null, page: Page): RawValue[] {
  const place = selectorWords(reading.selector.css)
  const origin = { document: page.document, address: page.address, where: rank === null ? place : ranked(place, rank) }
  if (reading.attr) {
    const words = attributeWords(element, reading.attr, page.base)
    return one(rawWords(words, origin))
  }
  const words = element.name === 'meta' ? (element.attribs.content ?? '').trim() : wordsOf(element)
  return one(rawWords(words, origin, hasMarkup(element) ? (page.$(element).html() ?? '') : undefined))
}

function labelledValue(scope: readonly AnyNode[], label: string, page: Page): RawValue | null {
  const nodes = labelledNodes(scope, label)
  const words = nodes
    .map(wordsOf)
    .filter(text => text !== '')
    .join('\n')
    .replace(/^\s*[:–-]\s*/, '')
  const origin = { document: page.document, address: page.address, where: `libellé « ${label} »` }
  if (words === '') return rawWords(labelledLine(scope, label) ?? '', origin)
  const markup = nodes.some(node => isTag(node) && (hasMarkup(node) || ['p', 'ul', 'ol', 'div'].includes(node.name)))
  return rawWords(words, origin, markup ? nodes.map(node => page.$.html(node)).join('') : undefined)
}

const one = (value: RawValue | null): RawValue[] => (value ? [value] : [])

/** Whether an element holds other elements: lists and paragraphs then matter to who reads the value. */
function hasMarkup(element: Element): boolean {
  return element.children.some(isTag)
}

/** Links become absolute; `mailto:` and `tel:` become the address or number itself. */
export function attributeWords(element: Element, attr: string, base: string): string {
  const value = (element.attribs[attr] ?? '').trim()
  if (value === '' || !['href', 'src', 'action'].includes(attr)) return value
  const contact = /^(?:mailto|tel):([^?]*)/i.exec(value)?.[1]
  if (contact !== undefined) return decodeSafe(contact).trim()
  return URL.canParse(value, base) ? new URL(value, base).href : value
}

function decodeSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
