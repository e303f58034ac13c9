import { isBlank } from '../common/text.ts'
import type { Origin, RawOffer, RawValue } from '../harvest/connector.ts'
import { together } from '../harvest/place-words.ts'
import {
  AFRESH,
  type Answer,
  type Answers,
  answerAnywhere,
  answerOf,
  BETWEEN,
  type KnownAnswers,
  NEXT,
  PLACE,
  silent,
  withRule,
} from './answers.ts'
import type { FieldScope, FieldValues } from './field-scope.ts'
import { daysOf } from './mapping/column-days.ts'
import { describeRule } from './mapping/describe-rule.ts'
import { COMPOSITES } from './mapping/fields.ts'
import { holds } from './mapping/read-rule.ts'
import type { Rule } from './mapping/schema.ts'
import type { Provenance } from './normalised-offer.ts'
import { type FieldRules, type FieldsResult, readField, shortWords } from './read-field.ts'

/** What is the same for all the rows that a field is read from. */
export type RowOf = Omit<FieldScope, 'raw' | 'structure'> & { known: KnownAnswers }

/** Tries one rule. `true`: what it gave and has to say is in `result`, and no other is to be tried; otherwise `result` is as it was. */
interface RuleReader {
  read(raw: RawOffer, structure: FieldValues | null, result: FieldsResult): true | typeof NEXT | typeof AFRESH
}

/**
 * A field made ready for all the rows of a source: what its rules fix is worked out now, what they make of the words of a row is kept for rows that hold the
 * same words, with what is told of them. Anything else, such as a refusal that bears on what a later rule says, is read afresh, from the first rule.
 * Classes, so that the code that all fields share is made quick once: most sources have too few rows for a function of each field’s own.
 */
export class CompiledField {
  readonly name: string
  readonly #field: FieldRules
  readonly #of: RowOf
  readonly #rules: readonly RuleReader[]

  constructor(field: FieldRules, of: RowOf) {
    this.name = field.name
    this.#field = field
    this.#of = of
    this.#rules = field.rules.map((rule, at) => compileRule(field, rule, at === field.rules.length - 1, of))
  }

  /** Reads the field of a row into `result`. */
  read(raw: RawOffer, structure: FieldValues | null, result: FieldsResult): void {
    for (const rule of this.#rules) {
      const taken = rule.read(raw, structure, result)
      if (taken === NEXT) continue
      if (taken === AFRESH) readField(this.#field, { ...this.#of, raw, structure }, result)
      return
    }
  }
}

function compileRule(field: FieldRules, rule: Rule, last: boolean, of: RowOf): RuleReader {
  const reader = withoutCondition(field, rule, last, of)
  return rule.when === undefined ? reader : new Conditional(rule.when, reader)
}

function withoutCondition(field: FieldRules, rule: Rule, last: boolean, of: RowOf): RuleReader {
  if (rule.check !== undefined) return new Always(AFRESH)
  if (rule.read !== undefined) return fromCells(field, { ...rule, read: rule.read }, last, of)
  if (rule.const !== undefined || rule.default !== undefined) return fixed(field, rule, of)
  switch (rule.from) {
    case 'convention':
      return fixed(field, rule, of)
    case 'structure':
      return field.name === 'lieu' ? new PlaceOfStructure(rule) : new FromStructure(field, rule, last, of)
    default:
      return new Always(AFRESH)
  }
}

class Conditional implements RuleReader {
  readonly #when: NonNullable<Rule['when']>
  readonly #reader: RuleReader

  constructor(when: NonNullable<Rule['when']>, reader: RuleReader) {
    this.#when = when
    this.#reader = reader
  }

  read(raw: RawOffer, structure: FieldValues | null, result: FieldsResult) {
    return holds(this.#when, raw) ? this.#reader.read(raw, structure, result) : NEXT
  }
}

/** The same for each row. */
class Always implements RuleReader {
  readonly #answer: typeof NEXT | typeof AFRESH

  constructor(answer: typeof NEXT | typeof AFRESH) {
    this.#answer = answer
  }

  read() {
    return this.#answer
  }
}

type ReadRule = Rule & { read: readonly string[] }

function fromCells(field: FieldRules, rule: ReadRule, last: boolean, of: RowOf): RuleReader {
  if (rule.do?.some(step => step.name === 'opening-hours') && daysOf(rule.read) !== null) return new Always(AFRESH)
  return new FromCells(rule, last, of.known.of(field, rule, of))
}

class FromCells implements RuleReader {
  readonly #names: readonly string[]
  readonly #only: string | null
  readonly #makesOne: boolean
  readonly #last: boolean
  readonly #answers: Answers

  /** @param last no other rule is tried after it, and what it refuses is told without waiting for another */
  constructor(rule: ReadRule, last: boolean, answers: Answers) {
    const [only = '', ...others] = rule.read
    this.#names = rule.read
    this.#only = others.length === 0 ? only : null
    this.#makesOne = makesOne(rule)
    this.#last = last
    this.#answers = answers
  }

