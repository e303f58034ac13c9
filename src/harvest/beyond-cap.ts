import { frenchNumber } from '../common/french.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'

/** What stopped a reading before the end of what a source shows. */
export interface Cap {
  /** What was read of, French, at the start of a sentence: «Le tableau n° 1 de la page». */
  what: string
  /** What it has too many of, French, plural: «lignes». */
  of: string
  /** How many are read. */
  most: number
  /** How many there are; null when nobody counted them. */
  received: number | null
}

/** Something stands beyond a limit and was not read: what is not in the reading may be there, and nothing may be taken for gone. */
export const beyondCap = (where: string, { what, of, most, received }: Cap): Rejection => {
  const limit = `${frenchNumber(most, 0)} ${of}`
  const shown = received === null ? `plus de ${limit}` : `${frenchNumber(received, 0)} ${of}`
  return rejectionAt('au-dela-de-la-limite', where, {
    received: shown,
    expected: `${limit} au plus`,
    message: `${what} a ${shown}, la limite est de ${frenchNumber(most, 0)} : ce qui vient après n’est pas lu, et rien n’est retiré d’après cette lecture. Au partenaire de publier en plusieurs parties.`,
    whose: 'partenaire',
  })
}
