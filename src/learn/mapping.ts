import { stringify } from 'yaml'
import type { Found, Read } from './doors/door.ts'
import type { Known, OfferProposal } from './proposal.ts'

/** Steps that make a field of the words read. */
export const STEPS: Readonly<Record<string, Record<string, unknown>>> = {
  nom: { do: 'title' },
  description: { do: 'markdown' },
  publics: { lookup: 'publics' },
  frais: { do: 'fees' },
  telephone: { do: 'phones' },
  courriel: { do: 'emails' },
  horaires_accueil: { do: 'opening-hours' },
  lieu: { do: 'address' },
  periode: { do: 'period' },
  duree: { do: 'duration' },
  debut: { do: 'date' },
  fin: { do: 'date' },
  conditions_acces: { do: 'text' },
  modes_accueil: { lookup: 'modes_accueil' },
}
/** What the convention knows of an action, when the source says nothing. */
const BY_CONVENTION = ['type', 'thematiques', 'zone_eligibilite'] as const

/** The mapping that reads what was found, as the YAML of `mappings/<id>/mapping.yaml`. */
export function mappingOf(
  { harvest, reads, notOffers, texts = [] }: Found,
  offers: readonly OfferProposal[],
  known: Known,
): string {
  const fields: Record<string, unknown> = {}
  const proposed = new Set(offers.flatMap(offer => Object.keys(offer.fields)))
  const names = new Set([...Object.keys(reads), ...Object.keys(FILLED_BY)])
  for (const field of names) {
    const looked = FILLED_BY[field]?.some(name => proposed.has(name)) ? textWays(field, texts) : []
    const own = reads[field] ?? []
    const ways = [...own, ...looked.filter(way => !own.some(other => sameWay(other, way)))]
    const rules = ways.map(way => ({ ...ruleOf(way), ...STEPS[field] }))
    if (rules.length > 0) fields[field] = rules.length === 1 ? rules[0] : rules
  }
  fields.description ??= fields.nom
  for (const field of BY_CONVENTION) if (known.action !== null) fields[field] = { from: 'convention' }
  const constant = (field: string) => offers[0]?.fields[field]?.value
  for (const field of ['modes_mobilisation', 'mobilisable_par']) {
    const same =
      offers.length > 0 &&
      offers.every(offer => JSON.stringify(offer.fields[field]?.value) === JSON.stringify(constant(field)))
    if (same && constant(field) !== undefined) fields[field] = { default: constant(field) }
  }
  const refused = notOffers.slice(0, 20).map(({ words }) => words)
  return stringify(
    {
      harvest,
      ...(refused.length > 0 &&
        'nom' in reads && {
          refuse: [
            {
              code: 'page-sans-offre',
              when: { read: reads.nom?.[0]?.read, match: `^(?:${refused.map(escaped).join('|')})$` },
              because: 'Ce bloc n’est pas une offre : il a été écarté au moment d’apprendre la source.',
            },
          ],
        }),
      structure: { id: { const: known.partner }, nom: { const: known.partnerName } },
      offers: [{ ...(known.action !== null && { actions: [known.action] }), fields }],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

const ruleOf = ({ read, match }: Read): Record<string, unknown> => ({
  read,
  ...(match !== undefined && { match }),
  ...(Array.isArray(read) && { join: ', ' }),
})

const sameWay = (a: Read, b: Read): boolean => JSON.stringify(a.read) === JSON.stringify(b.read) && a.match === b.match

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

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
function textWays(field: string, texts: readonly string[]): Read[] {
  const places = AROUND.has(field) ? texts : texts.filter(read => read !== 'autour')
  return places.flatMap(read => (PATTERNS[field] ?? []).map(match => (match === null ? { read } : { read, match })))
}

/** Fields of the mapping, and those of the schema that each fills. */
const FILLED_BY: Readonly<Record<string, readonly string[]>> = {
  telephone: ['telephone'],
  courriel: ['courriel'],
  frais: ['frais'],
  publics: ['publics'],
  horaires_accueil: ['horaires_accueil'],
  lieu: ['commune', 'code_insee'],
  duree: ['volume_horaire_hebdomadaire', 'nombre_semaines'],
  periode: ['debut', 'fin'],
}
