import { fold, squeeze } from '../common/text.ts'
import { wordStems } from '../harvest/html/word-stems.ts'

/**
 * The lines that a label announces; where none does, those that it announces in its other number («Tarifs», «Tarif(s)» for «Tarif»). Pure.
 * @param others labels that announce something else, whatever they look like
 */
export function linesUnder<Line extends { label: string | null }>(
  lines: readonly Line[],
  label: string,
  others: readonly string[] = [],
): Line[] {
  const under = lines.filter(line => isLabel(line.label, label))
  if (under.length > 0) return under
  const wanted = stemsOf(label)
  return lines.filter(
    line =>
      line.label !== null &&
      wanted !== '' &&
      stemsOf(line.label) === wanted &&
      !others.some(other => isLabel(line.label, other)),
  )
}

function isLabel(label: string | null, wanted: string): boolean {
  if (label === null) return false
  const words = fold(wanted)
  return words === '' ? squeeze(label) === squeeze(wanted) : fold(label) === words
}

const stemsOf = (label: string): string =>
  wordStems(label)
    .map(({ stem }) => stem)
    .join(' ')
