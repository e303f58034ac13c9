import type { Lexicon } from '../../normalise/lexicon.ts'
import { lookUp } from '../../normalise/look-up.ts'
import type { Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, type Judged } from './judge.ts'
import { labelledSpans, type Span, sentenceSpans } from './spans.ts'

/** What comes before the public in a sentence. */
const TO =
  /(?:s.adresse(?:nt)?|(?:est |sont )?(?:destinée?s?|réservée?s?|ouverte?s?|proposée?s?|dédiée?s?)|à destination|accueill?e(?:nt)?|accompagne(?:nt)?|concerne(?:nt)?|^pour|^aux|^pour les|tout public|ouvert à tous)(?:\s+(?:à|aux|pour|des?|les|tous)(?=\s))*\s*(?:d['’])?/iu
const EVERYBODY = /^(?:tous|toutes et tous|tout le monde|ouvert à tous|tous publics?|pour tous)\.?$/i
const EXAMPLES = /notamment|en particulier|prioritairement|en priorité|dont\b|toute personne/i
const NOT_HERE = /professionnels qui|nos financeurs|notre équipe|bénévoles|partenaires/i

/**
 * What the words on publics say and no value of the référentiel can: an age, who comes first. Null: nothing.
 * @param publics what was read; without it, what stands under a label of publics
 */
export function readPublicDetails(unit: Unit, publics: FieldProposal | null, lexicon: Lexicon): FieldProposal | null {
  const spans = publics === null ? labelledSpans(unit, ['publics']) : [{ ...publics, text: publics.words, label: null }]
  for (const { text, where, label } of spans) {
    const words = (lookUp(text, 'publics', lexicon).beside ?? []).join(' ; ')
    const reason = publics?.reason ?? `le libellé « ${label} » juste avant`
    const confidence = publics?.confidence ?? 'moyenne'
    if (words !== '') return { value: words, words, where, reason, confidence, unread: [], alternatives: [] }
  }
  return null
}

/** The public, by the words of the lexicon that the gestionnaire keeps. */
export function readPublics(unit: Unit, lexicon: Lexicon): FieldProposal | null {
  const labelled = labelledSpans(unit, ['publics'])
  const free = sentenceSpans(unit, TO).filter(({ text }) => !NOT_HERE.test(text))
  const lists = unit.lines.flatMap((line, at) =>
    line.level === 0 && line.label === null && line.text.length < 140
      ? [{ text: line.text, where: line.where, label: null, at }]
      : [],
  )
  const found = [...labelled, ...free.map(afterTrigger)].map(span => scored(span, lexicon))
  return choose([...found, ...lists.map(span => listed(span, lexicon))])
}

function afterTrigger(span: Span): Span {
  const trigger = TO.exec(span.text)
  const all = /tout public|ouverte?s? à tous|à tous/i.exec(span.text)
  if (all !== null) return { ...span, text: /sans condition|tous/i.test(span.text) ? 'tout public' : all[0] }
  return trigger === null ? span : { ...span, text: span.text.slice(trigger.index + trigger[0].length) }
}

function scored(span: Span, lexicon: Lexicon): Judged | null {
  const { values, unknown } = EVERYBODY.test(span.text.trim())
    ? { values: ['tous-publics'], unknown: [] }
    : lookUp(span.text, 'publics', lexicon)
  if (values.length === 0) return null
  const unread = unknown.map(({ words }) => words)
  // «Tout public, notamment les jeunes»: the others are examples of it.
  const kept = values.includes('tous-publics') && EXAMPLES.test(span.text) ? ['tous-publics'] : values
  const confidence = span.label !== null && unread.length === 0 ? 'haute' : 'moyenne'
  const reason = span.label === null ? 'lu dans le texte' : `le libellé « ${span.label} » juste avant`
  return {
    value: kept,
    words: span.text,
    where: span.where,
    unread,
    confidence,
    reason,
    score: (span.label !== null ? 3 : 0) + Math.min(2, values.length) - Math.min(2, unread.length) / 2,
  }
}

/** A short line that is nothing but publics, as lists of facts have without any label. */
function listed(span: Span, lexicon: Lexicon): Judged | null {
  const read = scored(span, lexicon)
  if (read === null) return null
  const { unread, value } = read
  const count = Array.isArray(value) ? value.length : 0
  return unread.join(' ').length * 2 < span.text.length && (count >= 2 || unread.length === 0)
    ? { ...read, score: read.score - 1 }
    : null
}
