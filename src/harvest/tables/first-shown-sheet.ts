import { strFromU8, unzipSync } from 'fflate'

const DIRECTORY = 'xl/workbook.xml'

/** Rank, from 0, of the first sheet of an XLSX that is shown, read from its list of sheets alone; 0 when it does not say. */
export function firstShownSheet(body: Uint8Array): number {
  const { [DIRECTORY]: directory } = unzipSync(body, { filter: ({ name }) => name === DIRECTORY })
  if (directory === undefined) return 0
  const sheets = strFromU8(directory).match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? []
  return Math.max(
    0,
    sheets.findIndex(tag => !/\sstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(tag)),
  )
}
