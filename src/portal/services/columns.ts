import { frenchPercent, shortFrenchDate } from '../../common/french.ts'
import { categoryOf, labelOf } from '../../reference/referentiels.ts'
import type { ListColumn } from '../list/row-list.ts'
import { SERVICE_STATES } from '../statuses.ts'
import type { ServiceRow } from './service-row.ts'

const labels = (list: 'categories' | 'publics', codes: Iterable<string>) =>
  [...codes].map(code => labelOf(list, code)).join(', ')

/** What each column of the list of services of the département says. */
export const SERVICE_COLUMNS: readonly ListColumn<ServiceRow>[] = [
  { id: 'nom', label: 'Service', words: row => row.name },
  { id: 'structure', label: 'Structure', usual: true, words: row => row.structureName },
  { id: 'commune', label: 'Commune', usual: true, words: row => row.city ?? '', sort: row => row.city },
  { id: 'etat', label: 'État', usual: true, words: row => SERVICE_STATES[row.status] },
  { id: 'vu', label: 'Vu du public', usual: true, words: row => SEEN[row.seen] },
  { id: 'themes', label: 'Thématiques', words: row => labels('categories', new Set(row.themes.map(categoryOf))) },
  { id: 'publics', label: 'Publics', words: row => labels('publics', row.publics) },
  {
    id: 'ajour',
    label: 'À jour',
    words: row => (row.status === 'PUBLISHED' ? (row.upToDate ? 'oui' : 'à relire') : ''),
  },
  {
    id: 'qualite',
    label: 'Qualité',
    usual: true,
    number: true,
    words: row => (row.quality === null ? '' : frenchPercent(row.quality)),
    value: row => row.quality,
    sort: row => row.quality,
  },
  {
    id: 'contact',
    label: 'Contact',
    words: row => (row.reachable === null ? '' : row.reachable ? 'donné' : 'sans contact'),
  },
  {
    id: 'fin',
    label: 'Dernier jour',
    words: row => (row.ends === null ? '' : shortFrenchDate(row.ends)),
    sort: row => row.ends,
  },
  { id: 'robot', label: 'Suivi par le robot', words: row => (row.followed ? 'oui' : 'non') },
  {
    id: 'modifie',
    label: 'Modifié le',
    usual: true,
    words: row => shortFrenchDate(row.modified),
    sort: row => Date.parse(row.modified),
  },
]

export const SEEN = { yes: 'oui', no: 'non', unknown: 'pas encore su' } as const
