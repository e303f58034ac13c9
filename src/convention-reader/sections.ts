import { fold, similarity } from '../common/text.ts'
import type { OcrLine } from './reading.ts'

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
  line: number
  sections: Partial<Record<SectionName, OcrLine[]>>
}

/** «FICHE ACTION 1», «Fiche-action n° 1», «Fiche n°1 : …»; tables name fiches too, hence the heading that must follow. */
const FICHE = /^FICHE[\s-]*(?:ACTION)?\s*(?:N\s?[°ºo.]\s*)?([\dOIl]{1,2})(?![\p{L}\d])/iu
const LINES_TO_TITLE = 8
const AFTER = /^(?:ANNEXE\s+[2-9]|Annexe\s+[2-9]|GOUVERNEMENT|PLAFOND)\b/

/** Cuts the text into fiches and each fiche into its sections; what precedes and follows the fiches is given back apart. */
export function cutFiches(lines: OcrLine[]): { before: OcrLine[]; fiches: FicheText[]; after: OcrLine[] } {
  const starts = lines.flatMap((line, index) => (opensFiche(lines, index, line) ? [index] : []))
  const first = starts[0]
  const last = starts[starts.length - 1]
  if (first === undefined || last === undefined) return { before: lines, fiches: [], after: [] }
  const found = lines.findIndex((line, index) => index > last && AFTER.test(line.text))
  const end = found === -1 ? lines.length : found
  const fiches = starts.map((from, i) => {
    const body = lines.slice(from, starts[i + 1] ?? end)
    const heading = body[0]
    const digits = (heading?.text.match(FICHE)?.[1] ?? '').replace(/[Il]/g, '1').replace(/O/g, '0')
    return { number: Number(digits), line: heading?.line ?? 0, sections: cutSections(body.slice(1)) }
  })
  return { before: lines.slice(0, first), fiches, after: lines.slice(end) }
}

function opensFiche(lines: OcrLine[], index: number, line: OcrLine): boolean {
  if (!FICHE.test(line.text)) return false
  if (/^FICHE ACTION \d/.test(line.text)) return true
  const next = lines.slice(index + 1).filter(found => found.text !== '')
  return next.slice(0, LINES_TO_TITLE).some(found => headingOf(found.text)?.name === 'title')
}

function cutSections(lines: OcrLine[]): FicheText['sections'] {
  const sections: FicheText['sections'] = {}
  let current: OcrLine[] | null = null
  for (const line of lines) {
    const heading = headingOf(line.text)
    if (heading && !sections[heading.name]) {
      current = heading.rest === '' ? [] : [{ ...line, text: heading.rest }]
      sections[heading.name] = current
    } else if (!/^ANNEXE 1\b/.test(line.text)) current?.push(line)
  }
  return sections
}

/** The heading a line opens with, and what follows it on the same line. Spoilt letters are tolerated. */
function headingOf(text: string): { name: SectionName; rest: string } | null {
  const colon = text.indexOf(':')
  const label = colon === -1 ? text : text.slice(0, colon)
  if (label.length > 70) return null
  for (const [name, wordings] of Object.entries(HEADINGS) as [SectionName, string[]][]) {
    for (const wording of wordings) {
      const start = fold(label).slice(0, fold(wording).length)
      const longer = fold(label).length - fold(wording).length
      if (longer > (name === 'budget' ? 6 : 3) || similarity(start, wording) < 0.82) continue
      if (colon === -1 && name !== 'budget' && name !== 'context') continue
      return { name, rest: colon === -1 ? '' : text.slice(colon + 1).trim() }
    }
  }
  return null
}
