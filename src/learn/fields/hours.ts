import { parseOpeningHours } from '../../normalise/transforms/opening-hours.ts'
import { sentencesOf, type Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, type Judged, judged } from './judge.ts'
import { blockSpans, labelledSpans, type Span, sentenceSpans } from './spans.ts'

const DAY =
  /(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\blun\b|\bmar\b|\bmer\b|\bjeu\b|\bven\b|\bsam\b|7\s?j?\s?\/\s?7|tous les jours|tous les matins|chaque jour)/i
const TIME = /\d{1,2}\s?(?:h|heures?|:\d\d)|midi/i
/** From the first day named to the last hour: what an opening is made of. */
const DAYS_WORDS = String.raw`(?:(?:du|le|les|tous les|chaque|de)\s+)?(?:1ers?|1er|2e|3e|4e|premiers?|deuxièmes?|troisièmes?|derniers?)?(?:\s+et\s+\S+\s+)?\s*(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|7\s?j?\s?\/\s?7)`
const CORE = new RegExp(String.raw`${DAYS_WORDS}[\s\S]*(?:\d\s?(?:h|heures?)\s?(?:\d\d)?|\d:\d\d|midi)`, 'iu')
/** What stands after a duration or a date is no hour of a day. */
const TAIL =
  /[,;:(]?\s*(?:\d+\s?(?:h|heures?)\s?(?:\d\d)?\s*(?:par|\/)\s*semaine|soit|pendant|à partir du \d|du \d{1,2}(?:er)? \p{L}+|jusqu.au \d|hors|sauf|sur rendez-vous|fermé).*$/iu

/** Opening hours: the whole of what a label announces, else each paragraph and sentence that names days and hours, else the part of it that does. */
export function readHours(unit: Unit): FieldProposal | null {
  const both = (text: string) => DAY.test(text) && TIME.test(text)
  const spans = [
    ...labelledSpans(unit, ['horaires']).filter(({ text }) => both(text)),
    ...blockSpans(unit, DAY).filter(({ text }) => both(text)),
    ...sentenceSpans(unit, DAY).filter(({ text }) => both(text)),
  ]
  const found = spans.flatMap(span => tries(span).map(({ text, more }) => scored({ ...span, text }, more, unit)))
  return choose(found)
}

function tries({ text }: Span): { text: string; more: string[] }[] {
  const parts = [text, ...text.split('\n'), ...sentencesOf(text)].filter(part => DAY.test(part) && TIME.test(part))
  const all = parts.flatMap(part => {
    const core = CORE.exec(part)?.[0]
    return [part, core, core?.replace(TAIL, '')].filter(each => each !== undefined)
  })
  return [...new Set(all)].map(each => ({ text: each, more: each === text ? [] : restOf(text, each) }))
}

/** What a shorter reading leaves out and that speaks of days, hours or exceptions. */
function restOf(whole: string, part: string): string[] {
  return whole
    .replace(part, '\n')
    .split(/\n/)
    .map(rest => rest.replace(/^[\s,;.:()–-]+|[\s,;:()–-]+$/g, ''))
    .filter(rest =>
      /sauf|hors|fermé|vacances|rendez-vous|semaine|mois|\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche/i.test(
        rest,
      ),
    )
}

function scored(span: Span, more: string[], unit: Unit): Judged | null {
  const read = judged(span, parseOpeningHours(span.text), ([value]) => value)
  if (read === null) return null
  const about = aboutClosing(unit, span)
  const unread = [...new Set([...read.unread, ...more, ...about])]
  const confidence =
    read.confidence === 'basse' || unread.length > 0
      ? read.confidence === 'haute'
        ? 'moyenne'
        : read.confidence
      : read.confidence
  return { ...read, unread, confidence, score: read.score + Math.min(1, span.text.length / 200) - more.length / 4 }
}

/** Exceptions said in the same paragraph, beside the hours. */
function aboutClosing({ lines }: Unit, span: Span): string[] {
  const block = lines[span.at]?.block
  return lines
    .filter(line => line.block === block)
    .flatMap(({ text }) => text.split(/(?<=[.!?])\s+/))
    .filter(sentence => /fermé|vacances|rendez-vous|hors |sauf/i.test(sentence) && !span.text.includes(sentence))
    .slice(0, 3)
}
