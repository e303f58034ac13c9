import { frenchDate } from '../../common/french.ts'
import { load } from '../../common/markup.ts'
import { remember } from '../../common/remember.ts'
import { fold, isBlank, squeeze } from '../../common/text.ts'
import type { RawOffer, RawValue } from '../../harvest/connector.ts'
import { wordsOf } from '../../harvest/html/words.ts'
import { together, withinSelector } from '../../harvest/place-words.ts'
import type { DecidedWord, Lexicon } from '../lexicon.ts'
import { lookUp } from '../look-up.ts'
import { quote } from '../quote.ts'
import { TRANSFORMS } from '../transforms/registry.ts'
import type { Note, TransformContext } from '../transforms/transform.ts'
import { lookUpZone } from '../zones.ts'
import { daysOf, isNoHours } from './column-days.ts'
import type { Condition, Rule } from './schema.ts'

/** A value with the words it came from. */
export interface Reading {
  value: unknown
  words: string
  document: string
  address: string
  where: string
}

/** What a `read` rule made of a record. */
export interface RuleResult {
  readings: Reading[]
  notes: Note[]
  /** Words that a step refused. */
  refused: { words: string; expected: string; where: string; impossible: boolean }[]
  unknown: { referential: string; words: string; nearest: string[] }[]
  /** What words on publics say and no value can, sentence by sentence. */
  beside: Reading[]
}

export interface ReadContext extends TransformContext {
  lexicon: Lexicon
  /** Code of the département that places are looked for in. */
  department: string
}

interface Item extends Reading {
  html?: string
  mended?: true
  unseen?: true
}

/** Applies a `read` rule to the raw fields. Pure; whatever the source sent, it answers. */
export function readRule(rule: Rule, raw: RawOffer, context: ReadContext): RuleResult {
  const result: RuleResult = { readings: [], notes: [], refused: [], unknown: [], beside: [] }
  let items = perDay(rule, raw) ?? (rule.read ?? []).flatMap(name => raw.fields[name] ?? []).map(itemOf)
  if (rule.within !== undefined) items = items.flatMap(item => selectWithin(item, rule.within ?? ''))
  if (rule.match !== undefined) items = items.flatMap(item => matchWords(item, rule.match ?? '', rule.all))
  items = items.filter(item => !isBlank(item.words))
  tellEncoding(items, result)
  tellUnseen(items, result)
  const between = rule.join ?? (rule.do?.[0]?.name === 'opening-hours' ? ' ; ' : undefined)
  if (between !== undefined && items.length > 1) items = [joined(items, between)]
  items = applySteps(items, rule, context, result)
  if (rule.table !== undefined) items = items.flatMap(item => fromTable(item, rule.table ?? {}, result))
  if (rule.lookup !== undefined) items = items.flatMap(item => fromLookup(item, rule, context, result))
  result.readings = items.map(({ html: _, mended: _mended, unseen: _unseen, ...reading }) => reading)
  return result
}

/** A file with one field per day: each value says its day, morning and afternoon together, and a day without hours is left out. Null: nothing of the kind. */
function perDay(rule: Rule, raw: RawOffer): Item[] | null {
  const days = rule.do?.some(step => step.name === 'opening-hours') ? daysOf(rule.read ?? []) : null
  if (days === null) return null
  const byDay = Map.groupBy(
    [...days].flatMap(([name, day]) => (raw.fields[name] ?? []).map(value => ({ day, item: itemOf(value) }))),
    ({ day }) => day,
  )
  return [...byDay].flatMap(([day, found]) => {
    const open = found.map(({ item }) => item).filter(({ words }) => !isNoHours(words))
    const [first] = open
    if (!first) return []
    const spans = open.map(({ words }) => squeeze(words.replace(/\n/g, ', '))).join(', ')
    const where = together(open.map(item => item.where))
    const { html: _, ...rest } = first
    const words = `${day} : ${spans}`
    return [{ ...rest, words, value: words, where }]
  })
}

