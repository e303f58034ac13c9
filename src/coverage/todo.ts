import { atKey } from '../common/at-key.ts'
import { frenchDate } from '../common/french.ts'
import { frenchOrder } from '../common/french-order.ts'
import { fundings } from '../convention/fundings.ts'
import { visibility } from '../dora/visibility.ts'
import { rowsOf } from './alike.ts'
import { desertsFilled } from './deserts.ts'
import type { CoverageGeography } from './geography.ts'
import type { Alike, AnyInput } from './input.ts'
import { LikeRows } from './like-rows.ts'
import { fundingState } from './money.ts'
import { missedCriteria } from './public-service.ts'
import { countsForPublic, daysBetween, FRESH_DAYS, isPublished } from './published.ts'
import { reachFinder } from './reach.ts'
import type { CoverageReport, LineAccount, TodoItem } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'
import { sharedPlaces } from './shared-places.ts'
import { criterionLabel } from './tallies.ts'
import type { Desert } from './territory-contract.ts'

/** What an item would bring, for whom. */
type Stakes = Pick<TodoItem, 'partner_name' | 'state_euros' | 'deserts'>
/** @param lines that it would bring to light @param offer that the public would see */
type StakesOf = (partner: string, lines: readonly string[], offer: Alike | null) => Stakes

/** What to do next, the most valuable first: euros brought to light, then deserts filled, then score. */
export function todoList(
  input: AnyInput,
  accounts: LineAccount[],
  deserts: Desert[],
  geography: CoverageGeography,
  placedOf = sharedPlaces(),
): CoverageReport['todo'] {
  const names = new Map(input.convention.partners.map(partner => [partner.id, partner.name]))
  const byId = new Map(accounts.map(account => [account.id, account]))
  const money = fundings(input.convention)
  const filledBy = desertsFilled(deserts, geography, {
    placedOf,
    reachOf: reachFinder(input.territory.department, geography),
  })
  const atStake = new Map<string, number>()
  const eurosOf = (lines: readonly string[]) =>
    lines.length === 0 ? 0 : atKey(atStake, lines.join('\n'), () => eurosAtStake(lines))
  const eurosAtStake = (lines: readonly string[]) =>
    money
      .filter(funding => ['missing', 'partial'].includes(fundingState(funding, byId)))
      .filter(funding =>
        funding.lines.some(line => lines.includes(line.id) && byId.get(line.id)?.state !== 'referenced'),
      )
      .reduce((sum, funding) => sum + funding.state, 0)
  const stakesOf: StakesOf = (partner, lines, offer) => ({
    partner_name: names.get(partner) ?? partner,
    state_euros: eurosOf(lines),
    deserts: offer && !countsForPublic(offer, input.date) ? filledBy(offer) : 0,
  })
  return inOrder([
    ...lineItems(input, accounts, stakesOf),
    ...offerItems(input, stakesOf),
    ...recordItems(input, stakesOf),
  ])
}

/** What a line, an offer or a refused record asks for; those that count alike share it, but for its title and its key. */
type Asks = Pick<TodoItem, 'title' | 'key'> & { asks: readonly TodoItem[] }
/** Where it came among all: of two with the same names, the first comes first. */
type Come = Asks & { at: number }

/** Some that are in the order of their names, each asking for the thing at that place in its list. */
interface Run {
  rows: readonly Come[]
  place: number
}

/** By what they are worth, then by their names. Those that ask for things of the same worth are put in order once for all that they ask for. */
function inOrder(asking: readonly Asks[]): CoverageReport['todo'] {
  const worth = ranks(new Set(asking.flatMap(({ asks }) => asks)))
  const ranksOf = (asks: readonly TodoItem[]) => asks.map(item => worth.get(item) ?? 0)
  const byRanks = new Map<string, Come[]>()
  const lists = new Map<readonly TodoItem[], Come[]>()
  for (const [at, each] of asking.entries())
    atKey(lists, each.asks, asks => atKey(byRanks, ranksOf(asks).join(), (): Come[] => [])).push(
      Object.assign(each, { at }),
    )
  const byRank: Run[][] = []
  for (const rows of byRanks.values()) {
    rows.sort(byName)
    for (const [place, rank] of ranksOf(rows[0]?.asks ?? []).entries()) {
      byRank[rank] ??= []
      byRank[rank].push({ rows, place })
    }
  }
  const alike: TodoItem[] = []
  const title: string[] = []
  const key: (string | null)[] = []
  const tell = (row: Asks, place: number) => {
    alike.push(row.asks[place] as TodoItem)
    title.push(row.title)
    key.push(row.key)
  }
  for (const runs of byRank) {
    const [first, ...others] = runs
    if (others.length === 0) for (const row of first?.rows ?? []) tell(row, first?.place ?? 0)
    else for (const { row, place } of merged(runs)) tell(row, place)
  }
  return new LikeRows(alike, { title, key })
}

const merged = (runs: readonly Run[]) =>
  runs
    .flatMap(({ rows, place }) => rows.map(row => ({ row, place })))
    .sort((a, b) => byName(a.row, b.row) || a.place - b.place)

const byName = (a: Come, b: Come) => compare(a.title, b.title) || compare(a.key ?? '', b.key ?? '') || a.at - b.at

