import { readSheet } from '../../src/harvest/tables/harvest-sheet.ts'
import { startTally } from '../../src/harvest/tally.ts'

/** What one sheet of an XLSX or ODS says, its offers told apart by the column `Id`. @param sheet name, or rank from 1 */
export async function readWorkbook(body: Uint8Array, sheet: string | number = 1) {
  const tally = startTally({ known: 0 })
  const document = {
    hash: 'd',
    address: 'https://x.fr/t.xlsx',
    status: 200,
    headers: {},
    body,
    text: '',
    unchanged: false,
    fetchedAt: '2026-11-28T09:00:00Z',
  }
  const settings = { key: 'Id', hintRows: 0, required: [], aliases: {}, columns: {}, sheet }
  const read = await Array.fromAsync(readSheet(document, settings, tally))
  return {
    offers: read.flatMap(one => (one.kind === 'offer' ? [one.offer] : [])),
    rejected: read.flatMap(one => (one.kind === 'rejected' ? [one.rejection] : [])),
    outcome: tally.outcome(),
  }
}