/** Values fixed by the configuration, taken through the rule's steps like words that were read. */
export function readFixed(rule: Rule, fixed: Reading[], context: ReadContext): RuleResult {
  const result: RuleResult = { readings: [], notes: [], refused: [], unknown: [], beside: [] }
  result.readings = applySteps(fixed, rule, context, result)
  return result
}

function applySteps(items: Item[], rule: Rule, context: ReadContext, result: RuleResult): Item[] {
  return (rule.do ?? []).reduce(
    (current, step) => current.flatMap(item => applyStep(item, step, context, result)),
    items,
  )
}

/** An expression of a mapping, compiled once; case aside. */
export const pattern = remember(source => new RegExp(source, 'iu'), 1000, 10_000)
const everywhere = remember(source => new RegExp(source, 'giu'), 1000, 10_000)

/** Whether every condition holds. */
export function holds(conditions: readonly Condition[] | undefined, raw: RawOffer): boolean {
  return (conditions ?? []).every(({ read, match, not }) => {
    const words = (raw.fields[read] ?? []).map(value => squeeze(value.words)).filter(text => text !== '')
    const found = match === undefined ? words.length > 0 : words.some(text => pattern(match).test(text))
    return found !== not
  })
}

/** Characters read of one value by expressions and by steps other than `text` and `markdown`: what tells a phone or a date comes before that. */
const MOST_READ = 10_000
const WHOLE_TEXT = new Set(['text', 'markdown', 'title'])

function itemOf(value: RawValue): Item {
  const { document, address, where } = value.origin
  return {
    value: value.value ?? value.words,
    words: value.words,
    document,
    address,
    where,
    ...(value.html !== undefined && { html: value.html }),
    ...(value.mended && { mended: value.mended }),
    ...(value.unseen && { unseen: value.unseen }),
  }
}

/** «d?couverte»: a question mark inside a word, web addresses aside, stands where a letter was. */
const SWALLOWED = /(?<![\w./=&])\p{L}*\p{Ll}\?\p{Ll}+(?![\w/=&])/u

/** Characters that were mended on the way in, or that are lost for good, are told beside the value. */
function tellEncoding(items: readonly Item[], result: RuleResult): void {
  const mended = items.find(item => item.mended)
  if (mended)
    result.notes.push({
      code: 'encodage-repare',
      severity: 'info',
      message: `Les accents de « ${quote(mended.words, 60)} » (${mended.where}) étaient abîmés : ils ont été remis.`,
    })
  const lost = items.find(
    ({ words }) => words.includes('\uFFFD') || (words.includes('?') && SWALLOWED.test(words.slice(0, MOST_READ))),
  )
  if (lost)
    result.notes.push({
      code: 'caracteres-perdus',
      severity: 'avertissement',
      message: `Des lettres sont perdues dans « ${quote(lost.words, 60)} » (${lost.where}) : à corriger à la source, ou enregistrer le fichier en UTF-8.`,
    })
}

/** What stands in a hidden column is read, since the mapping asks for it, and told. */
function tellUnseen(items: readonly Item[], result: RuleResult): void {
  const unseen = items.find(item => item.unseen)
  if (unseen)
    result.notes.push({
      code: 'colonne-masquee',
      severity: 'info',
      message: `« ${quote(unseen.words, 60)} » (${unseen.where}) est dans une colonne masquée du classeur : c’est lu quand même. À retirer de la configuration si le partenaire l’a mise de côté.`,
    })
}

/** The HTML elements inside a value that a selector finds, as values of their own. */
export function selectWithin(item: Item, selector: string): Item[] {
  if (item.html === undefined) return []
  const $ = load(item.html, null, false)
  return $(selector)
    .toArray()
    .map(element => {
      const html = $.html(element)
      const words = wordsOf(element)
      return { ...item, value: words, words, html, where: withinSelector(item.where, selector) }
    })
}

