import { frenchCount, frenchDate, frenchEuros, frenchNumber } from '../common/french.ts'
import { fold } from '../common/text.ts'
import type { ConventionLine } from '../convention/convention.ts'
import type { Finding, NormalisedOffer } from './normalised-offer.ts'
import { parseAmounts } from './transforms/amount.ts'

/** Sources count months and weeks their own way: a gap of so many weeks is not a contradiction. */
const WEEKS_TOLERANCE = 2

/** A fact that two sources may tell differently. */
interface Fact {
  field: string
  severity: Finding['severity']
  /** What the source itself says, or null. */
  told(offer: NormalisedOffer): string | number | null
  differ(here: string | number, there: string | number): boolean
  words(value: string | number): string
}

const FACTS: readonly Fact[] = [
  {
    field: 'volume_horaire_hebdomadaire',
    severity: 'contradiction',
    told: offer => read(offer, 'volume_horaire_hebdomadaire', offer.service.volume_horaire_hebdomadaire),
    differ: (here, there) => Math.abs(Number(here) - Number(there)) >= 1,
    words: hours => `${frenchNumber(Number(hours))} h par semaine`,
  },
  {
    field: 'nombre_semaines',
    severity: 'contradiction',
    told: offer => read(offer, 'nombre_semaines', offer.service.nombre_semaines),
    differ: (here, there) => Math.abs(Number(here) - Number(there)) > WEEKS_TOLERANCE,
    words: weeks => frenchCount(Number(weeks), 'semaine'),
  },
  {
    // Each carrier may have its own sessions: two starts in the same year are worth a look, no more.
    field: 'debut',
    severity: 'avertissement',
    told: offer => read(offer, 'debut', offer.session?.start),
    differ: (here, there) =>
      String(here).slice(0, 4) === String(there).slice(0, 4) && String(here).slice(0, 7) !== String(there).slice(0, 7),
    words: day => `un début le ${frenchDate(String(day))}`,
  },
  {
    field: 'frais',
    severity: 'contradiction',
    told: price,
    // «payant» without an amount says nothing against an amount.
    differ: (here, there) => here !== there && !(here !== 0 && there !== 0 && [here, there].includes('payant')),
    words: amount => (amount === 0 ? 'gratuit' : typeof amount === 'number' ? frenchEuros(amount) : 'payant'),
  },
]

/**
 * Page against page: where offers of different sources that answer the same action of the convention say different things of its weekly hours, weeks,
 * session start or price. Only what the sources themselves say is compared, never what the convention or a default supplied. Each side has its finding,
 * which names the other source and both values. Pure.
 * @param lines of the convention, which tell what is the same action: the same fiche, the same volet, the same title up to its first comma or bracket
 *   («Premières Heures en Chantier, Prélude» and «…, Emmaüs Rennes»)
 * @param nameOf name of a source as people know it
 * @returns findings by `<source>/<key>`; offers without any are absent
 */
export function acrossSources(
  offers: readonly NormalisedOffer[],
  lines: ReadonlyMap<string, ConventionLine>,
  nameOf: (source: string) => string,
): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  const families = new Map(offers.map(offer => [offer, familiesOf(offer.actions, lines)]))
  for (const here of offers) {
    const findings = new Map<string, Finding>()
    for (const there of offers) {
      if (here.source === there.source || !meet(families.get(here), families.get(there))) continue
      for (const fact of FACTS) {
        const [mine, theirs] = [fact.told(here), fact.told(there)]
        if (mine === null || theirs === null || !fact.differ(mine, theirs)) continue
        const message = `Cette source dit ${fact.words(mine)}, la source « ${nameOf(there.source)} » dit ${fact.words(theirs)} pour la même action de la convention.`
        findings.set(message, { code: 'contradiction-sources', field: fact.field, severity: fact.severity, message })
      }
    }
    if (findings.size > 0) found.set(`${here.source}/${here.key}`, [...findings.values()])
  }
  return found
}

/** The action that a line of the convention belongs to, whoever carries it. */
export function actionFamily(line: ConventionLine): string {
  const [fiche = ''] = line.id.split('/')
  const [title = ''] = line.title.split(/[,(]/)
  return `${fiche}/${line.volet ?? ''}/${fold(title)}`
}

function familiesOf(actions: readonly string[], lines: ReadonlyMap<string, ConventionLine>): Set<string> {
  return new Set(actions.flatMap(id => lines.get(id) ?? []).map(actionFamily))
}

function meet(here: ReadonlySet<string> | undefined, there: ReadonlySet<string> | undefined): boolean {
  return here !== undefined && there !== undefined && !here.isDisjointFrom(there)
}

function read<T>(offer: NormalisedOffer, field: string, value: T | null | undefined): T | null {
  const [origin] = offer.provenance[field] ?? []
  return origin && !['convention', 'default'].includes(origin.document) ? (value ?? null) : null
}

/** Euros that the person pays, 0 when free, `payant` when the amount is not one; amounts beside «gratuit» are an aid, not a price. */
function price(offer: NormalisedOffer): number | 'payant' | null {
  const fees = read(offer, 'frais', offer.service.frais)
  if (fees === null) return null
  if (fees === 'gratuit') return 0
  const amounts = parseAmounts(offer.service.frais_precisions ?? '')
  return amounts.ok && amounts.values.length === 1 ? (amounts.values[0] ?? 'payant') : 'payant'
}
