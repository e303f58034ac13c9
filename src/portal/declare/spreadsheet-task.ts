import type { Task } from '../../common/apart/protocol.ts'
import { readSpreadsheet, type SpreadsheetReading } from './read-spreadsheet.ts'

/** The inside of `readSpreadsheetApart`. */
export const task: Task<Uint8Array, never, SpreadsheetReading> = async function* (bytes) {
  yield* []
  return await readSpreadsheet(bytes)
}
