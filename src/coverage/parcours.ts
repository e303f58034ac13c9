import { frenchCount, frenchNumber } from '../common/french.ts'
import type { Convention, ConventionFiche, ConventionLine } from '../convention/convention.ts'
import { departmentShares } from '../convention/department-shares.ts'
import { fundings } from '../convention/fundings.ts'
import { labelOf } from '../reference/referentiels.ts'
import { periodWords } from './bilan/period-words.ts'
import type { AnyInput, OfferRow } from './input.ts'
import { offersByLine } from './offers-by-line.ts'
import { isPublished } from './published.ts'
import type { BilanRow, LineAccount, ParcoursRow, Sourced } from './report-contract.ts'
import { LINE_STATES, NATURES } from './words.ts'

/** The file of annexe 4 §2-a: one parcours per offer line, from the convention first, then from what its offers say. */
export function parcoursRows(input: AnyInput, accounts: LineAccount[], byLine = offersByLine(input)): ParcoursRow[] {
  const account = new Map(accounts.map(found => [found.id, found]))
  const names = new Map(input.convention.partners.map(partner => [partner.id, partner.name]))
  return input.convention.fiches.flatMap(fiche =>
    fiche.lines
      .filter(line => line.offer)
      .map(line => rowOf({ fiche, line, date: input.date }, byLine.get(line.id) ?? [], account.get(line.id), names)),
  )
}

/** The offers whose own words the report tells, as far as the convention says nothing itself: at most one a line. */
export function speakers(input: Pick<AnyInput, 'convention' | 'offers' | 'date'>): OfferRow[] {
  const byLine = offersByLine(input)
  return input.convention.fiches.flatMap(({ lines }) =>
    lines
      .filter(line => line.offer && line.content === '')
      .flatMap(line => speakerOf(byLine.get(line.id) ?? [], input.date) ?? []),
  )
}

