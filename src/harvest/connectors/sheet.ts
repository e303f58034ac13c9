import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { harvestSheet, type SheetSettings, sheetShape } from '../tables/harvest-sheet.ts'

/**
 * `kind: xlsx` — a sheet of an Excel file, Google Sheets and Grist exports included; `kind: ods` — of a LibreOffice (OpenDocument) file.
 *
 *     harvest:
 *       kind: xlsx
 *       sheet: Services
 *       key: id
 *       hintRows: 1
 *       required: [nom, description]
 */
function sheet(kind: 'xlsx' | 'ods'): Connector<SheetSettings> {
  const settings = z.strictObject({ kind: z.literal(kind), ...sheetShape })
  return { kind, parse: written => settings.parse(written), harvest: harvestSheet }
}

export const xlsx = sheet('xlsx')
export const ods = sheet('ods')
