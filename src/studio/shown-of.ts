import { fold } from '../common/text.ts'
import type { Shown } from '../harvest/connectors/lecture.ts'
import type { OfferLine } from './read-task.ts'

interface Lines {
  lines: readonly OfferLine[]
}

/** How to find a line again in every offer: by its label, by how it begins when others begin so, else by its rank. Pure. */
export function shownOf(line: OfferLine, offers: readonly Lines[]): Shown {
  if (line.label !== null) return { label: line.label }
  const starts = line.text.split(/\s+/).slice(0, 2).join(' ')
  const alike = offers.filter(({ lines }) => lines.some(each => fold(each.text).startsWith(fold(starts))))
  if (fold(starts).length >= 4 && (alike.length > 1 || offers.length === 1)) return { starts }
  return { line: line.rank }
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
    lines.some(each =>
      label !== undefined
        ? each.label !== null && fold(each.label) === fold(label)
        : starts !== undefined
          ? fold(each.text).startsWith(fold(starts))
          : each.rank === line,
    ),
  )
}

/** «sous « Public »», «ce qui commence par « Ouvert le »», «la 3e ligne». */
export function shownWords({ label, starts, line }: Shown): string {
  if (label !== undefined) return `sous « ${label} »`
  if (starts !== undefined) return `ce qui commence par « ${starts} »`
  return `la ligne ${line} de chaque offre`
}
