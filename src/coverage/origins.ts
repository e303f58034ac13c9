import { frenchDate, frenchNumber } from '../common/french.ts'
import { ORIGINS, type Origin } from './cell-counts.ts'
import type { Column } from './html-parts.ts'
import type { CoverageReport } from './report-contract.ts'
import type { OriginCount, Origins } from './territory-contract.ts'

/** Who holds a service, in the words of a column. */
export const ORIGIN_WORDS: Record<Origin, string> = {
  followed: 'dont suivis par le robot',
  others: 'dont autres dans DORA',
  elsewhere: 'dont autres sources',
}

/** Those that the figures of a report tell apart: none before a census, other sources only when there is some. */
export function toldOrigins({ catalogue, areas }: Pick<CoverageReport, 'catalogue' | 'areas'>): Origin[] {
  if (catalogue === null || catalogue.untold) return []
  return ORIGINS.filter(
    origin =>
      origin !== 'elsewhere' ||
      catalogue.seen.elsewhere > 0 ||
      areas.some(area => area.origins.elsewhere.reachable > 0),
  )
}

/** Columns of counts by who holds the services; they add up to the column before them. */
export function originColumns<T extends { origins: Origins }>(
  report: Pick<CoverageReport, 'catalogue' | 'areas'>,
  count: keyof OriginCount,
): Column<T>[] {
  return toldOrigins(report).map(origin => ({
    header: ORIGIN_WORDS[origin],
    cell: row => frenchNumber(row.origins[origin][count]),
    number: true,
  }))
}

/** What the figures of the territories count. */
export function whoseSentence({ catalogue }: Pick<CoverageReport, 'catalogue'>): string {
  if (catalogue === null)
    return 'Le département n’a pas encore été recensé dans DORA : ces chiffres sont ceux des services suivis par le robot.'
  const { seen, taken, services, read, untold, elsewhere_taken: file } = catalogue
  const unread = services - read
  const inDora = untold
    ? `${frenchNumber(seen.followed + seen.others)} dans DORA`
    : `${frenchNumber(seen.followed)} suivis par le robot, ${frenchNumber(seen.others)} autres dans DORA`
  return `Ces chiffres sont ceux des services que le public trouve : ${inDora}${seen.elsewhere > 0 ? `, ${frenchNumber(seen.elsewhere)} d’autres sources${file ? ` (fichier de data·inclusion lu le ${frenchDate(file)})` : ''}` : ''}, d’après le recensement du ${frenchDate(taken)}.${unread > 0 ? ` ${frenchNumber(unread)} ${unread < 2 ? 'fiche n’a' : 'fiches n’ont'} pas encore été ${unread < 2 ? 'lue' : 'lues'} en entier et ne ${unread < 2 ? 'compte' : 'comptent'} dans aucun territoire.` : ''}`
}
