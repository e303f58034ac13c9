import { type Rejection, UNAPPLIED_CORRECTION } from '../common/rejection.ts'

/** Codes that speak of a document and of no offer: nothing that it shows is missing from the reading. */
const NOTICES: ReadonlySet<string> = new Set([
  'derniere-page-repetee',
  'feuille-masquee',
  'flux-recent',
  'formats-non-lus',
  'note-du-tableau',
  'offre-coupee',
])

/** Whether a refusal is only told: it is no offer, it counts as none, and it hides none. What is left out of an offer leaves the offer. */
export const isNotice = ({ code, key }: Pick<Rejection, 'code' | 'key'>): boolean =>
  code === UNAPPLIED_CORRECTION || (key === null && NOTICES.has(code))
