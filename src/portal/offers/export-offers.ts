import type { OfferLine } from '../../ledger/offers-page.ts'
import { exportList } from '../list/export-list.ts'
import { offerLabel } from '../offer-label.ts'
import type { OfferColumn, OfferNames } from './columns.ts'

/** The list as it is shown, all its pages in one sheet of a workbook. @param address of the page of an offer */
export const exportOffers = (
  lines: readonly OfferLine[],
  columns: readonly OfferColumn[],
  names: OfferNames,
  address: (line: OfferLine) => string,
): Promise<Uint8Array> =>
  exportList({
    title: 'Offres d’insertion',
    sheet: 'Offres',
    head: 'Offre',
    rows: lines,
    name: offerLabel,
    columns: columns.map(({ label, number, words }) => ({
      label,
      words: (line: OfferLine) => words(line, names),
      ...(number ? { number, value: (line: OfferLine) => line.score } : {}),
    })),
    address,
  })
