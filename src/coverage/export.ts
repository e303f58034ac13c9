import { sheetCsv } from './csv.ts'
import type { RenderOptions } from './html.ts'
import type { CoverageReport } from './report-contract.ts'
import { reportSheets } from './sheets.ts'
import { snapshotOf } from './snapshot.ts'
import { standaloneReport } from './standalone.ts'

export const EXPORT_FORMATS = ['html', 'json', 'csv', 'csv-machine', 'xlsx', 'ods'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportedReport {
  bytes: Uint8Array
  media: string
  /** e.g. `couverture-35-2026-11-24.xlsx` */
  fileName: string
}

/**
 * The report in one of its forms. CSV holds one table.
 * @param table for CSV: id of the table, default `actions`
 * @throws Error naming the tables that exist
 */
export async function exportReport(
  report: CoverageReport,
  format: ExportFormat,
  options: RenderOptions & { table?: string } = {},
): Promise<ExportedReport> {
  const address = options.links?.service
  const name = `couverture-${report.department}-${report.date}`
  const utf8 = (text: string) => new TextEncoder().encode(text)
  switch (format) {
    case 'html':
      return {
        bytes: utf8(standaloneReport(report, options)),
        media: 'text/html; charset=utf-8',
        fileName: `${name}.html`,
      }
    case 'json':
      return { bytes: snapshotOf(report).bytes, media: 'application/json', fileName: `${name}.json` }
    case 'csv':
    case 'csv-machine': {
      const sheets = reportSheets(report, address)
      const wanted = options.table ?? 'actions'
      const sheet = sheets.find(found => found.id === wanted)
      if (!sheet) {
        throw new Error(`Table « ${wanted} » inconnue ; attendu : ${sheets.map(found => found.id).join(', ')}`)
      }
      const text = sheetCsv(sheet, format === 'csv' ? 'excel-fr' : 'machine')
      return { bytes: utf8(text), media: 'text/csv; charset=utf-8', fileName: `${name}-${sheet.id}.csv` }
    }
    case 'xlsx':
      return {
        bytes: await (await import('./workbook.ts')).reportXlsx(report, address),
        media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        fileName: `${name}.xlsx`,
      }
    case 'ods':
      return {
        bytes: await (await import('./workbook.ts')).reportOds(report, address),
        media: 'application/vnd.oasis.opendocument.spreadsheet',
        fileName: `${name}.ods`,
      }
  }
}
