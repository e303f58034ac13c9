import type { Rejection } from '../common/rejection.ts'

/** Codes that speak of a document and of no offer: nothing that it shows is missing from the reading. */
const NOTICES: ReadonlySet<string> = new Set([
  'derniere-page-repetee',
  'feuille-masquee',
  'flux-recent',
  'formats-non-lus',
])

/** Whether a refusal is only told: it is no offer, it counts as none, and it hides none. */
export const isNotice = ({ code, key }: Pick<Rejection, 'code' | 'key'>): boolean => key === null && NOTICES.has(code)
