import { cutWhole } from '../common/cut-whole.ts'
import { fold, squeeze } from '../common/text.ts'
import { LONGEST_SHOWN, type Shown } from '../harvest/connectors/lecture.ts'
import { linesUnder } from './lines-under.ts'
import type { OfferLine } from './read-task.ts'

interface Lines {
  lines: readonly OfferLine[]
}

/** How to find a line again in every offer: by its label, by how it begins when others begin so, else by its rank. Pure. */
export function shownOf(line: OfferLine, offers: readonly Lines[]): Shown {
  if (line.label !== null && line.label !== '' && line.label.length <= LONGEST_SHOWN) return { label: line.label }
  const starts = cutWhole(line.text.split(/\s+/).slice(0, 2).join(' '), LONGEST_SHOWN)
  const alike = offers.filter(({ lines }) => lines.some(each => fold(each.text).startsWith(fold(starts))))
  if (fold(starts).length >= 4 && (alike.length > 1 || offers.length === 1)) return { starts }
  return { line: line.rank }
}

/** What a line of no offer is known by in the others: its label, else how it begins, in whole words. Null: it says nothing. */
export function zoneOf({ label, text }: OfferLine): string | null {
  const words = squeeze(label ?? '') || squeeze(text)
  if (words.length <= LONGEST_SHOWN) return words || null
  return /^.+(?=\s)/su.exec(cutWhole(words, LONGEST_SHOWN))?.[0] ?? cutWhole(words, LONGEST_SHOWN)
}

/** The line that holds these words, else the one that says part of them. */
export function lineOf(words: string, { lines }: Lines): OfferLine | undefined {
  const wanted = fold(words)
  if (wanted === '') return undefined
  return (
    lines.find(({ text }) => fold(text).includes(wanted)) ??
    lines.find(({ text }) => fold(text).length > 5 && wanted.includes(fold(text)))
  )
}

/** How many of the offers have such a line. */
export function foundIn<Offer extends Lines>({ label, starts, line }: Shown, offers: readonly Offer[]): Offer[] {
  return offers.filter(({ lines }) =>
    label !== undefined
      ? linesUnder(lines, label).length > 0
      : lines.some(each => (starts !== undefined ? fold(each.text).startsWith(fold(starts)) : each.rank === line)),
  )
}

/** «sous « Public »», «ce qui commence par « Ouvert le »», «la 3e ligne». */
export function shownWords({ label, starts, line }: Shown): string {
  if (label !== undefined) return `sous « ${label} »`
  if (starts !== undefined) return `ce qui commence par « ${starts} »`
  return `la ligne ${line} de chaque offre`
}
