import { readFileSync } from 'node:fs'

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
export function equivalents(): Equivalent[] {
  const text = readFileSync(new URL('./equivalents.tsv', import.meta.url), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(row => {
      const [file = '', line = '', from = '', to = '', reason = ''] = row.split('\t')
      return { file, line, from, to, reason }
    })
}
