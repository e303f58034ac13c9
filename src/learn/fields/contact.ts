import { parseEmails } from '../../normalise/transforms/emails.ts'
import { parsePhones } from '../../normalise/transforms/phones.ts'
import type { Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, type Judged, judged } from './judge.ts'
import { announces, type Span } from './spans.ts'

const FOR_OTHERS = /entreprise|presse|propriétaire|bénévole|employeur|facturation|siège|urgence|0 ?800|115\b/i

/** The offer's phone: one that a label announces, else one of its text or of its links. */
export const readPhone = (unit: Unit) => readContact(unit, 'tel:', /\d\d/, parsePhones)

export const readEmail = (unit: Unit) => readContact(unit, 'mailto:', /@|\bat\b|arobase|\[a\]|\(a\)/i, parseEmails)

function readContact(
  unit: Unit,
  scheme: string,
  like: RegExp,
  parse: typeof parsePhones | typeof parseEmails,
): FieldProposal | null {
  const found = contactSpans(unit, scheme, like).map(span =>
    marked(
      span,
      judged(span, parse(span.text), ([first]) => first),
    ),
  )
  return choose(onePerValue(found), true)
}

/** Words beside a phone or an address are no part of it: they are no doubt. */
function marked(span: Span, found: Judged | null): Judged | null {
  if (found === null) return null
  const other = FOR_OTHERS.test(span.text)
  const unread = found.unread.filter(words => /poste|fax|sms/i.test(words))
  return {
    ...found,
    unread,
    confidence: other ? 'basse' : span.label !== null ? 'haute' : 'moyenne',
    score: found.score - (other ? 3 : 0) + 1 / (2 + span.at),
  }
}

function contactSpans({ lines }: Unit, scheme: string, sign: RegExp): Span[] {
  return lines.flatMap((line, at) => {
    const label = announces(line, ['contact', 'telephone', 'courriel', 'inscription']) ? line.label : null
    const own = sign.test(line.text) ? [{ text: line.text, where: line.where, label, at }] : []
    const links = line.links
      .filter(({ href }) => href.toLowerCase().startsWith(scheme))
      .map(({ href }) => ({
        text: decoded(href.slice(scheme.length).replace(/\?.*$/, '')),
        where: `${line.where}, lien`,
        label,
        at,
      }))
    return [...own, ...links]
  })
}

function onePerValue(found: readonly (Judged | null)[]): Judged[] {
  const kept = new Map<unknown, Judged>()
  for (const each of found)
    if (each !== null && (kept.get(each.value)?.score ?? Number.NEGATIVE_INFINITY) < each.score)
      kept.set(each.value, each)
  return [...kept.values()]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
