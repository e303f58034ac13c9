import type { Run } from '../../ledger/runs.ts'
import { readCursor } from './is-cursor.ts'

type Place = Pick<Run, 'started' | 'id'>

/** Where a page of runs ended, as the next page is asked for. */
export function runCursor({ started, id }: Place): string {
  return Buffer.from(JSON.stringify([started, id])).toString('base64url')
}

/** @returns null when the text is no cursor of ours */
export function readRunCursor(text: string): Place | null {
  const [started, id] = readCursor(text, 2) ?? []
  return started === undefined || id === undefined ? null : { started, id }
}
