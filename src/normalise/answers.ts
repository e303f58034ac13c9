import { atKey } from '../common/at-key.ts'
import { remember } from '../common/remember.ts'
import type { FieldScope } from './field-scope.ts'
import type { Rule } from './mapping/schema.ts'
import type { Finding, Provenance } from './normalised-offer.ts'
import { emptyResult, type FieldRules, type FieldsResult, readField } from './read-field.ts'

/** What a rule gives, and what it has to say. Shared between rows: nobody may change it. */
export interface Answer {
  /** Whether the rule gave something, be it kept or not; otherwise the next one is tried. */
  taken: boolean
  /** Field by field. */
  parts: readonly { name: string; value: unknown; origins: readonly Provenance[] }[]
  findings: readonly Finding[]
  unknown: FieldsResult['unknown']
}

/** The rule gives nothing, and has nothing to say: the next one is tried. */
export const NEXT = 'next'
/** The answer depends on the row, or a person is to be told something: the field is read afresh. */
export const AFRESH = 'afresh'

/** A field with one of its rules alone, whose condition is known to hold. */
export function withRule(field: FieldRules, { when: _, ...rule }: Rule): FieldRules {
  return { ...field, rules: [rule] }
}

/** What a field gives of a scope. */
export function answerOf(field: FieldRules, scope: FieldScope): Answer | typeof NEXT | typeof AFRESH {
  const result = emptyResult()
  const taken = readField(field, scope, result)
  const { findings, unknown, values, provenance } = result
  if (!taken) {
    // Words on publics that give no value may still say something.
    if (values.publics_dits !== undefined) return AFRESH
    if (findings.length + unknown.length === 0) return NEXT
  }
  const parts = Object.entries(provenance).map(([name, origins]) => ({ name, value: values[name], origins }))
  return { taken, parts, findings, unknown }
}

/** Stands for the place of words that may stand anywhere. */
export const PLACE = '\u0001'

/** The same, for words in `PLACE`: `afresh` when something depends on where they stand otherwise than by telling it. */
export function answerAnywhere(...asked: Parameters<typeof answerOf>): ReturnType<typeof answerOf> {
  const answer = answerOf(...asked)
  if (answer === NEXT || answer === AFRESH) return answer
  const placed = answer.parts.some(({ origins }) =>
    origins.some(({ document, address, where }) => document + address !== '' || where !== PLACE),
  )
  return placed ? AFRESH : answer
}

/** Stands between cells that are read together. */
export const BETWEEN = '\u0000'
/** Characters of cells that may come again. */
const LONGEST = 300
/** Answers of one generation; the last two are kept. */
const MOST = 300

/** What a `read` rule gives of plain words: of one cell, or of several put together (`BETWEEN`). */
export interface Answers {
  one: (words: string) => ReturnType<typeof answerOf>
  several: (cells: string) => ReturnType<typeof answerOf>
}

/** What `read` rules give of plain words, kept for those that come again. Rules that are the same, of a structure and of its offers, share what is kept. */
export class KnownAnswers {
  readonly #shared = new Map<string, Answers>()

  of(field: FieldRules, rule: Rule, scope: Omit<FieldScope, 'raw' | 'structure'>): Answers {
    const never = scope.never?.filter(({ field: name }) => name === field.name)
    const key = JSON.stringify([field.name, field.kind, { ...rule, when: null }, never ?? []])
    return atKey(this.#shared, key, () => answersOf(field, rule, scope))
  }
}

function answersOf(field: FieldRules, rule: Rule, scope: Omit<FieldScope, 'raw' | 'structure'>): Answers {
  const [name = ''] = rule.read ?? []
  const alone = withRule(field, rule)
  const origin = { document: '', address: '', where: PLACE }
  const read = (cells: readonly string[]) => {
    if (cells.some(words => words.includes(PLACE))) return AFRESH
    const fields = { [name]: cells.map(words => ({ words, origin })) }
    return answerAnywhere(alone, { ...scope, raw: { key: '', address: '', fields }, structure: null })
  }
  return {
    one: remember(words => read([words]), MOST, LONGEST),
    several: remember(cells => silent(read(cells.split(BETWEEN))), MOST, LONGEST),
  }
}

/** An answer that says nothing to anybody: what is told of one cell among several names its own place. */
export function silent(answer: ReturnType<typeof answerOf>): ReturnType<typeof answerOf> {
  if (answer === NEXT || answer === AFRESH) return answer
  return answer.findings.length + answer.unknown.length === 0 ? answer : AFRESH
}
