import { createHash } from 'node:crypto'
import { canonicalJson } from '../common/digest.ts'

/** The `fingerprint` of a list, line by line: the list itself never stands in memory. */
export function fingerprintOfLines(lines: Iterable<unknown>): string {
  const hash = createHash('sha256')
  let before = '['
  for (const line of lines) {
    hash.update(before + canonicalJson(line))
    before = ','
  }
  return hash.update(before === '[' ? '[]' : ']').digest('hex')
}
