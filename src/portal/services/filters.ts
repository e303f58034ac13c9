import { GOOD_QUALITY } from '../../coverage/count-catalogue.ts'
import { categoryOf } from '../../reference/referentiels.ts'
import type { ServiceRow } from './service-row.ts'

/** What a person chose in the list of services, as its address says it; every answer may be empty. */
const NAMES = ['q', 'etat', 'vu', 'ajour', 'qualite', 'theme', 'epci', 'robot', 'tri'] as const
export type ServiceFilters = Record<(typeof NAMES)[number], string>

/** Those that the form folds away: all but the words and the state. */
export const FOLDED = NAMES.filter(name => name !== 'q' && name !== 'etat')

/** Orders of the list, by the column that sorts; without one, by structure. */
export const SERVICE_ORDERS = {
  nom: 'par nom',
  commune: 'par commune',
  qualite: 'les moins complets',
  modifie: 'les plus anciens',
  fin: 'les premiers à finir',
} as const

const MOST_LETTERS = 200

export function readServiceFilters(query: Record<string, string>): ServiceFilters {
  const read = (name: (typeof NAMES)[number]) => (query[name] ?? '').trim().slice(0, MOST_LETTERS)
  return Object.fromEntries(NAMES.map(name => [name, read(name)])) as ServiceFilters
}

/** Whether a service is among those that are asked for, whatever the words. Pure. */
export function isAskedService(row: ServiceRow, asked: ServiceFilters): boolean {
  const { etat, vu, ajour, qualite, theme, epci, robot } = asked
  return (
    (etat === '' || row.status === etat) &&
    (vu === '' || row.seen === vu) &&
    (ajour === '' || (row.status === 'PUBLISHED' && row.upToDate === (ajour === 'oui'))) &&
    (qualite === '' || isOfQuality(row, qualite)) &&
    (theme === '' || row.themes.some(each => categoryOf(each) === theme)) &&
    (epci === '' || row.epci === epci) &&
    (robot === '' || row.followed === (robot === 'oui'))
  )
}

function isOfQuality({ quality, reachable }: ServiceRow, asked: string): boolean {
  switch (asked) {
    case 'faible':
      return quality !== null && quality < GOOD_QUALITY
    case 'sans-contact':
      return reachable === false
    default:
      return quality === null
  }
}
