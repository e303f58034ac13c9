import { readBudget, sameName } from './budget.ts'
import { runChecks } from './checks.ts'
import { readPeriod } from './dates.ts'
import { readExcluded } from './excluded.ts'
import { readFigures } from './figures.ts'
import { joinLines, readFrom } from './joined.ts'
import { readPartners } from './partners.ts'
import type { BudgetItem, FicheRead, OcrLine, PeriodRead, Proposal, Read } from './reading.ts'
import { repairText, type SpoiltWord } from './repairs.ts'
import { cutFiches, type FicheText, SECTION_WORDS, type SectionName } from './sections.ts'
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
  const totals = readTotals(before, after)
  const year = totals.period?.start ? Number(totals.period.start.value.slice(0, 4)) : null
  const fiches = texts.map(fiche => readFiche(fiche, year))
  return { totals, fiches, checks: runChecks(fiches, totals), repairs, spellings: spellings(fiches) }
}

const NEEDED: SectionName[] = ['title', 'description', 'start', 'duration', 'partners', 'budget']

function readFiche(fiche: FicheText, year: number | null): FicheRead {
  const of = (name: SectionName) => fiche.sections[name] ?? []
  const { announced, volets } = readVolets([...untilBlank(of('title')).rest, ...of('aims'), ...of('description')])
  const body = [...of('context'), ...of('aims'), ...of('description')]
  return {
    number: fiche.number,
    line: fiche.line,
    title: titleOf(of('title')),
    voletsAnnounced: announced,
    volets,
    ...readPartners(of('partners')),
    periods: readPeriods(of('start'), of('duration'), year),
    figures: readFigures([...of('description'), ...of('duration')]),
    ...readBudget(of('budget'), volets),
    excluded: readExcluded(body),
    missing: NEEDED.filter(name => !fiche.sections[name]).map(name => SECTION_WORDS[name]),
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

/** «OSEE : septembre à décembre 2024» names its volets; a line without label holds for the whole fiche. */
function readPeriods(start: OcrLine[], duration: OcrLine[], year: number | null): PeriodRead[] {
  const periods = new Map<string, PeriodRead>()
  for (const line of [...duration, ...start]) {
    if (line.text === '') continue
    const [, label = '', rest = line.text] = /^([^:]{2,60}?)\s*:\s*(.+)$/.exec(line.text) ?? []
    const period = readPeriod(rest, year)
    if (!period.start && !period.end) continue
    const labels = label === '' ? [] : label.split(/\s*[+,]\s*| et /)
    const key = labels.join('+').toLowerCase()
    const known = periods.get(key)
    periods.set(key, {
      labels,
      start: known?.start ?? (period.start ? readFrom(period.start, line) : null),
      end: known?.end ?? (period.end ? readFrom(period.end, line) : null),
    })
  }
  return [...periods.values()]
}

/** Names that are one under several spellings: that of the list of partners is kept, else the longest. */
function spellings(fiches: FicheRead[]): Proposal['spellings'] {
  const groups: { kept: string; listed: boolean; others: Map<string, number> }[] = []
  const add = (name: string, line: number, listed: boolean) => {
    const group = groups.find(found => sameName(found.kept, name))
    if (!group) return groups.push({ kept: name, listed, others: new Map() })
    if (group.kept === name) return
    const better = (listed && !group.listed) || (listed === group.listed && name.length > group.kept.length)
    if (better) group.others.set(group.kept, line).delete(name)
    else if (!group.others.has(name)) group.others.set(name, line)
    if (better) Object.assign(group, { kept: name, listed })
  }
  const pay = (item: BudgetItem) => {
    if (item.payee) add(item.payee, item.amount.line, false)
    item.parts.forEach(pay)
  }
  for (const fiche of fiches) {
    for (const partner of fiche.partners) add(partner.value, partner.line, true)
    for (const volet of fiche.volets) for (const carrier of volet.carriers) add(carrier, volet.name.line, false)
    fiche.state.items.forEach(pay)
  }
  return groups
    .filter(group => group.others.size > 0)
    .map(group => ({ kept: group.kept, others: [...group.others].map(([name, line]) => ({ name, line })) }))
}
