import { isOpenDocument } from '../../common/open-document.ts'
import { fold } from '../../common/text.ts'
import { declaredZipSize } from '../zip-size.ts'
import { announcedSheets } from './first-shown-sheet.ts'
import { missingColumns } from './header.ts'
import { odsRows, type SheetInfo } from './ods-rows.ts'
import { HEADER_WITHIN } from './read-table.ts'
import type { TableSettings } from './table-settings.ts'
import { type SheetRows, workbookRows } from './workbook-rows.ts'

/** A workbook whose text unpacks to more is not opened a second time to look at its other sheets: 4 MiB. */
const LARGEST_LOOKED = 4 * 1024 * 1024

/** The sheets of a workbook that are shown, in order. @throws Error when it cannot be read */
export function shownSheets(body: Uint8Array): SheetInfo[] {
  const all: SheetInfo[] = []
  if (!isOpenDocument(body)) all.push(...announcedSheets(body))
  else
    for (const _ of odsRows(body, sheet => {
      all.push(sheet)
      return false
    }));
  return all.filter(({ hidden }) => !hidden)
}

/**
 * Names of the other sheets that are shown and have the columns asked for; those that have the very columns of the sheet that was read, when it had them.
 * None when the workbook is too large to be looked at again.
 * @param read rank of the sheet that was read, from 0
 */
export async function sheetsBeside(body: Uint8Array, read: number, settings: TableSettings): Promise<string[]> {
  if (declaredZipSize(body, name => name.endsWith('.xml')) > LARGEST_LOOKED) return []
  if (shownSheets(body).filter(({ rank }) => rank !== read).length === 0) return []
  const sheets = await workbookRows(body, ({ hidden }) => !hidden)
  const own = sheets.find(({ sheet }) => sheet.rank === read)
  const columns = own === undefined ? null : headingsOf(own, settings)
  return sheets
    .filter(({ sheet }) => sheet.rank !== read)
    .filter(other => {
      const found = headingsOf(other, settings)
      return found !== null && (columns === null || found === columns)
    })
    .map(({ sheet }) => sheet.name)
}

/** The headings of a sheet, folded and in order; null when it has not the columns asked for. */
function headingsOf({ rows }: SheetRows, settings: TableSettings): string | null {
  const header = rows.find(row => row.line <= HEADER_WITHIN && missingColumns(row, settings).length === 0)
  if (header === undefined) return null
  const names = header.cells.map(cell => fold(cell)).filter(name => name !== '')
  return [...new Set(names)].sort().join('\n')
}