/** A published offer speaks first, one that its partner took away never; then the first of the keys, then of the sources; the order of the input does not matter. */
function speakerOf(offers: readonly OfferRow[], date: string): OfferRow | undefined {
  const before = (a: OfferRow, b: OfferRow) =>
    Number(isPublished(b.like, date)) - Number(isPublished(a.like, date)) ||
    compare(a.key, b.key) ||
    compare(a.like.offer.source, b.like.offer.source)
  let first: OfferRow | undefined
  for (const offer of offers)
    if (offer.like.state !== 'retired' && (first === undefined || before(offer, first) < 0)) first = offer
  return first
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function rowOf(
  { fiche, line, date }: { fiche: ConventionFiche; line: ConventionLine; date: string },
  offers: OfferRow[],
  account: LineAccount | undefined,
  names: Map<string, string>,
): ParcoursRow {
  const speaker = speakerOf(offers, date)
  const service = speaker?.like.offer.service
  const first = <T>(said: T | null, offered: T | null | undefined): Sourced<T> =>
    said !== null
      ? { value: said, from: 'convention' }
      : offered !== null && offered !== undefined
        ? { value: offered, from: 'offre' }
        : { value: null, from: null }
  const weeks = service?.nombre_semaines ?? null
  const publics = service?.publics?.map(value => labelOf('publics', value)).join(', ') ?? null
  const row = {
    line: line.id,
    fiche: fiche.number,
    name: line.title,
    partner: line.partners.map(id => names.get(id) ?? id).join(', '),
    duration: first(durationOf(line), weeks === null ? null : frenchCount(weeks, 'semaine')),
    rhythm: durationOf(line) === line.hoursText ? null : line.hoursText,
    content: first(line.content === '' ? null : line.content, speaker?.description),
    weekly_hours: first(line.hoursPerWeek, service?.volume_horaire_hebdomadaire),
    total_hours: first<number>(line.totalHours, null),
    modes: first<string>(line.modes.length === 0 ? null : line.modes.join(' et '), null),
    public: first(line.publicsText === '' ? null : line.publicsText, publics),
    unit_cost: unitCost(fiche, line),
    places: placesOf(fiche, line),
    per_session: line.placesPerSession,
    ceiling: line.ceilingPerPerson,
    places_text: line.placesText,
    cofunders: line.cofunders,
    territory: first(line.zoneText === '' ? null : line.zoneText, service?.zone_eligibilite?.join(', ')),
    start: line.start,
    end: line.end,
    referenced: account?.state === 'referenced',
  }
  // Shared places are told on the first of their lines: they are not missing from the others.
  const counted = fiche.shared.some(found => found.places !== null && found.lines.includes(line.id))
  return { ...row, gaps: gapsOf(row).filter(gap => gap !== GAPS.places || !counted) }
}

const GAPS = {
  duration: 'durée',
  content: 'contenu',
  weekly_hours: 'heures par semaine',
  modes: 'individuel ou collectif',
  public: 'public',
  unit_cost: 'coût unitaire',
  places: 'places financées',
  territory: 'territoire',
} as const

function gapsOf(row: Omit<ParcoursRow, 'gaps'>): string[] {
  return (Object.keys(GAPS) as (keyof typeof GAPS)[]).filter(key => row[key].value === null).map(key => GAPS[key])
}

function durationOf(line: ConventionLine): string | null {
  if (line.weeks !== null) return frenchCount(line.weeks, 'semaine')
  if (line.months !== null) return `${frenchNumber(line.months)} mois`
  if (line.totalHours !== null) return frenchCount(line.totalHours, 'heure', 'heures', 1)
  return line.hoursText !== null && LENGTH.test(line.hoursText) ? line.hoursText : null
}

/** «Deux demi-journées», «6 mois»: words that begin with how long. What begins otherwise speaks of rhythm or of rights, not of length. */
const LENGTH =
  /^(?:\d+(?:,\d+)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)\s+(?:demi-)?(?:heure|journée|jour|semaine|mois|an|année)s?(?!\p{L})/iu

/** The places of a line, or those that it shares with others. */
function placesOf(fiche: ConventionFiche, line: ConventionLine): Sourced<number> {
  if (line.places !== null) return { value: line.places, from: 'convention' }
  const shared = fiche.shared.find(found => found.places !== null && found.lines.includes(line.id))
  // Shared places are told once, on the first of their lines, so that a column of places adds up.
  if (shared?.lines[0] === line.id) return { value: shared.places, from: 'convention' }
  return { value: null, from: null }
}

/** Both shares over the places; null unless the text gives the amount and the places of the same lines. */
function unitCost(fiche: ConventionFiche, line: ConventionLine): Sourced<number> {
  const shared = fiche.shared.find(found => found.places !== null && found.lines.includes(line.id))
  const lines = shared ? fiche.lines.filter(found => shared.lines.includes(found.id)) : [line]
  const places = shared?.places ?? line.places
  if (places === null || (!shared?.amounts && lines.some(found => found.amounts === null)))
    return { value: null, from: null }
  const costs = costsOf(fiche)
  const paid = shared?.amounts ? [shared.lines.join(' + ')] : lines.map(({ id }) => id)
  const cost = paid.reduce((sum, id) => sum + (costs.get(id) ?? 0), 0)
  return { value: toCent(cost / places), from: 'calcul' }
}

/** Both parts of each amount of a fiche, by the id of the amount. */
function costsOf(fiche: ConventionFiche): Map<string, number> {
  const amounts = fundings({ fiches: [fiche] })
  const shares = departmentShares(fiche, amounts)
  return new Map(amounts.map(({ id, state }) => [id, toCent(state + (shares.get(id) ?? 0))]))
}

const toCent = (euros: number) => Math.round(euros * 100) / 100

/** Elements for the final account, in the shape of annexe 3; the expenses themselves are the Département's to fill. */
export function bilanRows(convention: Convention, accounts: LineAccount[]): BilanRow[] {
  const account = new Map(accounts.map(found => [found.id, found]))
  return convention.fiches.flatMap(fiche => {
    const costs = costsOf(fiche)
    const own = fiche.lines.filter(line => line.amounts !== null)
    const single = own.map(line => ({
      id: line.id,
      lines: [line],
      state: line.amounts?.state ?? 0,
      places: line.places,
    }))
    const shared = fiche.shared.flatMap(found => {
      const lines = fiche.lines.filter(line => found.lines.includes(line.id))
      return found.amounts
        ? [{ id: found.lines.join(' + '), lines, state: found.amounts.state, places: found.places }]
        : []
    })
    return [...single, ...shared].map(({ id, lines, state, places }) => ({
      heading: fiche.heading,
      fiche: fiche.number,
      line: id,
      nature: NATURES[lines[0]?.nature ?? 'action'],
      unit: places === null ? '' : 'place',
      units: places,
      unit_cost: places === null ? null : toCent((costs.get(id) ?? 0) / places),
      period: periodWords(lines[0]?.start ?? '', lines[0]?.end ?? ''),
      object: [...new Set(lines.map(line => line.title))].join(' ; '),
      planned_total: costs.get(id) ?? 0,
      planned_state: state,
      referenced: referencedWord(lines, account),
    }))
  })
}

function referencedWord(lines: ConventionLine[], accounts: Map<string, LineAccount>): string {
  if (lines.every(line => !line.offer)) return 'sans objet'
  const words = lines.map(line => LINE_STATES[accounts.get(line.id)?.state ?? 'absent'].word)
  return [...new Set(words)].join(', ')
}
