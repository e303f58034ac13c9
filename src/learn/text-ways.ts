import type { Read } from './doors/door.ts'

const STREETS =
  'rue|avenue|av\\.|boulevard|bd|place|allée|chemin|impasse|quai|route|square|cours|promenade|passage|mail|esplanade|résidence'
const TOWN = String.raw`(?:0[1-9]|[1-8]\d|9[0-5])\s?\d{3}\s+\p{L}[\p{L}'’ -]*`
const DAY = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche'

/** How each field is found in a whole text, best way first; none: its reader goes through the text by itself. */
const PATTERNS: Readonly<Record<string, readonly (string | null)[]>> = {
  telephone: [null],
  courriel: [null],
  frais: [null],
  duree: [null],
  horaires_accueil: [String.raw`((?:(?:du|le|les|tous les|chaque)\s+)?(?:${DAY})s?\b[^\n]*?\d\s?(?:h|:)[^\n.]*)`],
  lieu: [
    String.raw`(\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:${STREETS})\s[^\n]{2,80}?[\s,–-]*\s${TOWN})`,
    String.raw`([^\n:]{3,60}[,–-]\s*${TOWN})`,
    `(${TOWN})`,
  ],
  periode: [
    String.raw`((?:du|à partir du|dès le|jusqu.au)\s+(?:${DAY})?\s?\d{1,2}(?:er)?\s?[^\n.;]{0,60}?20\d\d)`,
    String.raw`((?:de|à partir de|dès)\s+\p{L}{3,9}\s+(?:20\d\d\s+)?(?:à\s+\p{L}{3,9}\s+)?20\d\d)`,
  ],
  publics: [
    String.raw`(?:s.adresse(?:nt)?|destinée?s?|réservée?s?|ouverte?s?|à destination|accueill?e(?:nt)?|accompagne(?:nt)?)\s+(?:à\s|aux\s|des\s|les\s|d.)?(?<v>[^\n.;]{3,160})`,
  ],
}

/** Fields that the foot and the sides of a page may give. */
const AROUND: ReadonlySet<string> = new Set(['telephone', 'courriel', 'horaires_accueil', 'lieu'])

/** Ways to read a field in raw fields that hold whole texts. */
export function textWays(field: string, texts: readonly string[]): Read[] {
  const places = AROUND.has(field) ? texts : texts.filter(read => read !== 'autour')
  return places.flatMap(read => (PATTERNS[field] ?? []).map(match => (match === null ? { read } : { read, match })))
}

/** Fields of the mapping, and those of the schema that each fills. */
export const FILLED_BY: Readonly<Record<string, readonly string[]>> = {
  telephone: ['telephone'],
  courriel: ['courriel'],
  frais: ['frais'],
  publics: ['publics'],
  horaires_accueil: ['horaires_accueil'],
  lieu: ['commune', 'code_insee'],
  duree: ['volume_horaire_hebdomadaire', 'nombre_semaines'],
  periode: ['debut', 'fin'],
}
