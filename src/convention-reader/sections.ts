import { fold, similarity } from '../common/text.ts'
import { type FicheLabel, numbersOf, openingLabel } from './fiche-label.ts'
import { readFrom } from './joined.ts'
import type { OcrLine, Read } from './reading.ts'
import { CELLS } from './repairs.ts'

export type SectionName = 'title' | 'context' | 'aims' | 'description' | 'start' | 'duration' | 'partners' | 'budget'

/** Headings of a fiche as the national frame words them, then their variants. */
const HEADINGS: Record<SectionName, string[]> = {
  title: ['Intitulé de l’action'],
  context: ['Contexte / Etat du préexistant', 'Contexte'],
  aims: ['Enjeux identifiés et objectifs visés par l’action', 'Enjeux et objectifs'],
  description: ['Description de l’action'],
  start: ['Date de mise en place de l’action', 'Date de début de l’action'],
  duration: ['Durée de l’action'],
  partners: ['Partenaires et co-financeurs', 'Partenaires et cofinanceurs'],
  budget: ['Budget prévisionnel'],
}

export const SECTION_WORDS: Record<SectionName, string> = {
  title: 'l’intitulé',
  context: 'le contexte',
  aims: 'les enjeux',
  description: 'la description',
  start: 'la date de mise en place',
  duration: 'la durée',
  partners: 'les partenaires',
  budget: 'le budget',
}

export interface FicheText {
  number: number
  /** As the text calls it. */
  label: FicheLabel
  line: number
  /** What stands beside the number: «FICHE ACTION 1 : Garage solidaire». */
  named: Read<string> | null
  sections: Partial<Record<SectionName, OcrLine[]>>
  /** Where a second title stands: another fiche most likely begins there. */
  secondTitle: number | null
}

const LINES_TO_TITLE = 8
const AFTER = /^(?:ANNEXE\s+[2-9]|Annexe\s+[2-9]|GOUVERNEMENT|PLAFOND)\b/

/** Cuts the text into fiches and each fiche into its sections; what precedes and follows the fiches is given back apart. */
export function cutFiches(lines: OcrLine[]): { before: OcrLine[]; fiches: FicheText[]; after: OcrLine[] } {
  const starts = lines.flatMap((line, index) => (opensFiche(lines, index, line) ? [index] : []))
  const first = starts[0]
  const last = starts[starts.length - 1]
  if (first === undefined || last === undefined) return { before: lines.map(withoutCells), fiches: [], after: [] }
  const found = lines.findIndex((line, index) => index > last && AFTER.test(line.text))
  const end = found === -1 ? lines.length : found
  const cut = starts.map((from, i) => ficheText(lines.slice(from, starts[i + 1] ?? end)))
  // A table of contents names the fiches that follow: nothing stands under its lines.
  const fiches = cut.filter(fiche => !isEmpty(fiche) || !cut.some(other => !isEmpty(other) && isSame(fiche, other)))
  const numbers = numbersOf(fiches.map(({ label }) => label))
  return {
    before: lines.slice(0, first).map(withoutCells),
    fiches: fiches.map((fiche, i) => ({ ...fiche, number: numbers[i] ?? fiche.number })),
    after: lines.slice(end),
  }
}

const isEmpty = ({ sections }: FicheText) => Object.keys(sections).length === 0
const isSame = ({ label: one }: FicheText, { label: other }: FicheText) =>
  one.number === other.number && one.suffix === other.suffix

function ficheText([heading, ...body]: OcrLine[]): FicheText {
  const { rest, ...label } = openingLabel(heading?.text ?? '') ?? { number: 0, suffix: '', rest: '' }
  const name = /^\s*[-–—:.|]\s*(\p{Lu}.{3,})$/u.exec(rest)?.[1]
  return {
    number: label.number,
    label,
    line: heading?.line ?? 0,
    named: heading && name ? readFrom(name.replace(/\.$/, ''), heading) : null,
    ...cutSections(body),
  }
}

const withoutCells = (line: OcrLine): OcrLine => ({ ...line, text: line.text.replaceAll(CELLS, ' ') })

/** In capitals it opens a fiche by itself; in other words, only when a title comes soon, before another fiche does. */
function opensFiche(lines: OcrLine[], index: number, line: OcrLine): boolean {
  if (!openingLabel(line.text)) return false
  if (/^FICHE ACTION \d/.test(line.text)) return true
  const next = lines.slice(index + 1).filter(found => found.text !== '')
  const title = next.slice(0, LINES_TO_TITLE).findIndex(found => headingOf(found.text)?.name === 'title')
  return title !== -1 && !next.slice(0, title).some(found => openingLabel(found.text))
}

function cutSections(lines: OcrLine[]): Pick<FicheText, 'sections' | 'secondTitle'> {
  const sections: FicheText['sections'] = {}
  let secondTitle: number | null = null
  let current: OcrLine[] | null = null
  for (const line of lines) {
    const heading = headingOf(line.text)
    if (heading && !sections[heading.name]) {
      current = heading.rest === '' ? [] : [{ ...line, text: heading.rest }]
      sections[heading.name] = current
    } else {
      if (heading?.name === 'title') secondTitle ??= line.line
      if (!/^ANNEXE 1\b/.test(line.text)) current?.push(withoutCells(line))
    }
  }
  return { sections, secondTitle }
}

/** The heading a line opens with, and what follows it on the same line, after a colon or in the next cell. Spoilt letters are tolerated. */
function headingOf(text: string): { name: SectionName; rest: string } | null {
  const parted = /^(.*?)(?:\s*:| \| )\s*(.*)$/.exec(text)
  const label = parted?.[1] ?? text
  if (label.length > 70) return null
  for (const [name, wordings] of Object.entries(HEADINGS) as [SectionName, string[]][]) {
    for (const wording of wordings) {
      const start = fold(label).slice(0, fold(wording).length)
      const longer = fold(label).length - fold(wording).length
      if (longer > (name === 'budget' ? 6 : 3) || similarity(start, wording) < 0.82) continue
      // Alone on its line, a heading is all that stands there.
      if (!parted && name !== 'budget' && name !== 'context' && similarity(label, wording) < ALONE) continue
      return { name, rest: (parted?.[2] ?? '').replaceAll(CELLS, ' ').trim() }
    }
  }
  return null
}

/** How near a heading without a colon must be to its wording, in [0, 1]. */
const ALONE = 0.93