function matchWords(item: Item, source: string, all: boolean): Item[] {
  const matches = [...item.words.slice(0, MOST_READ).matchAll(everywhere(source))]
  return (all ? matches : matches.slice(0, 1)).map(match => {
    const words = (match.groups?.v ?? match[1] ?? match[0]).trim()
    const { html: _, ...rest } = item
    return { ...rest, value: words, words }
  })
}

function joined(items: Item[], between: string): Item {
  const [first] = items as [Item, ...Item[]]
  const line = between.includes('\n') ? (words: string) => words.trim() : squeeze
  const words = items.map(item => line(item.words)).join(between)
  const html = items.every(item => item.html !== undefined) ? items.map(item => item.html).join('\n') : undefined
  const { html: _, ...rest } = first
  return {
    ...rest,
    value: words,
    words,
    where: together(items.map(item => item.where)),
    ...(html !== undefined && { html }),
  }
}

function applyStep(
  item: Item,
  step: { name: string; options: unknown },
  context: ReadContext,
  result: RuleResult,
): Item[] {
  const transform = TRANSFORMS.get(step.name)
  if (!transform) return []
  const whole = typeof item.value === 'string' ? item.value : item.words
  if (WHOLE_TEXT.has(step.name) && whole.includes('\uFFFD')) {
    result.refused.push({
      words: whole,
      expected: 'un texte dont aucune lettre n’est perdue (« � »)',
      where: item.where,
      impossible: false,
    })
    return []
  }
  const words = WHOLE_TEXT.has(step.name) ? whole : whole.slice(0, MOST_READ)
  const parsed = transform.apply(words, step.options as never, context, item.html)
  if (!parsed.ok) {
    result.refused.push({ words, expected: parsed.expected, where: item.where, impossible: parsed.impossible === true })
    return []
  }
  result.notes.push(...(parsed.notes ?? []))
  const { html: _, ...rest } = item
  return parsed.values.map(value => ({ ...rest, value }))
}

function fromTable(item: Item, table: Record<string, unknown>, result: RuleResult): Item[] {
  const folded = foldedTables.get(table) ?? foldedTable(table)
  foldedTables.set(table, folded)
  const found = folded.get(fold(String(item.value)))
  if (!found) {
    result.unknown.push({ referential: 'table', words: String(item.value), nearest: Object.keys(table).slice(0, 3) })
    return []
  }
  return found.map(value => ({ ...item, value }))
}

const foldedTables = new WeakMap<object, ReadonlyMap<string, readonly unknown[]>>()

/** Values by folded words; of two entries that read the same, the first counts. */
function foldedTable(table: Record<string, unknown>): ReadonlyMap<string, readonly unknown[]> {
  const entries = Object.entries(table).map(([words, value]): [string, unknown[]] => [
    fold(words),
    Array.isArray(value) ? value : [value],
  ])
  return new Map(entries.reverse())
}

function fromLookup(item: Item, rule: Rule, context: ReadContext, result: RuleResult): Item[] {
  const referential = rule.lookup
  if (referential === undefined) return [item]
  const found =
    referential === 'zones'
      ? lookUpZone(String(item.value).slice(0, MOST_READ), context.lexicon, context.department)
      : lookUp(String(item.value).slice(0, MOST_READ), referential, context.lexicon)
  result.unknown.push(...found.unknown.map(unknown => ({ referential, ...unknown })))
  const { html: _, mended: _mended, unseen: _unseen, ...reading } = item
  result.beside.push(...(found.beside ?? []).map(value => ({ ...reading, value })))
  return [
    ...found.values.map(value => ({ ...item, value })),
    ...(found.decided ?? []).map(decision => ({
      ...item,
      value: decision.value,
      where: `${item.where}, ${sayDecision(decision)}`,
    })),
  ]
}

/** Who said so, by name alone: their address is nobody's business beside an offer. */
function sayDecision({ word, by, decided }: DecidedWord): string {
  return `« ${word} » compris selon ${by.replace(/ <[^>]*>$/, '')}, le ${frenchDate(decided)}`
}
