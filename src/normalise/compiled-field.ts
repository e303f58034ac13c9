import { isBlank } from '../common/text.ts'
import type { Origin, RawOffer, RawValue } from '../harvest/connector.ts'
import { together } from '../harvest/place-words.ts'
import { AFRESH, type Answer, answerAnywhere, answerOf, BETWEEN, type KnownAnswers, NEXT, withRule } from './answers.ts'
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

/** Reads one field of a row into `result`. */
export type FieldReader = (raw: RawOffer, structure: FieldValues | null, result: FieldsResult) => void

/** Tries one rule. `true`: it gave something, which is in `result`; otherwise `result` is as it was. */
type RuleReader = (
  raw: RawOffer,
  structure: FieldValues | null,
  result: FieldsResult,
) => true | typeof NEXT | typeof AFRESH

/**
 * A field made ready for all the rows of a source: what its rules fix is worked out now, what they make of the words of a row is kept for rows that hold the
 * same words. Anything else, such as a value that is told to a person, is read afresh, from the first rule.
 */
export function compileField(field: FieldRules, of: RowOf): FieldReader {
  const rules = field.rules.map(rule => compileRule(field, rule, of))
  return (raw, structure, result) => {
    for (const read of rules) {
      const taken = read(raw, structure, result)
      if (taken === NEXT) continue
      if (taken === AFRESH) readField(field, { ...of, raw, structure }, result)
      return
    }
  }
}

function compileRule(field: FieldRules, rule: Rule, of: RowOf): RuleReader {
  const { when } = rule
  const read = withoutCondition(field, rule, of)
  return when === undefined
    ? read
    : (raw, structure, result) => (holds(when, raw) ? read(raw, structure, result) : NEXT)
}

function withoutCondition(field: FieldRules, rule: Rule, of: RowOf): RuleReader {
  if (rule.check !== undefined) return () => AFRESH
  if (rule.read !== undefined) return fromCells(field, rule, rule.read, of)
  if (rule.const !== undefined || rule.default !== undefined) return fixed(field, rule, of)
  switch (rule.from) {
    case 'convention':
      return fixed(field, rule, of)
    case 'structure':
      return field.name === 'lieu' ? placeOfStructure(rule) : fromStructure(field, rule, of)
    default:
      return () => AFRESH
  }
}

function fromCells(field: FieldRules, rule: Rule, names: readonly string[], of: RowOf): RuleReader {
  if (rule.do?.some(step => step.name === 'opening-hours') && daysOf(names) !== null) return () => AFRESH
  const { one, several } = of.known.of(field, rule, of)
  const [only = ''] = names
  const fromOne = (cell: RawValue, result: FieldsResult) => {
    const answer = isPlain(cell) ? one(cell.words) : AFRESH
    if (answer === NEXT || answer === AFRESH) return answer
    put(answer, cell.origin, cell.origin.where, result)
    return true
  }
  return (raw, _, result) => {
    const cells = names.length === 1 ? (raw.fields[only] ?? []) : names.flatMap(name => raw.fields[name] ?? [])
    const [first] = cells
    if (first === undefined) return NEXT
    if (cells.length === 1) return fromOne(first, result)
    if (!makesOne(rule) || !cells.every(cell => isPlain(cell) && !cell.words.includes(BETWEEN))) return AFRESH
    const answer = several(cells.map(({ words }) => words).join(BETWEEN))
    if (answer === NEXT || answer === AFRESH) return answer
    put(answer, first.origin, together(cells.map(({ origin }) => origin.where)), result)
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

/** What the mapping or the convention says: the same for each row, but for the page it stands beside. */
function fixed(field: FieldRules, rule: Rule, of: RowOf): RuleReader {
  const answer = answerOf(withRule(field, rule), { ...of, raw: { key: '', address: '', fields: {} }, structure: null })
  if (answer === NEXT || answer === AFRESH) return () => answer
  const ofPage = rule.from === undefined
  let last = { address: '', answer }
  return ({ address }, _, result) => {
    if (ofPage && last.address !== address)
      last = {
        address,
        answer: answer.map(part => ({ ...part, origins: part.origins.map(origin => ({ ...origin, address })) })),
      }
    for (const { name, value, origins } of last.answer) {
      result.values[name] = value
      result.provenance[name] = origins as Provenance[]
    }
    return true
  }
}

/** Values of a structure that may come again. */
const MOST_VALUES = 300

/** A field of the structure, already read: each value is looked at once. */
function fromStructure(field: FieldRules, rule: Rule, of: RowOf): RuleReader {
  const alone = withRule(field, rule)
  const known = new Map<unknown, { words: string; answer: Answer | typeof NEXT | typeof AFRESH }>()
  const { name } = field
  return (raw, structure, result) => {
    const value = structure?.values[name]
    const origin = structure?.provenance[name]?.[0]
    if (value === undefined || origin === undefined) return NEXT
    if (typeof value !== 'string' && typeof value !== 'number') return AFRESH
    let found = known.get(value)
    if (found?.words !== origin.words) {
      const provenance = { [name]: [{ words: origin.words, document: '', address: '', where: '', rule: '' }] }
      const structure = { values: { [name]: value }, provenance }
      found = { words: origin.words, answer: answerAnywhere(alone, { ...of, raw, structure }) }
      if (known.size >= MOST_VALUES) known.clear()
      known.set(value, found)
    }
    const { answer } = found
    if (answer === NEXT || answer === AFRESH) return answer
    put(answer, origin, origin.where, result)
    return true
  }
}

/** The structure's place, part by part. */
function placeOfStructure(rule: Rule): RuleReader {
  const parts = COMPOSITES.lieu.map(part => ({ part, rule: describeRule(part, rule, 'lieu') }))
  return (_, structure, result) => {
    if (structure === null) return NEXT
    let origin: Provenance | undefined
    for (const { part } of parts) if (structure.values[part] !== undefined) origin ??= structure.provenance[part]?.[0]
    if (origin === undefined) return NEXT
    const { document, address, where } = origin
    const words = shortWords(origin.words)
    for (const { part, rule } of parts) {
      const value = structure.values[part]
      if (value === undefined || value === null) continue
      result.values[part] = value
      result.provenance[part] = [{ words, document, address, where, rule }]
    }
    return true
  }
}

function put(answer: Answer, { document, address }: Origin, where: string, result: FieldsResult): void {
  for (const { name, value, origins } of answer) {
    const placed: Provenance[] = []
    for (const { words, rule } of origins) placed.push({ words, document, address, where, rule })
    result.values[name] = value
    result.provenance[name] = placed
  }
}
