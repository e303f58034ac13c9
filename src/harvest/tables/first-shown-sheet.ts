import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import type { SheetInfo } from './ods-rows.ts'

const DIRECTORY = 'xl/workbook.xml'

/** The sheets that an XLSX announces, in order, read from its list of sheets alone; none when it has no such list. */
export function announcedSheets(body: Uint8Array): SheetInfo[] {
  const { [DIRECTORY]: directory } = unzipSync(body, { filter: ({ name }) => name === DIRECTORY })
  const sheets: SheetInfo[] = []
  if (directory === undefined) return sheets
  const parser = new SaxesParser({ xmlns: false, position: false })
  // What is no well-formed list is told by whoever opens the sheets.
  parser.on('error', () => {})
  parser.on('opentag', ({ name, attributes }) => {
    if (!/^(?:\w+:)?sheet$/.test(name)) return
    const hidden = /^(?:hidden|veryHidden)$/.test(attributes.state ?? '')
    sheets.push({ name: attributes.name ?? '', rank: sheets.length, hidden })
  })
  parser.write(strFromU8(directory)).close()
  return sheets
}

/** Rank, from 0, of the first sheet of an XLSX that is shown; 0 when it does not say. */
export const firstShownSheet = (body: Uint8Array): number =>
  announcedSheets(body).find(({ hidden }) => !hidden)?.rank ?? 0
