import { fold } from '../../common/text.ts'
import { type PostalAddress, parseAddress } from '../../normalise/transforms/address.ts'
import type { Unit } from '../line.ts'
import type { FieldProposal } from '../proposal.ts'
import { choose, type Judged, judged } from './judge.ts'
import { blockSpans, labelledSpans, type Span, sentenceSpans } from './spans.ts'

const POSTAL = /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-5])\s?\d{3}(?!\d)/
const STREET =
  /\d{1,4}\s?(?:bis|ter)?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|allée|chemin|impasse|quai|route|square|cours|promenade|passage|mail|esplanade|villa|résidence|lieu-dit)\b/iu
const PARTS = ['adresse', 'complement_adresse', 'code_postal', 'commune', 'code_insee'] as const

/** The offer's address and its parts. @param near code of the département where a commune without postal code is looked for first */
export function readPlace(unit: Unit, near?: string): Record<string, FieldProposal> {
  const parts = labelledParts(unit)
  const spans = [
    ...(parts === null ? [] : [parts]),
    ...labelledSpans(unit, ['lieu', 'adresse', 'inscription', 'contact']).filter(
      ({ text, label }) => POSTAL.test(text) || (label !== null && STREET.test(text)),
    ),
    ...blockSpans(unit, POSTAL),
    ...sentenceSpans(unit, POSTAL),
    ...labelledSpans(unit, ['lieu']),
  ]
  const found = spans.map(span => scored({ ...span, text: cut(span.text) }, near))
  const whole = choose(found)
  if (whole === null) return {}
  const address = whole.value as PostalAddress
  const fields: Record<string, FieldProposal> = {}
  for (const part of PARTS)
    if (address[part] !== null)
      fields[part] = { ...whole, value: withoutTown(address[part]), alternatives: alternativesOf(whole, part) }
  return fields
}

/** «10 rue du Cloître à», of «10 rue du Cloître à Dinard (35800)». */
const withoutTown = (part: string): string => part.replace(/\s+à$/, '')

/** «Adresse», «Code postal», «Ville» in three columns or three fields. */
function labelledParts(unit: Unit): Span | null {
  const one = (topic: 'adresse' | 'code_postal' | 'commune') => labelledSpans(unit, [topic])[0]
  const place = labelledSpans(unit, ['lieu']).find(({ text }) => STREET.test(text) && !POSTAL.test(text))
  const [street, code, town] = [one('adresse') ?? place, one('code_postal'), one('commune')]
  const first = street ?? code ?? town
  if (first === undefined || town === undefined) return null
  const whole = [code?.text, town.text].filter(text => text !== undefined).join(' ')
  return { ...first, text: [street?.text, whole].filter(text => text !== undefined && text !== '').join(', ') }
}

/** «Nous vous recevons au 9 rue…»: a sentence before a number and a street is no name of a place. */
const SAID_BEFORE = new RegExp(
  String.raw`^.*(?<!\p{L})(?:vous|nous|on|se|est|sont|ont|a lieu|propos\p{L}+|accueill\p{L}+|reçoi\p{L}+|ouvr\p{L}+|organis\p{L}+|anim\p{L}+|situé\p{L}*|install\p{L}+|rendez-vous|retrouv\p{L}+)(?!\p{L}).*\s(?:au|à l.adresse|dans nos locaux,?)\s+(?=${STREET.source})`,
  'iu',
)

/** From the last sentence or label before the street to the end of the commune. */
function cut(text: string): string {
  const postal = POSTAL.exec(text)
  if (postal === null) return text
  const before = text.slice(0, postal.index)
  const colon = before.lastIndexOf(' : ')
  const stop = before.lastIndexOf('. ')
  const start = Math.max(
    colon < 0 ? 0 : colon + 3,
    stop < 0 || /(?:av|bd|St|Ste)$/.test(before.slice(0, stop)) ? 0 : stop + 2,
  )
  const after = text.slice(postal.index)
  const end = after.search(/\n|\s[:;–]\s|[;:]|\.(?:\s|$)|\)(?=\s*\S)|\bTél|\bFax|\d{2}(?:[ .-]\d{2}){3}/u)
  const tail = end < 0 ? after : after.slice(0, end)
  return `${before.slice(start)}${tail}`
    .replace(
      /^.*\bont lieu (?=à|au|dans|chez)|^.*\b(?:se trouve|se tient|se déroule|se passe)(?:nt)? (?=à|au|dans|chez)/iu,
      '',
    )
    .replace(SAID_BEFORE, '')
    .replace(/^(?:au|à la|à l.|à|dans|chez)\s+/iu, '')
    .trim()
}

function scored(span: Span, near: string | undefined): Judged | null {
  const read = judged(span, parseAddress(span.text, near), ([address]) => address)
  if (read === null) return null
  const { adresse, code_postal, complement_adresse: beside } = read.value as PostalAddress
  const exact = adresse !== null && code_postal !== null
  const known = span.label !== null && exact && read.confidence !== 'basse'
  return {
    ...read,
    // What stands beside the street is carried there.
    unread: read.unread.filter(words => beside === null || !fold(beside).includes(fold(words))),
    score: read.score + (adresse === null ? 0 : 2) + (code_postal === null ? 0 : 2),
    confidence: known ? 'haute' : exact ? 'moyenne' : 'basse',
  }
}

function alternativesOf(whole: FieldProposal, part: (typeof PARTS)[number]): FieldProposal['alternatives'] {
  return whole.alternatives.flatMap(other => {
    const value = (other.value as PostalAddress)[part]
    return value === null || value === (whole.value as PostalAddress)[part] ? [] : [{ ...other, value }]
  })
}
