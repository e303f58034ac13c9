import type { Run } from '../../ledger/runs.ts'

type Place = Pick<Run, 'started' | 'id'>

/** Where a page of runs ended, as the next page is asked for. */
export function runCursor({ started, id }: Place): string {
  return Buffer.from(JSON.stringify([started, id])).toString('base64url')
}

/** @returns null when the text is no cursor of ours */
export function readRunCursor(text: string): Place | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(value) || value.length !== 2) return null
    const [started, id]: unknown[] = value
    if (typeof started !== 'string' || typeof id !== 'string' || `${started}${id}`.includes('\0')) return null
    return { started, id }
  } catch {
    return null
  }
}
