import { parseFees } from '../../normalise/transforms/fees.ts'
import type { Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, judged } from './judge.ts'
import { labelledSpans, type Span, sentenceSpans } from './spans.ts'

const MONEY =
  /€|\beuros?\b|gratuit|payant|sans frais|pris(?:e)? en charge|financ|tarif|cotisation|participation|entrée libre/i
const OTHER = /parking|stationnement|devis|café offert|loyer|salaire|rémunér|indemnit|budget|subvention|prime/i

/** «Rien : …», «Gratuit (adhésion 8 €)», and «Non» to «Est-ce payant ?»: the answer comes first, what follows is beside it. */
const FIRST_ANSWER = /^(?:rien|gratuit\p{L}*|c.est gratuit|aucun\p{L}*|0(?:[.,]0+)? ?(?:€|euros?)|(non))(?![\p{L}\d])/iu
const DOUBT = [{ code: 'entree-libre', severity: 'avertissement' as const, message: 'entrée libre' }]

function answered(span: Span, first: string) {
  const rest = span.text.slice(first.length).replace(/^[\s:.,;(–-]+|[\s)]+$/g, '')
  const read = judged(span, { ok: true, values: ['gratuit'] }, ([value]) => value)
  if (read === null || rest === '') return read
  return { ...read, unread: [rest], confidence: 'moyenne' as const, score: read.score + 1 }
}

/** Free or charged, from a label about prices, else from the sentences about money. */
export function readFees(unit: Unit): FieldProposal | null {
  const labelled = labelledSpans(unit, ['frais']).map(span => ({ ...span, text: withUnit(span.text) }))
  const joined: Span[] =
    labelled.length > 1 && labelled[0] !== undefined
      ? [{ ...labelled[0], text: labelled.map(({ text }) => text).join('. ') }]
      : []
  const free = sentenceSpans(unit, MONEY).filter(({ text }) => !OTHER.test(text))
  const [first] = free
  const together: Span[] =
    first !== undefined && free.length > 1 ? [{ ...first, text: free.map(({ text }) => text).join(' ') }] : []
  const found = [...joined, ...labelled, ...together, ...free].map(span => {
    const answer = span.label === null ? null : FIRST_ANSWER.exec(span.text)
    if (answer !== null && (answer[1] === undefined || /payant/i.test(span.label ?? '')))
      return answered(span, answer[0])
    const read = judged(span, parseFees(span.text), ([value]) => value)
    if (read !== null) return read
    return /entrée libre/i.test(span.text)
      ? judged(span, { ok: true, values: ['gratuit'], notes: DOUBT }, ([value]) => value)
      : null
  })
  const best = choose(found)
  return best === null ? null : { ...best, unread: [...new Set([...best.unread, ...amountsBeside(best, unit)])] }
}

/** How much, and for whom: what the page says of a service that is not free, or beside «gratuit». Null: nothing. */
export function readFeeDetails(fees: FieldProposal | null): FieldProposal | null {
  if (fees === null) return null
  const said = fees.value === 'gratuit' ? fees.unread.filter(words => /\d\s?(?:€|euros?)/i.test(words)) : [fees.words]
  const words = said.join(' ; ').trim()
  const confidence = fees.confidence === 'haute' ? 'moyenne' : fees.confidence
  return words === '' ? null : { ...fees, value: words, words, confidence, unread: [], alternatives: [] }
}

/** A bare number under «Tarif» is euros. */
const withUnit = (text: string): string => (/^\d+(?:[.,]\d+)?$/.test(text.trim()) ? `${text.trim()} €` : text)

/** Sums of money that stand beside «gratuit». */
function amountsBeside({ value, words }: FieldProposal, unit: Unit): string[] {
  if (value !== 'gratuit') return []
  return sentenceSpans(unit, /\d\s?(?:€|euros?)/i)
    .map(({ text }) => text)
    .filter(text => text !== words)
    .slice(0, 3)
}