/** The place of each by what it is worth; those that are worth as much to partners of the same name have the same. */
function ranks(asks: ReadonlySet<TodoItem>): Map<TodoItem, number> {
  // The names are put in order first: many have the same.
  const names = new Set(Array.from(asks, ({ partner_name }) => partner_name))
  const places = placesOf([...names], frenchOrder)
  const place = ({ partner_name }: TodoItem) => places.get(partner_name) ?? 0
  return placesOf(
    [...asks],
    (a, b) => b.state_euros - a.state_euros || b.deserts - a.deserts || b.score - a.score || place(a) - place(b),
  )
}

/** The place of each in that order; those that it does not tell apart have the same. */
function placesOf<T>(things: T[], order: (a: T, b: T) => number): Map<T, number> {
  const places = new Map<T, number>()
  let place = 0
  for (const [at, thing] of things.sort(order).entries()) {
    if (at > 0 && order(things[at - 1] as T, thing) !== 0) place += 1
    places.set(thing, place)
  }
  return places
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Lines for which no offer is known, partner by partner. */
function lineItems(input: AnyInput, accounts: LineAccount[], stakesOf: StakesOf): Asks[] {
  return accounts.flatMap(account => {
    if (!account.offer || account.services.length > 0) return []
    return account.partners.map(({ id }): Asks => {
      const sources = input.sources.filter(source => source.partner === id)
      const none = sources.length === 0
      const item: TodoItem = {
        partner: id,
        kind: none ? 'source-absente' : 'ligne-sans-offre',
        title: account.title,
        action: none
          ? 'Demander au partenaire où son offre est publiée, ou la lui faire déclarer'
          : 'Vérifier la source et la correspondance : aucune offre n’y répond à cette action',
        whose: none ? 'gestionnaire' : (account.whose ?? 'configuration'),
        source: sources[0]?.id ?? null,
        key: null,
        score: 0,
        ...stakesOf(id, [account.id], null),
      }
      return { title: item.title, key: item.key, asks: [item] }
    })
  })
}

function offerItems(input: AnyInput, stakesOf: StakesOf): Asks[] {
  const partnerOf = new Map(input.sources.map(source => [source.id, source.partner]))
  const asked = new Map<Alike, readonly TodoItem[]>()
  const asksOf = (state: Alike, { title, key }: Pick<TodoItem, 'title' | 'key'>): readonly TodoItem[] => {
    const items: TodoItem[] = []
    if (state.state === 'retired') return items
    const { source, actions } = state.offer
    const partner = partnerOf.get(source) ?? source
    let stakes: Stakes | null = null
    const add = (kind: TodoItem['kind'], action: string, whose: TodoItem['whose'], score = 0) => {
      stakes ??= stakesOf(partner, actions, state)
      items.push({ partner, title, source, key, kind, action, whose, score, ...stakes })
    }
    if (state.state === 'conflict')
      add(
        'conflit',
        `Choisir entre la valeur de DORA et celle du partenaire : ${state.reason}`,
        state.whose ?? 'gestionnaire',
      )
    if (state.state === 'rejected') add('rejet', state.reason, state.whose ?? 'partenaire')
    if (state.state === 'waiting') add('rapprochement-douteux', state.reason, state.whose ?? 'gestionnaire')
    else if (state.status === 'DRAFT') add('a-publier', 'Publier le brouillon dans DORA', 'gestionnaire')
    else if (state.status === 'SUGGESTION')
      add('a-publier', 'Faire accepter la suggestion par la structure dans DORA', 'partenaire')
    if (isPublished(state, input.date)) {
      const { status, suspension = null, home = null } = state
      const found = visibility({ status, suspension, home }, input.date)
      if (found.seen === 'no') add('invisible', found.words, found.whose)
      const missed = missedCriteria(state, input.date).filter(name => name !== 'date_maj_recente')
      if (missed.length > 0) {
        add(
          'champ-manquant',
          missed.map(criterionLabel).join(' ; '),
          'partenaire',
          Math.round(missed.length * 10) / 100,
        )
      }
      if (state.confirmedAt === null || daysBetween(state.confirmedAt, input.date) > FRESH_DAYS) {
        const since = state.confirmedAt === null ? 'jamais' : `le ${frenchDate(state.confirmedAt)}`
        add(
          'offre-perimee',
          `Faire confirmer par le partenaire que l’offre est toujours vraie (dernière confirmation : ${since})`,
          'partenaire',
          0.1,
        )
      }
    }
    return items
  }
  return rowsOf(input.offers).flatMap(({ like, key, name: title }) => {
    const asks = atKey(asked, like, () => asksOf(like, { title, key }))
    return asks.length === 0 ? [] : [{ title, key, asks }]
  })
}

/** Records refused before they ever made an offer. */
function recordItems(input: AnyInput, stakesOf: StakesOf): Asks[] {
  if (input.rejections.length === 0) return []
  const known = new Set(rowsOf(input.offers).map(({ like, key }) => `${like.offer.source}\n${key}`))
  const sources = new Map(input.sources.map(source => [source.id, source]))
  return input.rejections
    .filter(found => !isSetAside(found) && (found.key === null || !known.has(`${found.source}\n${found.key}`)))
    .map((found): Asks => {
      const source = sources.get(found.source)
      const partner = source?.partner ?? found.source
      const item: TodoItem = {
        partner,
        kind: 'rejet',
        title: found.key ?? source?.name ?? found.source,
        action: `${found.message} (${found.where})`,
        whose: found.whose,
        source: found.source,
        key: found.key,
        score: 0,
        ...stakesOf(partner, [], null),
      }
      return { title: item.title, key: item.key, asks: [item] }
    })
}
