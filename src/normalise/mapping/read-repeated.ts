import { remember } from '../../common/remember.ts'
import { isBlank } from '../../common/text.ts'
import type { RawOffer, RawValue } from '../../harvest/connector.ts'
import { together } from '../../harvest/place-words.ts'
import { daysOf } from './column-days.ts'
import { type ReadContext, type Reading, type RuleResult, readRule } from './read-rule.ts'
import type { Rule } from './schema.ts'

/** Characters of cells that may come again. */
const LONGEST = 300
/** Answers of one generation; the last two are kept. */
const MOST = 300
/** A rule whose cells hardly come again, one in ten of so many rows, is no longer kept. */
const TRIED = 500
const BETWEEN = '\u0000'

type Answer = readonly Pick<Reading, 'value' | 'words'>[]

interface Kept extends Pick<ReadContext, 'today' | 'lexicon' | 'department'> {
  /** Null: what these cells give depends on where they stand. */
  of: (cells: string) => Answer | null
  /** Hours in one field per day: the name of a field counts. */
  perDay: boolean
  asked: number
  workedOut: number
}

/** As `readRule`. What a rule makes of plain cells is kept for the rows that hold the same: only their place is another. */
export function readRepeated(rule: Rule, raw: RawOffer, context: ReadContext): RuleResult {
  const cells = plainCells(rule, raw)
  const [first] = cells ?? []
  if (cells === null || first === undefined) return readRule(rule, raw, context)
  const words = cells.length === 1 ? first.words : cells.map(cell => cell.words).join(BETWEEN)
  const known = words.length > LONGEST ? null : answerOf(rule, words, context)
  if (known === null) return readRule(rule, raw, context)
  const { document, address } = first.origin
  const where = cells.length === 1 ? first.origin.where : together(cells.map(({ origin }) => origin.where))
  const readings = known.map(({ value, words }) => ({ value, words, document, address, where }))
  return { readings, notes: [], refused: [], unknown: [] }
}

const rules = new WeakMap<Rule, Kept>()

/** Null: nothing is kept of that rule, or of these cells. */
function answerOf(rule: Rule, words: string, context: ReadContext): Answer | null {
  const kept = keptOf(rule, context)
  if (kept.perDay || (kept.asked >= TRIED && kept.workedOut > 0.9 * kept.asked)) return null
  kept.asked += 1
  return kept.of(words)
}

function keptOf(rule: Rule, context: ReadContext): Kept {
  const { today, lexicon, department } = context
  const known = rules.get(rule)
  if (known?.today === today && known.lexicon === lexicon && known.department === department) return known
  const of = remember(
    (cells: string) => {
      fresh.workedOut += 1
      return answerAnywhere(rule, cells.split(BETWEEN), context)
    },
    MOST,
    LONGEST,
  )
  const fresh: Kept = { today, lexicon, department, asked: 0, workedOut: 0, perDay: isPerDay(rule), of }
  rules.set(rule, fresh)
  return fresh
}

/** What a rule gives of these words wherever they stand; null when that depends on the place, or is more than readings. */
function answerAnywhere(rule: Rule, cells: readonly string[], context: ReadContext): Answer | null {
  const origin = { document: '', address: '', where: '' }
  const [name = ''] = rule.read ?? []
  const fields = { [name]: cells.map(words => ({ words, origin })) }
  const { readings, notes, refused, unknown } = readRule(rule, { key: '', address: '', fields }, context)
  const elsewhere = readings.some(({ document, address, where }) => `${document}${address}${where}` !== '')
  return elsewhere || notes.length + refused.length + unknown.length > 0 ? null : readings
}

/** The cells that a rule reads when they are words and nothing more, and make one value together; null otherwise. */
function plainCells(rule: Rule, raw: RawOffer): RawValue[] | null {
  const names = rule.read ?? []
  const cells = names.flatMap(name => raw.fields[name] ?? []).filter(({ words }) => !isBlank(words))
  if (cells.length > 1 && !makesOne(rule)) return null
  return cells.every(isPlain) ? cells : null
}

function isPlain({ words, value = words, html, mended }: RawValue): boolean {
  return value === words && html === undefined && mended === undefined && !words.includes(BETWEEN)
}

/** Cells without a passage to look for in each, that are put together. */
function makesOne({ within, match, join, do: steps }: Rule): boolean {
  return within === undefined && match === undefined && (join !== undefined || steps?.[0]?.name === 'opening-hours')
}

function isPerDay({ read, do: steps }: Rule): boolean {
  return steps?.some(({ name }) => name === 'opening-hours') === true && daysOf(read ?? []) !== null
}
