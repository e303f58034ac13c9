import { evidenceOf } from '../evidence.ts'
import { topicsOf } from '../labels.ts'
import type { Line, Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { labelledSpans } from './spans.ts'

const SHORTEST = 40
const SHORTEST_LINE = 25
/** Lines that tell one fact and describe nothing. */
const FACT =
  /^(?:tél|contact|horaires?|lieu|adresse|tarif|prix|du lundi|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi)|inscription)/i

/** Labels that announce what it is, rather than what one does there. */
const STRONG = /s.agit|quoi|présentation|description|descriptif|objectif|en bref|le projet|l.action|résumé|principe/i

/**
 * What the offer is: what a label says it is, else the paragraphs before its facts, else the words under its title.
 * @param own whether the lines are the offer's: what stands around several of them has no words under a title
 */
export function readDescription(unit: Unit, own = true): FieldProposal | null {
  const paragraphs = firstParagraphs(unit.lines)
  const announced = labelledSpans(unit, ['description']).filter(
    ({ text, label }) => text.length >= 10 && (paragraphs.length === 0 || STRONG.test(label ?? '')),
  )
  const [short] = announced
  // A few words in one field, the whole of it in another.
  const whole = announced.filter(({ text }) => text.length >= SHORTEST)[0]
  const labelled = short !== undefined && short.text.length < SHORTEST ? (whole ?? short) : short
  if (labelled !== undefined)
    return {
      value: labelled.text,
      words: labelled.text,
      where: labelled.where,
      reason: `le libellé « ${labelled.label} » juste avant`,
      confidence: 'haute',
      unread: [],
      alternatives: [],
    }
  const [first] = paragraphs
  if (first === undefined) return own ? firstLine(unit.lines) : null
  const value = paragraphs.map(({ text }) => text).join('\n\n')
  return {
    value,
    words: first.text,
    where: first.where,
    reason: 'les premiers paragraphes',
    confidence: 'moyenne',
    unread: [],
    alternatives: [],
  }
}

/** In a list without sentences, the words just under the title, when they tell no fact. */
function firstLine(lines: readonly Line[]): FieldProposal | null {
  const first = lines.find(({ text }) => text !== '')
  if (first === undefined || first.level > 0 || first.label !== null || first.links.length > 0) return null
  const { text, where } = first
  if (text.length < SHORTEST_LINE || FACT.test(text) || evidenceOf([first]).size > 0) return null
  return {
    value: text,
    words: text,
    where,
    reason: 'la première ligne sous le titre',
    confidence: 'basse',
    unread: [],
    alternatives: [],
  }
}

function firstParagraphs(lines: readonly Line[]): Line[] {
  const found: Line[] = []
  for (const line of lines) {
    if (found.length > 0 && (line.level > 0 || (line.label !== null && topicsOf(line.label).length > 0))) break
    const prose =
      line.level === 0 &&
      line.label === null &&
      line.text.length >= SHORTEST &&
      /[.!?…]/.test(line.text) &&
      !FACT.test(line.text)
    if (prose) found.push(line)
    else if (found.length > 0 && line.text.length < SHORTEST) break
    if (found.length === 6) break
  }
  return found
}
