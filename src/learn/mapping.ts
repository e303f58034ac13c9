import { stringify } from 'yaml'
import type { Found, Read } from './doors/door.ts'
import type { Known, OfferProposal } from './proposal.ts'
import { FILLED_BY, textWays } from './text-ways.ts'

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
