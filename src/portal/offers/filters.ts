import { daysAfter } from '../../common/days-after.ts'
import { parisDay } from '../../common/paris-day.ts'
import { fold } from '../../common/text.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { OfferOrder, OfferQuery } from '../../ledger/offers-page.ts'

/** Not a state of an offer: everything, with what was set aside without ever having been one. */
export const EVERYTHING = 'toutes'

/** What a person chose in the list of offers, as its address says it; every answer may be empty. */
export interface OfferFilters {
  q: string
  partenaire: string
  source: string
  etat: string
  dora: string
  theme: string
  action: string
  epci: string
  confirmee: string
  fin: string
  qualite: string
  tri: string
}
const NAMES = [
  'q',
  'partenaire',
  'source',
  'etat',
  'dora',
  'theme',
  'action',
  'epci',
  'confirmee',
  'fin',
  'qualite',
  'tri',
] as const

/** Those that the form folds away: all but the words and the state. */
export const FOLDED_FILTERS = NAMES.filter(name => name !== 'q' && name !== 'etat')

const ORDERS: ReadonlyMap<string, OfferOrder> = new Map([
  ['vue', 'seen'],
  ['qualite', 'score'],
  ['fin', 'ends'],
])
const DAY = 86_400_000
/** A confirmation older than this is to be asked again, days. */
const FRESH = 180
const MOST_LETTERS = 200

export function readFilters(query: Record<string, string>): OfferFilters {
  const read = (name: (typeof NAMES)[number]) => (query[name] ?? '').trim().slice(0, MOST_LETTERS)
  return Object.fromEntries(NAMES.map(name => [name, read(name)])) as Record<(typeof NAMES)[number], string>
}

/** Those that say something, as the end of an address. */
export function filtersQuery(filters: Partial<OfferFilters>, more: Record<string, string> = {}): string {
  const said = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== '')
  const text = new URLSearchParams(said).toString()
  return text === '' ? '' : `?${text}`
}

/** Whether anything but the order was chosen. */
export function isFiltered({ tri: _, ...filters }: OfferFilters): boolean {
  return Object.values(filters).some(value => value !== '')
}

/** The question that the ledger is asked. Pure. @param now tells which ends are near */
export function offerQuery(
  filters: OfferFilters,
  known: { sources: readonly SourceConfig[]; partnerName: (id: string) => string; now: Date },
): OfferQuery {
  const { q, partenaire, source, etat, dora, theme, action, epci, confirmee, fin, qualite, tri } = filters
  const own = known.sources.filter(
    each => (partenaire === '' || each.partner === partenaire) && (source === '' || each.id === source),
  )
  const days = /^\d{1,3}$/.test(fin) ? Number(fin) : null
  const percent = /^\d{1,3}$/.test(qualite) ? Number(qualite) : null
  const names = known.sources.map(
    each => [each.id, ` ${fold(`${each.name} ${known.partnerName(each.partner)}`)}`] as const,
  )
  return {
    words: q,
    named: word => names.filter(([, name]) => name.includes(` ${word}`)).map(([id]) => id),
    ...(etat === '' ? { offersOnly: true } : etat === EVERYTHING ? {} : { state: etat }),
    ...(partenaire === '' && source === '' ? {} : { sources: own.map(each => each.id) }),
    ...(dora === '' ? {} : { status: dora }),
    ...(theme === '' ? {} : { theme }),
    ...(action === '' ? {} : { action }),
    ...(epci === '' ? {} : { epci }),
    ...confirmed(confirmee, known.now),
    ...(days === null ? {} : { endsBy: daysAfter(parisDay(known.now), days) }),
    ...(percent === null ? {} : { scoreBelow: percent / 100 }),
    order: ORDERS.get(tri) ?? 'name',
  }
}

function confirmed(asked: string, now: Date): Pick<OfferQuery, 'confirmedSince' | 'unconfirmedSince'> {
  const since = new Date(now.getTime() - FRESH * DAY).toISOString()
  switch (asked) {
    case 'recente':
      return { confirmedSince: since }
    case 'vieille':
      return { unconfirmedSince: since }
    case 'jamais':
      return { unconfirmedSince: '' }
    default:
      return {}
  }
}
