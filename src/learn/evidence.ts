import { topicsOf } from './labels.ts'
import type { Line } from './line.ts'

const SIGNS: readonly [string, RegExp][] = [
  ['telephone', /(?<!\d)0\d(?:[ .\-/]?\d\d){4}(?!\d)/],
  ['courriel', /[\w.+-]+@[\w-]+\.\w|\[at\]|\(arobase\)|\(at\)/i],
  [
    'horaires',
    /(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?[\s\S]{0,60}?\d{1,2}\s?(?:h|:)|\d{1,2}\s?h\s?(?:\d\d)?\s?(?:à|-|–|\/)\s?\d{1,2}\s?h/i,
  ],
  ['lieu', /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-5])\s?\d{3}\s+\p{Lu}/u],
  ['frais', /€|\beuros?\b|gratuit/i],
  [
    'publics',
    /pour les|s.adresse|accueille|ouvert à|destiné|demandeurs? d.emploi|\bRSA\b|tout public|jeunes|parents|familles|femmes|habitants/i,
  ],
  ['dates', /\bdu \d{1,2}(?:er)?(?: \p{L}+)? au \d{1,2} \p{L}+/iu],
  ['inscription', /sans rendez-vous|sur inscription|orient(?:é|ation)|prescri|inscri/i],
]

/** What a block tells that an offer tells, each kind once: public, hours, place, price, phone… */
export function evidenceOf(lines: readonly Line[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { text, label, links } of lines) {
    if (label !== null)
      for (const topic of topicsOf(label)) if (topic !== 'nom' && topic !== 'description') found.add(topic)
    for (const [name, pattern] of SIGNS) if (pattern.test(text)) found.add(name)
    if (links.some(({ href }) => /^tel:/i.test(href))) found.add('telephone')
    if (links.some(({ href }) => /^mailto:/i.test(href))) found.add('courriel')
  }
  return found
}
