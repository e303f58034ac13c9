import { readBudget } from './budget.ts'
import { runChecks } from './checks.ts'
import { labelWords } from './fiche-label.ts'
import { readFigures } from './figures.ts'
import { joinLines, readFrom } from './joined.ts'
import { readPartners } from './partners.ts'
import { readPeriods } from './periods.ts'
import type { FicheRead, OcrLine, Proposal, Read } from './reading.ts'
import { repairText, type SpoiltWord } from './repairs.ts'
import { cutFiches, type FicheText, SECTION_WORDS, type SectionName } from './sections.ts'
import { spellings } from './spellings.ts'
import { readTotals } from './totals.ts'
import { readVolets } from './volets.ts'

/**
 * Reads the text of a convention with its fiches actions, as a scanner gives it, into the structure of `config/conventions/<year>.yaml`.
 * @param names words that scanners are known to spoil: those of the configured partners
 * Never throws: what is not found is absent and said in `checks`.
 */
export function proposeConvention(text: string, names: readonly SpoiltWord[] = []): Proposal {
  const { lines, repairs } = repairText(text, names)
  const { before, fiches: texts, after } = cutFiches(lines)
  const numbers = new Map(texts.map(fiche => [labelWords(fiche.label), fiche.number]))
  const totals = readTotals(before, after, label => numbers.get(labelWords(label)) ?? label.number)
  const year = totals.period?.start ? Number(totals.period.start.value.slice(0, 4)) : null
  const fiches = texts.map(fiche => readFiche(fiche, year))
  return { totals, fiches, checks: runChecks(fiches, totals), repairs, spellings: spellings(fiches) }
}

const NEEDED: SectionName[] = ['title', 'description', 'start', 'duration', 'partners', 'budget']

function readFiche(fiche: FicheText, year: number | null): FicheRead {
  const of = (name: SectionName) => fiche.sections[name] ?? []
  const { announced, volets } = readVolets([...untilBlank(of('title')).rest, ...of('aims'), ...of('description')])
  const title = titleOf(of('title')) ?? fiche.named
  const body = [...of('context'), ...of('aims'), ...of('description')]
  return {
    number: fiche.number,
    called: fiche.label.suffix === '' ? null : labelWords(fiche.label),
    line: fiche.line,
    title,
    voletsAnnounced: announced,
    volets,
    ...readPartners(of('partners')),
    periods: readPeriods(of('start'), of('duration'), year),
    figures: readFigures([...of('description'), ...of('duration')]),
    ...readBudget(of('budget'), volets),
    excluded: readExcluded(body),
    missing: NEEDED.filter(name => !fiche.sections[name] && !(name === 'title' && title)).map(
      name => SECTION_WORDS[name],
    ),
    secondTitle: fiche.secondTitle,
  }
}

/** The first paragraph, and what follows it. */
function untilBlank(lines: OcrLine[]): { first: OcrLine[]; rest: OcrLine[] } {
  const start = lines.findIndex(line => line.text !== '')
  if (start === -1) return { first: [], rest: [] }
  // A title that a blank line cuts in two goes on in lower case.
  const goesOn = (i: number) => /^\p{Ll}/u.test(lines.slice(i).find(line => line.text !== '')?.text ?? '')
  const end = lines.findIndex(
    (line, i) => i > start && ((line.text === '' && !goesOn(i)) || /compos[ée]e? de/.test(line.text)),
  )
  return end === -1
    ? { first: lines.slice(start), rest: [] }
    : { first: lines.slice(start, end), rest: lines.slice(end) }
}

function titleOf(lines: OcrLine[]): Read<string> | null {
  const { first } = untilBlank(lines)
  const [line] = first
  return line ? readFrom(joinLines(first.filter(part => part.text !== '')).text.replace(/\.$/, ''), line) : null
}

const REFUSAL =
  /(?:ne (?:souhaite|souhaitent|veut|veulent) pas|n’(?:a|ont) pas été retenue?s?|ne particip(?:e|era|ent|eront) pas)/

/** What a fiche rules out: the proper name of the sentence, with the line of the refusal. */
function readExcluded(lines: OcrLine[]): Read<string>[] {
  const kept = lines.filter(line => line.text !== '')
  if (kept.length === 0) return []
  const joined = joinLines(kept)
  const found: Read<string>[] = []
  let from = 0
  for (const sentence of joined.text.split(/(?<=[.;!?])\s+(?=[\p{Lu}-])/u)) {
    const refusal = REFUSAL.exec(sentence)
    if (refusal) {
      const before = sentence.slice(0, refusal.index)
      // A name opens the sentence, or stands inside it with a capital; «A noter» and «La» are no names.
      const opening = /^(?:L’|Le |La |Les )?((?:\p{Lu}[\p{L}’-]+\s?){2,})/u.exec(before)?.[1]
      const inside = /(?<=[\p{Ll},’] )(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*)/u.exec(before)?.[1]
      const name = (opening ?? inside)?.trim()
      if (name) found.push(readFrom(name, joined.at(from + refusal.index)))
    }
    from += sentence.length + 1
  }
  return found
}
