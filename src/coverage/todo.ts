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
import { criterionLabel } from './tallies.ts'
import type { Desert } from './territory-contract.ts'

type Draft = Omit<TodoItem, 'partner_name' | 'state_euros' | 'deserts'> & { lines: string[]; offer: OfferState | null }

/** What to do next, the most valuable first: euros brought to light, then deserts filled, then score. */
export function todoList(
  input: CoverageInput,
  accounts: LineAccount[],
  deserts: Desert[],
  geography: CoverageGeography,
): TodoItem[] {
  const names = new Map(input.convention.partners.map(partner => [partner.id, partner.name]))
  const byId = new Map(accounts.map(account => [account.id, account]))
  const money = fundings(input.convention)
  const filledBy = desertsFilled(deserts, geography, reachFinder(input.territory.department, geography))
  const atStake = new Map<string, number>()
  const eurosOf = (lines: string[]) => atKey(atStake, lines.join('\n'), () => eurosAtStake(lines))
  const eurosAtStake = (lines: string[]) =>
    money
      .filter(funding => ['missing', 'partial'].includes(fundingState(funding, byId)))
      .filter(funding =>
        funding.lines.some(line => lines.includes(line.id) && byId.get(line.id)?.state !== 'referenced'),
      )
      .reduce((sum, funding) => sum + funding.state, 0)
  return [...lineDrafts(input, accounts), ...offerDrafts(input), ...recordDrafts(input)]
    .map(({ lines, offer, ...item }) => ({
      ...item,
      partner_name: names.get(item.partner) ?? item.partner,
      state_euros: eurosOf(lines),
      deserts: offer && !countsForPublic(offer, input.date) ? filledBy(offer) : 0,
    }))
    .sort(
      (a, b) =>
        b.state_euros - a.state_euros ||
        b.deserts - a.deserts ||
        b.score - a.score ||
        frenchOrder(a.partner_name, b.partner_name) ||
        compare(a.title, b.title) ||
        compare(a.key ?? '', b.key ?? ''),
    )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Lines for which no offer is known, partner by partner. */
function lineDrafts(input: CoverageInput, accounts: LineAccount[]): Draft[] {
  return accounts.flatMap(account => {
    if (!account.offer || account.services.length > 0) return []
    return account.partners.map(({ id }): Draft => {
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
        lines: [account.id],
        offer: null,
      }
    })
  })
}

function offerDrafts(input: CoverageInput): Draft[] {
  const partnerOf = new Map(input.sources.map(source => [source.id, source.partner]))
  return input.offers.flatMap(state => {
    const { offer } = state
    const base = {
      partner: partnerOf.get(offer.source) ?? offer.source,
      title: offer.name,
      source: offer.source,
      key: offer.key,
      lines: offer.actions,
      offer: state,
    }
    const drafts: Draft[] = []
    const add = (kind: TodoItem['kind'], action: string, whose: TodoItem['whose'], score = 0) =>
      drafts.push({ ...base, kind, action, whose, score })
    if (state.state === 'retired') return []
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
    return drafts
  })
}

/** Records refused before they ever made an offer. */
function recordDrafts(input: CoverageInput): Draft[] {
  const known = new Set(input.offers.map(({ offer }) => `${offer.source}\n${offer.key}`))
  const sources = new Map(input.sources.map(source => [source.id, source]))
  return input.rejections
    .filter(found => !isSetAside(found) && (found.key === null || !known.has(`${found.source}\n${found.key}`)))
    .map(found => {
      const source = sources.get(found.source)
      return {
        partner: source?.partner ?? found.source,
        kind: 'rejet',
        title: found.key ?? source?.name ?? found.source,
        action: `${found.message} (${found.where})`,
        whose: found.whose,
        source: found.source,
        key: found.key,
        score: 0,
        lines: [],
        offer: null,
      }
    })
}
