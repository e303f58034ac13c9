import { plain } from '../reading/plain.ts'

const DAYS = '(?:(?:tous )?les |le |du )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?'
const CLOCK = String.raw`\d{1,2} ?(?:h|:)(?: ?\d{2})?`
/** What is typed where a street should stand: nowhere in particular, at somebody's, when, for how much. Written for `plain` text. */
const NO_PLACE = new RegExp(
  `^(?:${[
    "(?:a|au) (?:(?:votre|leur|son) )?domicile(?: (?:d\\p{L}*|de la|de l').*)?",
    "chez (?:(?:le|la|les|l'|un|une|votre|leur) ?(?:beneficiaire|employeur|particulier|personne|usager|client|entreprise)s?|vous|l'habitant|soi)",
    'en (?:visio\\p{L}*|ligne|entreprise|distanciel|itinerance|presentiel)|a distance|distanciel|visio\\p{L}*|presentiel|itinerante?s?',
    '(?:divers(?:es)?|differentes?|differents|plusieurs|multiples) (?:lieux|sites|endroits|salles|communes|adresses|points)',
    '(?:adresse |lieux? )?(?:variables?|(?:a |encore a )?(?:definir|preciser|venir|determiner|confirmer)|non (?:defini|precise)e?s?)',
    'selon .*|(?:le )?lieu (?:change|varie).*|sur (?:rendez-vous|rdv)|gratuit\\p{L}*|payante?s?|nc|n/a|tbd',
    `(?:(?:${DAYS})(?: (?:et|a|au|-) (?:${DAYS}))? ?)?(?:de )?${CLOCK} ?(?:-|a|/) ?${CLOCK}?`,
  ].join('|')})$`,
  'u',
)

/** The parts of an address, between commas, that are somewhere, and those that are not: «à domicile», «divers lieux», «à définir», «9h-12h». */
export function placesOnly(text: string): { readonly text: string; readonly left: readonly string[] } {
  const parts = text.split(/\s*,\s*/)
  const left = parts.filter(part => NO_PLACE.test(plain(part).trim()))
  return left.length === 0 ? { text, left } : { text: parts.filter(part => !left.includes(part)).join(', '), left }
}
