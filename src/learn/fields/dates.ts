import type { Period } from '../../normalise/dates/span.ts'
import { parseDay } from '../../normalise/transforms/dates.ts'
import { type Duration, parseDuration } from '../../normalise/transforms/duration.ts'
import { parsePeriod } from '../../normalise/transforms/period.ts'
import type { Unit } from '../line.ts'
import { isOwnDay } from '../own-day.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, judged } from './judge.ts'
import { labelledSpans, sentenceSpans } from './spans.ts'

const MONTH = `(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)`
const DATED = new RegExp(
  String.raw`\d{1,2}(?:er)?\s+${MONTH}|${MONTH}\p{L}*\s+20\d\d|\d{1,2}\/\d{1,2}\/\d{2,4}|20\d{6}|20\d\d-\d\d`,
  'iu',
)
const OTHER =
  /mis(?:e)? à jour|actualisée?|modifiée?|vérifiée?|\bmaj\b|publi|inscri\w* (?:avant|jusqu)|avant le|réunion d.information|information collective|fermé|fermeture|relâche|assemblée|depuis \d{4}|créé|congés|horodat|timestamp/i
const LASTS = /heures?|\bh\b|\d\s?h\s|semaines?|hebdo/i

/** Start and end of a session, each from its own label, else from one phrase. */
export function readDates(unit: Unit): Record<string, FieldProposal> {
  const announced = (topic: 'debut' | 'fin' | 'dates') =>
    labelledSpans(unit, [topic]).filter(({ label }) => label === null || !isOwnDay(label))
  const own = (topic: 'debut' | 'fin') =>
    choose(announced(topic).map(span => judged(span, parseDay(span.text), ([day]) => day)))
  const [start, end] = [own('debut'), own('fin')]
  if (start !== null || end !== null) return { ...(start && { debut: start }), ...(end && { fin: end }) }
  // «Mise à jour : 12/10/2026» is a day of the page.
  const told = unit.lines.filter(({ label }) => label === null || !(OTHER.test(label) || isOwnDay(label)))
  const labelled = announced('dates').filter(({ text }) => DATED.test(text))
  const free = sentenceSpans({ ...unit, lines: told }, DATED).filter(({ text }) => !OTHER.test(text))
  const found = [...labelled, ...free].map(span => {
    const read = judged(span, parsePeriod(span.text), ([period]) =>
      (period?.start ?? period?.end) ? openEnded(period as Period, span.text) : null,
    )
    return read === null ? null : { ...read, score: read.score + ((read.value as Period).end === null ? 0 : 1) }
  })
  const best = choose(found)
  if (best === null) return {}
  const period = best.value as Period
  const part = (value: string | null) => (value === null ? null : { ...best, value, alternatives: [] })
  const [debut, fin] = [part(period.start), part(period.end)]
  return { ...(debut && { debut }), ...(fin && { fin }) }
}

const FIGURES: readonly [RegExp, string][] = [
  [/\bune heure et demie\b/gi, '1 h 30'],
  [/\bune demi-heure\b/gi, '0 h 30'],
  [/\b(?:d.)?une heure\b/gi, '1 h'],
]
const NUMBERS: Readonly<Record<string, string>> = {
  deux: '2',
  trois: '3',
  quatre: '4',
  cinq: '5',
  six: '6',
  sept: '7',
  huit: '8',
  neuf: '9',
  dix: '10',
  douze: '12',
}

/** Numbers in words, as sentences have them, in figures. */
const inFigures = (text: string): string =>
  FIGURES.reduce((said, [pattern, figure]) => said.replace(pattern, figure), text).replace(
    /\b(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)(?= (?:heures?|semaines?)\b)/gi,
    word => NUMBERS[word.toLowerCase()] ?? word,
  )

/** Hours a week and weeks. */
export function readDuration(unit: Unit): Record<string, FieldProposal> {
  const spans = [...labelledSpans(unit, ['duree']), ...sentenceSpans(unit, LASTS)]
    .filter(
      ({ text }) =>
        LASTS.test(text) && /semaine|hebdo/i.test(text) && !/avant|à l.avance|délai|sous \d|dans les/i.test(text),
    )
    .map(span => ({ ...span, text: inFigures(span.text) }))
  const pick = (name: keyof Duration) =>
    choose(
      spans
        .filter(({ text }) => name === 'hoursPerWeek' || /\d\s*(?:à \d+ )?semaines/i.test(text))
        .map(span => judged(span, parseDuration(span.text), ([duration]) => duration?.[name] ?? null)),
    )
  const [hours, weeks] = [pick('hoursPerWeek'), pick('weeks') ?? weeksOfMonths(unit)]
  return { ...(hours && { volume_horaire_hebdomadaire: hours }), ...(weeks && { nombre_semaines: weeks }) }
}

/** Months are not weeks: nobody said how many there are, so that what they make is a guess. */
function weeksOfMonths(unit: Unit): FieldProposal | null {
  const spans = [
    ...labelledSpans(unit, ['duree']),
    ...sentenceSpans(unit, /durée|pendant|dure\b|sur \d+ mois|parcours de/i),
  ]
  const read = choose(
    spans
      .filter(({ text }) => /\d+\s*(?:mois|ans?)\b/i.test(text) && !/ancienneté|depuis|dès|âge/i.test(text))
      .map(span =>
        judged({ ...span, label: null }, parseDuration(inFigures(span.text)), ([duration]) => duration?.weeks),
      ),
  )
  return read === null ? null : { ...read, confidence: 'basse', reason: 'des mois, comptés en semaines' }
}

/** «1er atelier le 8 janvier 2027» starts then, and does not end the same day. */
const openEnded = (period: Period, text: string): Period =>
  period.start !== null &&
  period.start === period.end &&
  /1er|premi|début|démarr|commence|à partir|dès|rentrée/i.test(text)
    ? { ...period, end: null }
    : period
