import { readFileSync } from 'node:fs'
import type { Change } from './judged-file.ts'

/** A change after which the program is the same, with the reason that anybody can check. */
export interface Equivalent {
  file: string
  /** The line the change starts on, blanks around it left out: it may move. */
  line: string
  from: string
  to: string
  reason: string
}

/** `equivalents.tsv`, beside: counted apart from what no test notices. */
export const EQUIVALENTS: readonly Equivalent[] = readFileSync(new URL('./equivalents.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map(row => {
    const [file = '', line = '', from = '', to = '', reason = ''] = row.split('\t')
    return { file, line, from, to, reason }
  })

export function equivalentOf(file: string, change: Pick<Change, 'line' | 'from' | 'to'>): Equivalent | undefined {
  return EQUIVALENTS.find(
    each => each.file === file && each.line === change.line && each.from === change.from && each.to === change.to,
  )
}