  read({ fields }: RawOffer, _: unknown, result: FieldsResult) {
    const cells = this.#only === null ? this.#names.flatMap(name => fields[name] ?? []) : fields[this.#only]
    const first = cells?.[0]
    if (cells === undefined || first === undefined) return NEXT
    if (cells.length === 1) return this.#fromOne(first, result)
    if (!this.#makesOne || !cells.every(cell => isPlain(cell) && !cell.words.includes(BETWEEN))) return AFRESH
    const answer = this.#answers.several(cells.map(({ words }) => words).join(BETWEEN))
    if (answer === NEXT || answer === AFRESH) return answer
    put(answer, first.origin, together(cells.map(({ origin }) => origin.where)), result)
    return true
  }

  #fromOne(cell: RawValue, result: FieldsResult) {
    if (!isPlain(cell)) return AFRESH
    const answer = this.#answers.one(cell.words)
    if (answer === NEXT || answer === AFRESH) return answer
    if (!(answer.taken || this.#last)) return AFRESH
    put(answer, cell.origin, cell.origin.where, result)
    return true
  }
}

/** Words and nothing more. */
function isPlain({ words, value, html, mended, unseen }: RawValue): boolean {
  const asWritten = html === undefined && mended === undefined && unseen === undefined
  return asWritten && (value === undefined || value === words) && !isBlank(words)
}

/** Cells without a passage to look for in each, that are put together. */
function makesOne({ within, match, join, do: steps }: Rule): boolean {
  return within === undefined && match === undefined && (join !== undefined || steps?.[0]?.name === 'opening-hours')
}

/** What the mapping or the convention says. */
function fixed(field: FieldRules, rule: Rule, of: RowOf): RuleReader {
  const scope = { ...of, raw: { key: '', address: '', fields: {} }, structure: null }
  const answer = silent(answerOf(withRule(field, rule), scope))
  return answer === NEXT || answer === AFRESH ? new Always(answer) : new Fixed(answer.parts, rule.from === undefined)
}

/** The same for each row, but for the page it stands beside. */
class Fixed implements RuleReader {
  readonly #parts: Answer['parts']
  readonly #ofPage: boolean
  #placed: Answer['parts']
  #address = ''

  /** @param ofPage whether the page is told */
  constructor(parts: Answer['parts'], ofPage: boolean) {
    this.#parts = parts
    this.#placed = parts
    this.#ofPage = ofPage
  }

  read({ address }: RawOffer, _: unknown, result: FieldsResult): true {
    if (this.#ofPage && this.#address !== address) {
      this.#address = address
      this.#placed = this.#parts.map(part => ({
        ...part,
        origins: part.origins.map(origin => ({ ...origin, address })),
      }))
    }
    for (const { name, value, origins } of this.#placed) {
      result.values[name] = value
      result.provenance[name] = origins as Provenance[]
    }
    return true
  }
}

/** Values of a structure that may come again. */
const MOST_VALUES = 300

/** A field of the structure, already read: each value is looked at once. */
class FromStructure implements RuleReader {
  readonly #alone: FieldRules
  readonly #last: boolean
  readonly #of: RowOf
  readonly #known = new Map<unknown, { words: string; answer: Answer | typeof NEXT | typeof AFRESH }>()

  /** @param last no other rule is tried after it */
  constructor(field: FieldRules, rule: Rule, last: boolean, of: RowOf) {
    this.#alone = withRule(field, rule)
    this.#last = last
    this.#of = of
  }

  read(raw: RawOffer, structure: FieldValues | null, result: FieldsResult) {
    const { name } = this.#alone
    const value = structure?.values[name]
    const origin = structure?.provenance[name]?.[0]
    if (value === undefined || origin === undefined) return NEXT
    if (typeof value !== 'string' && typeof value !== 'number') return AFRESH
    let found = this.#known.get(value)
    if (found?.words !== origin.words) {
      found = { words: origin.words, answer: this.#answer(raw, value, origin.words) }
      if (this.#known.size >= MOST_VALUES) this.#known.clear()
      this.#known.set(value, found)
    }
    const { answer } = found
    if (answer === NEXT || answer === AFRESH) return answer
    if (!(answer.taken || this.#last)) return AFRESH
    put(answer, origin, origin.where, result)
    return true
  }

  #answer(raw: RawOffer, value: unknown, words: string): Answer | typeof NEXT | typeof AFRESH {
    if (words.includes(PLACE)) return AFRESH
    const { name } = this.#alone
    const provenance = { [name]: [{ words, document: '', address: '', where: PLACE, rule: '' }] }
    const structure = { values: { [name]: value }, provenance }
    return answerAnywhere(this.#alone, { ...this.#of, raw, structure })
  }
}

/** The structure's place, part by part. */
class PlaceOfStructure implements RuleReader {
  readonly #parts: readonly { part: string; rule: string }[]

  constructor(rule: Rule) {
    this.#parts = COMPOSITES.lieu.map(part => ({ part, rule: describeRule(part, rule, 'lieu') }))
  }

  read(_: RawOffer, structure: FieldValues | null, result: FieldsResult) {
    if (structure === null) return NEXT
    let origin: Provenance | undefined
    for (const { part } of this.#parts)
      if (structure.values[part] !== undefined) origin ??= structure.provenance[part]?.[0]
    if (origin === undefined) return NEXT
    const { document, address, where } = origin
    const words = shortWords(origin.words)
    for (const { part, rule } of this.#parts) {
      const value = structure.values[part]
      if (value === undefined || value === null) continue
      result.values[part] = value
      result.provenance[part] = [{ words, document, address, where, rule }]
    }
    return true
  }
}

/** What an answer gives and has to say, of words that stand somewhere. */
function put(
  { parts, findings, unknown }: Answer,
  { document, address }: Omit<Origin, 'where'>,
  where: string,
  result: FieldsResult,
): void {
  for (const { name, value, origins } of parts) {
    const placed: Provenance[] = []
    for (const { words, rule } of origins) placed.push({ words, document, address, where, rule })
    result.values[name] = value
    result.provenance[name] = placed
  }
  for (const finding of findings) {
    const { message } = finding
    result.findings.push(
      message.includes(PLACE) ? { ...finding, message: message.replaceAll(PLACE, () => where) } : finding,
    )
  }
  if (unknown.length > 0) result.unknown.push(...unknown)
}
