/** How a fiche is called in a text: «9», «9 bis». */
export interface FicheLabel {
  number: number
  /** `bis`, `ter`, `quater`; empty for a plain number. */
  suffix: string
}

const DIGITS = '(?:N\\s?[°ºo.]\\s*)?([\\dOIl]{1,2})(?:\\s?(bis|ter|quater))?(?![\\p{L}\\d])'
/** «FICHE ACTION 1», «Fiche-action n° 1», «Fiche n°1 : …», «Action n°1»; tables name fiches too, hence the heading that must follow. */
const OPENING = new RegExp(`^(?:FICHE[\\s-]*(?:ACTION)?|ACTION)\\s*${DIGITS}`, 'iu')
/** Inside a line of the financing plan. */
const CITED = new RegExp(`fiche action\\s*${DIGITS}`, 'iu')

/** The fiche that a line opens with, and what follows on that line. */
export const openingLabel = (text: string): (FicheLabel & { rest: string }) | null => labelIn(OPENING, text)

/** The fiche that a line of the plan speaks of, and what follows. */
export const citedLabel = (text: string): (FicheLabel & { rest: string }) | null => labelIn(CITED, text)

function labelIn(pattern: RegExp, text: string): (FicheLabel & { rest: string }) | null {
  const match = pattern.exec(text)
  if (!match) return null
  const digits = (match[1] ?? '').replace(/[Il]/g, '1').replace(/O/g, '0')
  const suffix = (match[2] ?? '').toLowerCase()
  return { number: Number(digits), suffix, rest: text.slice(match.index + match[0].length) }
}

/** «9 bis», as a person says it. */
export const labelWords = ({ number, suffix }: FicheLabel): string => `${number}${suffix === '' ? '' : ` ${suffix}`}`

/**
 * A whole number for each label, in their order: its own, but for «9 bis» the first one after them all, since a fiche of the configuration has a whole number.
 */
export function numbersOf(labels: readonly FicheLabel[]): number[] {
  let last = Math.max(0, ...labels.map(({ number }) => number))
  return labels.map(({ number, suffix }) => {
    if (suffix === '') return number
    last += 1
    return last
  })
}
