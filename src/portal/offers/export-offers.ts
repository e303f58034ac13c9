import { writeXlsx } from 'hucre/xlsx'
import type { OfferLine } from '../../ledger/offers-page.ts'
import { offerLabel } from '../offer-label.ts'
import type { OfferColumn, OfferNames } from './columns.ts'

/** The list as it is shown, all its pages in one sheet of a workbook. @param address of the page of an offer */
export async function exportOffers(
  lines: readonly OfferLine[],
  columns: readonly OfferColumn[],
  names: OfferNames,
  address: (line: OfferLine) => string,
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: 'Offres',
        columns: [{ width: 50 }, ...columns.map(({ number }) => ({ width: number ? 12 : 26 })), { width: 60 }],
        rows: [
          ['Offre', ...columns.map(({ label }) => label), 'Page'],
          ...lines.map(line => [
            offerLabel(line),
            ...columns.map(column => (column.number && line.score !== null ? line.score : column.words(line, names))),
            address(line),
          ]),
        ],
        freezePane: { rows: 1 },
      },
    ],
    properties: { title: 'Offres d’insertion', creator: 'dora-sync' },
  })
}
