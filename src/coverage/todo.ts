import { atKey } from '../common/at-key.ts'
import { frenchDate } from '../common/french.ts'
import { frenchOrder } from '../common/french-order.ts'
import { fundings } from '../convention/fundings.ts'
import { visibility } from '../dora/visibility.ts'
import { desertsFilled } from './deserts.ts'
import type { CoverageGeography } from './geography.ts'
import type { CoverageInput, OfferState } from './input.ts'
import { fundingState } from './money.ts'
import { missedCriteria } from './public-service.ts'
import { countsForPublic, daysBetween, FRESH_DAYS, isPublished } from './published.ts'
import { reachFinder } from './reach.ts'
import type { LineAccount, TodoItem } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'
import { sharedPlaces } from './shared-places.ts'
import { criterionLabel } from './tallies.ts'
import type { Desert } from './territory-contract.ts'

/** What an item would bring, for whom. */
type Stakes = Pick<TodoItem, 'partner_name' | 'state_euros' | 'deserts'>
/** @param lines that it would bring to light @param offer that the public would see */
type StakesOf = (partner: string, lines: readonly string[], offer: OfferState | null) => Stakes

/** What to do next, the most valuable first: euros brought to light, then deserts filled, then score. */
export function todoList(
  input: CoverageInput,
  accounts: LineAccount[],
  deserts: Desert[],
  geography: CoverageGeography,
  placedOf = sharedPlaces(),
): TodoItem[] {
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

/** The names of the partners are put in order first: many items have the same. */
function inOrder(items: TodoItem[]): TodoItem[] {
  const places = new Map<string, number>()
  let before: string | null = null
  for (const name of [...new Set(items.map(item => item.partner_name))].sort(frenchOrder)) {
    // Names that a dictionary does not tell apart have the same place.
    places.set(
      name,
      places.size > 0 && frenchOrder(before ?? '', name) === 0 ? (places.get(before ?? '') ?? 0) : places.size,
    )
    before = name
  }
  const place = (item: TodoItem) => places.get(item.partner_name) ?? 0
  return items.sort(
    (a, b) =>
      b.state_euros - a.state_euros ||
      b.deserts - a.deserts ||
      b.score - a.score ||
      (a.partner_name === b.partner_name ? 0 : place(a) - place(b)) ||
      compare(a.title, b.title) ||
      compare(a.key ?? '', b.key ?? ''),
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Lines for which no offer is known, partner by partner. */
function lineItems(input: CoverageInput, accounts: LineAccount[], stakesOf: StakesOf): TodoItem[] {
  return accounts.flatMap(account => {
    if (!account.offer || account.services.length > 0) return []
    return account.partners.map(({ id }): TodoItem => {
      const sources = input.sources.filter(source => source.partner === id)
      const none = sources.length === 0
      return {
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
    })
  })
}

function offerItems(input: CoverageInput, stakesOf: StakesOf): TodoItem[] {
  const partnerOf = new Map(input.sources.map(source => [source.id, source.partner]))
  const items: TodoItem[] = []
  for (const state of input.offers) {
    if (state.state === 'retired') continue
    const { source, key, name: title, actions } = state.offer
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
  }
  return items
}

/** Records refused before they ever made an offer. */
function recordItems(input: CoverageInput, stakesOf: StakesOf): TodoItem[] {
  if (input.rejections.length === 0) return []
  const known = new Set(input.offers.map(({ offer }) => `${offer.source}\n${offer.key}`))
  const sources = new Map(input.sources.map(source => [source.id, source]))
  return input.rejections
    .filter(found => !isSetAside(found) && (found.key === null || !known.has(`${found.source}\n${found.key}`)))
    .map(found => {
      const source = sources.get(found.source)
      const partner = source?.partner ?? found.source
      return {
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
    })
}
