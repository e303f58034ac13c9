import { categoryOf, valuesOf } from '../reference/referentiels.ts'
import type { Placed } from './input.ts'
import { REACH } from './reach.ts'
import type { AreaCell, Origins } from './territory-contract.ts'

/** Any category, or any public. */
export const ANY = '*'
const OPEN_TO_ALL = 'tous-publics'

/** Who holds a service, in the order of the counters. */
export const ORIGINS = ['followed', 'others', 'elsewhere'] as const
export type Origin = (typeof ORIGINS)[number]

/** The distinct categories of an offer. */
export function categoriesOf({ thematiques }: Pick<Placed, 'thematiques'>): Set<string> {
  return new Set((thematiques ?? []).map(categoryOf))
}

/** An offer that is open to everybody says nothing more of its publics. */
function publicsOf(offer: Placed): Set<string> {
  const publics = new Set(offer.publics ?? [])
  return publics.has(OPEN_TO_ALL) ? new Set([OPEN_TO_ALL]) : publics
}

/** How many offers by area × category × public × way of reaching. */
export interface CellCounts {
  /** @param ways one of `REACH` per area: the nearest way the offer reaches it @param times how many offers say the same; default: one */
  add(offer: Placed, ways: Uint8Array, origin: Origin, times?: number): void
  /** Offers of a category, or of `ANY`, whatever their publics, that reach an area in one way. */
  offers(area: number, category: string, how: number): number
  /** The same, by who holds them. */
  origins(area: number, category: string): Origins
  /** Cells that have offers, by code, category and public; those open to everybody count with each public. @param codes of the areas, in their order */
  cells(codes: readonly string[]): AreaCell[]
}

/**
 * One flat array of counters instead of a cell looked up by its name for each offer: with 100 000 offers that is most of the report's time.
 * @param offers all that will be added: their words make the axes
 */
export function cellCounts(areas: number, offers: readonly Placed[]): CellCounts {
  const categories = axis([ANY, ...valuesOf('categories'), ...[...words(offers, 'thematiques')].map(categoryOf)])
  const publics = axis([ANY, ...valuesOf('publics'), ...words(offers, 'publics')])
  // Splitting the same words for each offer would take most of the time.
  const placeOfTheme = new Map(
    [...words(offers, 'thematiques')].map(word => [word, placeIn(categories, categoryOf(word))]),
  )
  const kinds = Object.keys(REACH).length
  const counts = new Uint32Array(areas * categories.size * publics.size * kinds * ORIGINS.length)
  const at = (area: number, category: number, who: number, how: number) =>
    (((area * categories.size + category) * publics.size + who) * kinds + how) * ORIGINS.length
  const read = (area: number, category: number, who: number, how: number) => {
    const first = at(area, category, who, how)
    return (counts[first] ?? 0) + (counts[first + 1] ?? 0) + (counts[first + 2] ?? 0)
  }
  /** @param who places of publics, their counts together */
  const split = (area: number, category: number, who: readonly number[]): Origins => {
    const by = (origin: Origin) => {
      const of = (how: number) =>
        who.reduce((sum, one) => sum + (counts[at(area, category, one, how) + ORIGINS.indexOf(origin)] ?? 0), 0)
      const on_site = of(REACH.on_site)
      return { on_site, reachable: on_site + of(REACH.by_zone) + of(REACH.remote) }
    }
    return { followed: by('followed'), others: by('others'), elsewhere: by('elsewhere') }
  }
  const anyCategory = placeIn(categories, ANY)
  const anyPublic = placeIn(publics, ANY)
  const openToAll = placeIn(publics, OPEN_TO_ALL)
  const receivesAll = new Set(valuesOf('publics').filter(value => value !== OPEN_TO_ALL))

  return {
    add(offer, ways, origin, times = 1) {
      const holder = ORIGINS.indexOf(origin)
      const subjects = new Set((offer.thematiques ?? []).map(word => placeIn(placeOfTheme, word)))
      const people = [...publicsOf(offer)].map(word => placeIn(publics, word))
      // By index: pairs of each area for each offer would be most of what is thrown away.
      for (let area = 0; area < ways.length; area += 1) {
        const how = ways[area] ?? REACH.none
        if (how === REACH.none) continue
        for (const category of subjects) {
          bump(counts, at(area, category, anyPublic, how) + holder, times)
          for (const who of people) bump(counts, at(area, category, who, how) + holder, times)
        }
        for (const who of people) bump(counts, at(area, anyCategory, who, how) + holder, times)
        bump(counts, at(area, anyCategory, anyPublic, how) + holder, times)
      }
    },
    offers: (area, category, how) => read(area, placeIn(categories, category), anyPublic, how),
    origins: (area, category) => split(area, placeIn(categories, category), [anyPublic]),
    cells(codes) {
      const cells: AreaCell[] = []
      const sorted = [...codes.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1))
      for (const [area, code] of sorted)
        for (const [category, subject] of categories)
          for (const [who, people] of publics) {
            // The whole of an area is told with the area.
            if (category === ANY && who === ANY) continue
            const toAll = (how: number) => read(area, subject, openToAll, how)
            const open = (how: number) => (receivesAll.has(who) ? toAll(how) : 0)
            const all = (how: number) => read(area, subject, people, how) + open(how)
            const [on_site, by_zone, remote] = [all(REACH.on_site), all(REACH.by_zone), all(REACH.remote)]
            const reachable = on_site + by_zone + remote
            if (reachable === 0) continue
            // Whatever their publics, and those of everybody, hold them already.
            const holds = who === ANY || who === OPEN_TO_ALL || receivesAll.has(who)
            const open_to_all = holds ? toAll(REACH.on_site) + toAll(REACH.by_zone) + toAll(REACH.remote) : 0
            const origins = split(area, subject, receivesAll.has(who) ? [people, openToAll] : [people])
            cells.push({ area: code, category, public: who, on_site, by_zone, remote, reachable, open_to_all, origins })
          }
      return cells
    },
  }
}

/** Words in order, each with its place. Words that no référentiel knows have theirs too: nothing is left uncounted. */
function axis(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(words)].sort().map((word, place) => [word, place]))
}

/** The distinct words that offers have in a field. */
function words(offers: readonly Placed[], field: 'thematiques' | 'publics'): Set<string> {
  const found = new Set<string>()
  for (const offer of offers) for (const word of offer[field] ?? []) found.add(word)
  return found
}

function placeIn(words: ReadonlyMap<string, number>, word: string): number {
  const place = words.get(word)
  if (place === undefined) throw new RangeError(`not among the words counted: ${word}`)
  return place
}

function bump(counts: Uint32Array, index: number, times: number): void {
  counts[index] = (counts[index] ?? 0) + times
}
