import { fold, similarity } from '../common/text.ts'
import { citedLabel, type FicheLabel } from './fiche-label.ts'
import { readFrom } from './joined.ts'
import type { OcrLine, Read, TotalsRead } from './reading.ts'

/** Headings of the financing plan as the national frame words them; those of the second row are rows of «Levée des freins». */
const FRAME = [
  'Étoffer l’offre de solutions locales',
  'Remobilisation et entrée de parcours',
  'Remobilisation / entrée en parcours',
  'Référencement de l’offre de solutions locales',
]
const OBSTACLES = ['Mobilité', 'Garde d’enfant', 'Santé', 'Logement', 'Autre']

/**
 * Under which heading of annexe 2 each fiche is financed. A heading stands above its fiches; in a table whose cells a scanner ran together, the row of an
 * obstacle may come just after the number of its fiche, before its amounts. Fiches of which none is found are left out.
 * @param lines of the plan of volet 2
 * @param numberOf the number that a fiche of this label was given; by default its own
 */
export function readHeadings(
  lines: readonly OcrLine[],
  numberOf: (label: FicheLabel) => number = ({ number }) => number,
): TotalsRead['planHeadings'] {
  const found = new Map<number, Read<string>>()
  let current: Read<string> | null = null
  let open: { fiche: number; paid: boolean } | null = null
  for (const [at, line] of lines.entries()) {
    if (/^total/i.test(line.text)) {
      current = null
      open = null
      continue
    }
    const obstacle = rowOf(line.text)
    const heading = obstacle ? `Levée des freins, ${obstacle.toLocaleLowerCase('fr')}` : frameOf(line.text)
    if (heading !== null && obstacle !== null && open !== null && !open.paid)
      found.set(open.fiche, readFrom(heading, line))
    else if (heading !== null) current = readFrom(heading, line)
    const label = citedLabel(line.text)
    if (label) {
      current ??= titleAbove(lines, at)
      open = { fiche: numberOf(label), paid: false }
      if (current) found.set(open.fiche, current)
    }
    if (open && AMOUNT.test(label?.rest ?? line.text)) open.paid = true
  }
  return [...found].map(([fiche, heading]) => ({ fiche, heading }))
}

const AMOUNT = /\d{1,3}(?: \d{3})+|\d{4,}/
/** How near a spoilt heading must be to what it should be, in [0, 1]. */
const NEAR = 0.78

function frameOf(text: string): string | null {
  const said = fold(text)
  const near = FRAME.map(words => ({ words, asked: fold(words) })).find(
    ({ asked }) =>
      similarity(said.slice(0, asked.length), asked) >= NEAR || (said.includes(' ') && asked.startsWith(`${said} `)),
  )
  return near === undefined ? null : near.words.replace(' / entrée en ', ' et entrée de ')
}

/** The obstacle that a row begins with: «Garde denfant parentalité», «Autre (SAS …)». */
function rowOf(text: string): string | null {
  const words = fold(text).replaceAll(' ', '')
  return (
    OBSTACLES.find(
      row => /^\p{Lu}/u.test(text) && words.startsWith(fold(row).replaceAll(' ', '')) && citedLabel(text) === null,
    ) ?? null
  )
}

/** Another frame has other headings: the line just above the first fiche of a block, when it only names something. */
function titleAbove(lines: readonly OcrLine[], at: number): Read<string> | null {
  const above = lines.slice(0, at).findLast(({ text }) => text !== '')
  const names =
    above !== undefined &&
    /^\p{Lu}[^\d€:]{4,70}$/u.test(above.text) &&
    !/volet|plafond|^total|montant/i.test(above.text)
  return names ? readFrom(above.text, above) : null
}
