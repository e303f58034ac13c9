import { numberInLetters } from '../common/number-in-letters.ts'
import { readPeriod } from './dates.ts'
import { citedLabel, type FicheLabel } from './fiche-label.ts'
import { joinLines, readFrom } from './joined.ts'
import { findAmounts } from './numbers.ts'
import { readHeadings } from './plan-headings.ts'
import type { OcrLine, Read, TotalsRead } from './reading.ts'

/** At least four digits, with or without groups and decimals, as tables print them. */
const TABLE_NUMBER = /(?<![\d,.])(\d{1,3}(?: \d{3})+|\d{4,})(,\d{1,2})?(?!\d)/g

/** The number that a fiche of this label was given. */
export type NumberOf = (label: FicheLabel) => number

/** What the articles (before the fiches) and the financing plan (after them) say of the whole. */
export function readTotals(before: OcrLine[], after: OcrLine[], numberOf: NumberOf): TotalsRead {
  return { ...readArticles(before.filter(line => line.text !== '')), ...readPlan(after, numberOf) }
}

type Articles = Pick<TotalsRead, 'stateVolet1' | 'stateVolet2' | 'state' | 'period' | 'inLetters'>

function readArticles(lines: OcrLine[]): Articles {
  const read: Articles = { stateVolet1: null, stateVolet2: null, state: null, period: null, inLetters: [] }
  if (lines.length === 0) return read
  const joined = joinLines(lines)
  const amounts = findAmounts(joined.text).filter(amount => amount.signed)
  for (const [i, amount] of amounts.entries()) {
    const figures = readFrom(amount.value, joined.at(amount.from))
    const next = joined.text.slice(amount.to, amounts[i + 1]?.from ?? amount.to + 200)
    const volet = next.match(/^.{0,110}?au titre du volet ([12])/)?.[1]
    if (volet === '1') read.stateVolet1 ??= figures
    if (volet === '2') read.stateVolet2 ??= figures
    if (/montant (?:maximum|total|pr[ée]visionnel) de $/.test(joined.text.slice(0, amount.from))) read.state ??= figures
    const letters = next.match(/^\s*\(([^)]{3,120}?)\s+euros?\)/)?.[1]
    const spelt = letters ? numberInLetters(letters) : null
    if (spelt !== null) read.inLetters.push({ figures, letters: spelt })
  }
  const words = PERIODS.map(pattern => pattern.exec(joined.text)).find(found => found !== null)
  if (words) {
    const { start, end } = readPeriod(words[1] ?? '', null)
    const at = joined.at(words.index)
    read.period = { labels: [], start: start ? readFrom(start, at) : null, end: end ? readFrom(end, at) : null }
  }
  return read
}

/** «du 1er mars 2024 et jusqu’au 31 mars 2025»; then with one year for both, in figures, or all in letters. */
const PERIODS = [
  /p[ée]riode du (.{4,60}?\d{4}.{0,20}?\d{1,2} \p{L}+ \d{4})/u,
  /p[ée]riode (?:\p{L}+ ){0,2}du (.{2,50}? (?:au|jusqu’au) .{3,40}?\d{4})/u,
  /p[ée]riode (?:\p{L}+ ){0,2}du (.{2,70}? (?:au|jusqu’au) .{3,40}?deux mille(?:[ -]\p{L}+){0,3})/u,
]

type Plan = Pick<
  TotalsRead,
  'ceilingVolet2' | 'planState' | 'planDepartment' | 'planTotal' | 'planBlocks' | 'planFiches' | 'planHeadings'
>

function readPlan(lines: OcrLine[], numberOf: NumberOf): Plan {
  const plan: Plan = {
    ceilingVolet2: null,
    planState: null,
    planDepartment: null,
    planTotal: null,
    planBlocks: [],
    planFiches: [],
    planHeadings: [],
  }
  const ofVolet2: OcrLine[] = []
  let volet = 0
  let fiche: Plan['planFiches'][number] | null = null
  for (const line of lines) {
    if (/^ANNEXE\s+[3-9]/i.test(line.text)) break
    const heading = /\bVOLET\s*(\d)/.exec(line.text)?.[1]
    if (heading && !/^TOTAL/.test(line.text)) volet = Number(heading)
    if (volet !== 2) continue
    ofVolet2.push(line)
    const label = citedLabel(line.text)
    if (label) {
      fiche = { fiche: numberOf(label), amounts: [] }
      plan.planFiches.push(fiche)
    }
    const numbers = tableNumbers(label?.rest ?? line.text)
    const last = numbers[numbers.length - 1]
    const value = last === undefined ? null : readFrom(last, line)
    if (/^plafond/i.test(line.text)) plan.ceilingVolet2 ??= value
    else if (/^total besoins/i.test(line.text)) plan.planTotal ??= value
    else if (/pris en charge par le (?:CD|d[ée]partement)/i.test(line.text)) plan.planDepartment ??= value
    else if (/pris en charge par l’[ÉE]tat/i.test(line.text)) plan.planState ??= value
    else if (/^total/i.test(line.text)) {
      fiche = null
      if (value) plan.planBlocks.push(value)
    } else for (const number of numbers) fiche?.amounts.push(readFrom(number, line))
  }
  plan.planHeadings = readHeadings(ofVolet2, numberOf)
  return plan
}

const tableNumbers = (text: string): Read<number>['value'][] =>
  [...text.matchAll(TABLE_NUMBER)].map(match =>
    Number((match[1] ?? '').replace(/ /g, '') + (match[2] ?? '').replace(',', '.')),
  )
