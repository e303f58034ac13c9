import type { AnyNode } from 'domhandler'
import { fold } from '../../common/text.ts'
import { wordsOf } from './words.ts'

/** A bullet, an arrow or a picture before the first word. */
const BULLET = /^[^\p{L}\d(«"]+/u
/** Where a second label may stand inside a line: after a sentence, a bar, a bullet or a semicolon. */
const APART = /\s*[|•·▪]\s*|\s*;\s+|\.\s+|\s[–—]\s/gu
/** What a label of its own begins: «Public : », «À apporter : ». */
const LABELLED = /^\p{Lu}[\p{L}’' -]{1,40}\s?:(?!\d|\/\/)/u
const LONGEST_LABEL = 80

/**
 * What follows a label that stands in plain text («Tarif : 5 €», one line among others), its colon or dash apart; null when no line has it.
 * The answer ends with its line, or where another label begins; a label alone on its line is answered by the next one.
 */
export function labelledLine(scope: readonly AnyNode[], label: string): string | null {
  const wanted = fold(label)
  if (wanted === '') return null
  const lines = linesOf(scope)
  return inLines(lines, wanted, /^\s*:\s*/, partsOf) ?? inLines(lines, wanted, /^\s+[–—-]\s+(?=\S)/, whole)
}

const whole = (text: string) => [{ text, mark: '' }]
const BULLETED = /^[•·▪*–—-]\s+/u

function inLines(lines: readonly string[], wanted: string, sign: RegExp, cut: typeof partsOf): string | null {
  for (const [at, line] of lines.entries()) {
    const parts = cut(line)
    for (const [rank, part] of parts.entries()) {
      const rest = afterLabel(part.text, wanted, sign)
      if (rest === null) continue
      const more = parts.slice(rank + 1)
      const end = more.findIndex(({ text, mark }) => isLabelled(text) || /[|•·▪]/.test(mark))
      const answer =
        `${rest}${(end < 0 ? more : more.slice(0, end)).map(({ mark, text }) => mark + text).join('')}`.trim()
      if (answer !== '') return answer.replace(/\s*[;|•·▪]$/u, '')
      if (rank === parts.length - 1) return below(lines.slice(at + 1))
    }
  }
  return null
}

const isLabelled = (text: string) => LABELLED.test(text.replace(BULLET, ''))

/** The line under a label that is alone on its own, or the items of the list there. */
function below(lines: readonly string[]): string | null {
  const [first] = lines
  if (first === undefined || isLabelled(first)) return null
  if (!BULLETED.test(first)) return first
  const end = lines.findIndex(line => !BULLETED.test(line) || isLabelled(line))
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map(line => line.replace(BULLETED, ''))
    .join('\n')
}

/** A line cut where another label may begin, each part with the sign before it. */
function partsOf(line: string): { text: string; mark: string }[] {
  const parts: { text: string; mark: string }[] = []
  let from = 0
  let mark = ''
  for (const cut of line.matchAll(APART)) {
    parts.push({ text: line.slice(from, cut.index), mark })
    mark = cut[0]
    from = cut.index + mark.length
  }
  parts.push({ text: line.slice(from), mark })
  return parts
}

/** What follows the label and its sign at the head of a text; null when it does not begin with them. */
function afterLabel(text: string, wanted: string, sign: RegExp): string | null {
  const bare = text.replace(BULLET, '')
  const at = sign.source.includes(':') ? bare.indexOf(':') : bare.search(/\s[–—-]\s/u)
  if (at < 0 || at > LONGEST_LABEL || fold(bare.slice(0, at)) !== wanted) return null
  const rest = bare.slice(at)
  return sign.test(rest) ? rest.replace(sign, '') : null
}

/** Lines of a scope, read once for all its labels. */
const known = new WeakMap<readonly AnyNode[], string[]>()
function linesOf(scope: readonly AnyNode[]): string[] {
  const lines = known.get(scope) ?? scope.flatMap(node => wordsOf(node).split('\n'))
  known.set(scope, lines)
  return lines
}
