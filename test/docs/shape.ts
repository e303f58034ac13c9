import { plain } from './markdown.ts'

/**
 * Whether an output has the shape that a document shows. Line by line, in order: `…` stands for any text, a line that is only `…` for any
 * number of lines (none included), and any number for any other.
 * @returns the first shown line that the output does not have, or null
 */
export function firstMissing(shown: string, output: string): string | null {
  const lines = output.trimEnd().split('\n').map(plain)
  let at = 0
  let skip = false
  for (const wanted of shown.trimEnd().split('\n')) {
    if (wanted.trim() === '…') {
      skip = true
      continue
    }
    const pattern = toPattern(wanted)
    const found = skip ? lines.findIndex((line, index) => index >= at && pattern.test(line)) : at
    if (found === -1 || !pattern.test(lines[found] ?? '\0')) return wanted
    at = found + 1
    skip = false
  }
  return skip || at >= lines.length ? null : `(nothing more; the output goes on with: ${lines[at]})`
}

function toPattern(line: string): RegExp {
  const pieces = plain(line)
    .split('…')
    .map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d+(?: \d{3})*/g, '\\d+(?: \\d{3})*'))
  return new RegExp(`^${pieces.join('.*')}$`, 'u')
}
