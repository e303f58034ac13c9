import { frenchPercent, shortFrenchDate } from '../../common/french.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import { DORA_STATES, OFFER_STATES } from '../statuses.ts'

/** What each column of the list of offers says, as plain words: the page makes links of some of them, the file takes them as they are. */
export interface OfferColumn {
  id: string
  label: string
  number?: true
  /** On the page unless a person says otherwise. */
  usual?: true
  words(line: OfferLine, names: OfferNames): string
}

export interface OfferNames {
  source(id: string): string
  partner(source: string): string
}

export const OFFER_COLUMNS: readonly OfferColumn[] = [
  { id: 'source', label: 'Source', usual: true, words: (line, names) => names.source(line.source) },
  { id: 'partenaire', label: 'Partenaire', words: (line, names) => names.partner(line.source) },
  { id: 'commune', label: 'Commune', usual: true, words: line => line.commune },
  { id: 'etat', label: 'État', usual: true, words: line => OFFER_STATES[line.state].word },
  {
    id: 'dora',
    label: 'Dans DORA',
    usual: true,
    words: line => (line.slug === null ? 'non' : line.status === null ? 'oui' : DORA_STATES[line.status].word),
  },
  {
    id: 'confirmee',
    label: 'Confirmée',
    words: line => (line.confirmed === null ? 'jamais' : shortFrenchDate(line.confirmed)),
  },
  { id: 'fin', label: 'Dernier jour', words: line => (line.ends === null ? '' : shortFrenchDate(line.ends)) },
  {
    id: 'qualite',
    label: 'Qualité',
    number: true,
    words: line => (line.score === null ? '' : frenchPercent(line.score)),
  },
  { id: 'vue', label: 'Vue le', usual: true, words: line => shortFrenchDate(line.lastSeen) },
]
