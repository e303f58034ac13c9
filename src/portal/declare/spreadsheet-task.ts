import type { Task } from '../../common/apart/protocol.ts'
import { readSpreadsheet, type SpreadsheetReading } from './read-spreadsheet.ts'

/** The inside of `readSpreadsheetApart`. */
export const task: Task<{ bytes: Uint8Array; today: string }, never, SpreadsheetReading> = async function* ({
  bytes,
  today,
}) {
  yield* []
  return await readSpreadsheet(bytes, today)
}
