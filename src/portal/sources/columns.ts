import { frenchDateTime } from '../../common/french.ts'
import type { SourceRow } from '../data.ts'
import type { ListColumn } from '../list/row-list.ts'

/** What each column of the list of sources says. @param partnerName of a partner, by its id */
export const sourceColumns = (partnerName: (id: string) => string): readonly ListColumn<SourceRow>[] => [
  { id: 'partenaire', label: 'Partenaire', words: row => partnerName(row.partner) },
  { id: 'adresse', label: 'Adresse', words: row => row.address ?? '' },
  { id: 'etat', label: 'État', usual: true, words: row => row.state.word },
  {
    id: 'succes',
    label: 'Dernier succès',
    usual: true,
    words: row => (row.lastSuccess === null ? 'jamais' : frenchDateTime(row.lastSuccess)),
    // Never comes before long ago.
    sort: row => (row.lastSuccess === null ? 0 : Date.parse(row.lastSuccess)),
  },
  {
    id: 'prochain',
    label: 'Prochain passage',
    usual: true,
    words: ({ nextRun }) => (nextRun === null ? 'à la demande' : frenchDateTime(nextRun)),
    sort: ({ nextRun }) => nextRun?.getTime() ?? null,
  },
  {
    id: 'offres',
    label: 'Offres',
    usual: true,
    number: true,
    words: row => String(row.offers),
    value: row => row.offers,
    sort: row => -row.offers,
  },
  { id: 'resultat', label: 'Dernier résultat', usual: true, words: row => row.lastOutcome ?? '' },
]
