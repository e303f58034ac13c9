import { frenchCount, frenchDate } from '../../common/french.ts'
import { sayFields } from '../../dora/field-label.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import { toldEnd } from '../../normalise/told-end.ts'

/**
 * Where an offer stands, said to its partner: from its state, its absences and the question that it waits for. What the pass noted says «la source»,
 * names other partners' offers and pages of the portal that a partner does not have; it is shown only where it speaks of DORA alone.
 * @param items of the inbox about this offer
 */
export function standingWords(
  offer: Pick<KnownOffer, 'state' | 'whose' | 'misses' | 'record' | 'reason'>,
  items: readonly InboxItem[],
): string {
  const question = items.find(item => item.closed === null && item.kind !== 'correction')
  switch (offer.state) {
    case 'created':
      return 'Nouvelle offre chez vous, envoyée au dernier passage.'
    case 'updated':
      return 'Ce qui a changé chez vous a été envoyé au dernier passage.'
    case 'conflict':
      return `Ce que vous dites et ce que DORA montre ne sont plus la même chose${question?.kind === 'conflict' ? ` : ${sayFields(question.detail.fields.map(({ field }) => field))}` : ''}. La valeur de DORA est gardée tant que le gestionnaire n’a pas choisi.`
    case 'waiting':
      return waitingWords(offer, question)
    case 'retired':
      return offer.misses > 0 ? 'Elle n’est plus sur vos pages.' : offer.reason
    default:
      return offer.reason
  }
}

function waitingWords(
  { whose, misses, record, reason }: Parameters<typeof standingWords>[0],
  question: InboxItem | undefined,
): string {
  if (question?.kind === 'match')
    return 'Elle est peut-être déjà dans DORA : le gestionnaire dira si c’est le même service.'
  if (misses > 0)
    return `Elle n’était plus sur vos pages ${misses === 1 ? 'au dernier passage' : `aux ${frenchCount(misses, 'dernier passage', 'derniers passages')}`} ; rien ne change encore.`
  const end = record === null ? null : toldEnd(record)
  if (whose === 'partenaire' && end !== null)
    return `Terminée le ${frenchDate(end)} : ce qui est passé n’est pas créé dans DORA. Une nouvelle date, chez vous, la remet en route.`
  return reason
}
