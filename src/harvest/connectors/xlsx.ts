import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { harvestSheet, sheetShape } from '../tables/harvest-sheet.ts'

/**
 * `kind: xlsx` — a sheet of an Excel file, Google Sheets and Grist exports included.
 *
 *     harvest:
 *       kind: xlsx
 *       sheet: Services
 *       key: id
 *       hintRows: 1
 *       required: [nom, description]
 */
export const XlsxSettings = z.strictObject({ kind: z.literal('xlsx'), ...sheetShape })
export type XlsxSettings = z.infer<typeof XlsxSettings>

export const xlsx: Connector<XlsxSettings> = {
  kind: 'xlsx',
  parse: settings => XlsxSettings.parse(settings),
  harvest: harvestSheet,
}
