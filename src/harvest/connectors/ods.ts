import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { harvestSheet, sheetShape } from '../tables/harvest-sheet.ts'

/**
 * `kind: ods` — a sheet of a LibreOffice (OpenDocument) file.
 *
 *     harvest:
 *       kind: ods
 *       sheet: Services
 *       key: id
 *       hintRows: 1
 *       required: [nom, description]
 */
export const OdsSettings = z.strictObject({ kind: z.literal('ods'), ...sheetShape })
export type OdsSettings = z.infer<typeof OdsSettings>

export const ods: Connector<OdsSettings> = {
  kind: 'ods',
  parse: settings => OdsSettings.parse(settings),
  harvest: harvestSheet,
}
