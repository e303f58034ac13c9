import { frenchCount } from '../../common/french.ts'
import type { StudioField } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import { saidValue } from './said-value.ts'

/** Names told one by one. */
const MOST_NAMES = 3

/** «4 sur 4», «5 sur 7 ; rien pour : Café du jeudi, Atelier CV», «1 sur 4 ; rien pour : Atelier CV (3)». */
export function tallyOf(field: StudioField, offers: readonly TriedOffer[]): string {
  const passing = offers.filter(({ offer }) => offer !== null)
  const without = passing.filter(({ offer }) => saidValue(field, offer) === null)
  return countWords(passing.length - without.length, passing.length, without.map(nameOf))
}

/** @param failing names of those that have nothing */
export function countWords(given: number, all: number, failing: readonly string[]): string {
  const alike = [...Map.groupBy(failing, name => name).values()]
  const told = alike.slice(0, MOST_NAMES)
  const names = told.map(([name, ...more]) => (more.length === 0 ? name : `${name} (${more.length + 1})`)).join(', ')
  const left = failing.length - told.flat().length
  const more = left > 0 ? ` et ${frenchCount(left, 'autre')}` : ''
  return `${given} sur ${all}${given > 0 && failing.length > 0 ? ` ; rien pour : ${names}${more}` : ''}`
}

/** What people call an offer. */
export const nameOf = ({ name, offer }: Pick<TriedOffer, 'name' | 'offer'>): string => offer?.service.nom ?? name
