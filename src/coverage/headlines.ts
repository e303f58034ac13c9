import { frenchCount, frenchEuros, frenchNumber } from '../common/french.ts'
import { shareOf } from './figure.ts'
import type { AnyInput } from './input.ts'
import { countOf, publishedAlikes, seenByPublic } from './published.ts'
import type { CoverageReport } from './report-contract.ts'

/** What a prefect asks: is it visible, for how much, and what is missing; then what is published and not seen. */
export function headlines(
  facts: Pick<CoverageReport, 'lines' | 'money' | 'deserts' | 'structures' | 'catalogue'>,
  input: Pick<AnyInput, 'offers' | 'date'>,
): string[] {
  return [...answers(facts), ...unseen(input)]
}

function answers({
  lines,
  money,
  deserts,
  structures,
  catalogue,
}: Pick<CoverageReport, 'lines' | 'money' | 'deserts' | 'structures' | 'catalogue'>): string[] {
  const offers = lines.filter(line => line.offer)
  const referenced = offers.filter(line => line.state === 'referenced').length
  const offersEuros = money.total - money.without_offer
  const missing = offers.filter(line => line.state !== 'referenced')
  const partners = structures.filter(structure => structure.published === 0).length
  const nothing = deserts.filter(desert => desert.level === 'rien').length
  const unread = catalogue !== null && catalogue.services > catalogue.read
  const none =
    catalogue === null
      ? 'sans aucune offre suivie'
      : `où le public ne trouve aucun ${unread ? 'des services lus en entier' : 'service'}`
  const pairs = `${frenchCount(nothing, 'couple')} territoire–thématique ${none}.`
  if (offers.length === 0)
    return ['La convention ne finance pas d’offre à référencer.', ...(nothing === 0 ? [] : [`Il reste ${pairs}`])]
  const share =
    offersEuros === 0
      ? ''
      : `, sur ${frenchEuros(offersEuros)} qui paient des offres (${shareOf(money.referenced, offersEuros)})`
  return [
    `${frenchCount(referenced, 'action')} sur ${frenchNumber(offers.length)} ${referenced < 2 ? 'est référencée' : 'sont référencées'} dans DORA.`,
    `Cela représente ${frenchEuros(money.referenced)} de la part de l’État${share}.`,
    missing.length === 0
      ? `Toutes les actions sont référencées ; il reste ${pairs}`
      : `Il reste ${frenchCount(missing.length, 'action')} à référencer, ${frenchCount(partners, 'structure')} sans service publié et ${pairs}`,
  ]
}

/** Published is not seen: said in one sentence as soon as one service is not. */
function unseen({ offers, date }: Pick<AnyInput, 'offers' | 'date'>): string[] {
  const published = publishedAlikes({ offers, date })
  const hidden = countOf(published.filter(([like]) => seenByPublic(like, date) === 'no'))
  if (hidden === 0) return []
  const said = hidden < 2 ? 'n’est pas vu du public' : 'ne sont pas vus du public'
  return [
    `Sur ${frenchCount(countOf(published), 'service publié', 'services publiés')}, ${frenchNumber(hidden)} ${said} : la liste « À faire » dit pourquoi, et à qui d’agir.`,
  ]
}
