import { numberInLetters } from '../common/number-in-letters.ts'
import { readBudget, sameName } from './budget.ts'
import { runChecks } from './checks.ts'
import { lastDayOf, readPeriod } from './dates.ts'
import { labelWords } from './fiche-label.ts'
import { joinLines, readFrom } from './joined.ts'
import type { BudgetItem, FicheRead, FigureRead, OcrLine, PeriodRead, Proposal, Read } from './reading.ts'
import { repairText, type SpoiltWord } from './repairs.ts'
import { cutFiches, type FicheText, SECTION_WORDS, type SectionName } from './sections.ts'
import { readTotals } from './totals.ts'
import { readVolets, splitNames } from './volets.ts'

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

/** «OSEE : septembre à décembre 2024» names its volets; a line without label holds for the whole fiche. */
function readPeriods(start: OcrLine[], duration: OcrLine[], year: number | null): PeriodRead[] {
  const periods = new Map<string, PeriodRead>()
  for (const line of [...duration, ...start]) {
    const { labels, key, rest } = labelled(line)
    const period = readPeriod(rest, year)
    if (!period.start && !period.end) continue
    const known = periods.get(key)
    periods.set(key, {
      labels,
      start: known?.start ?? (period.start ? readFrom(period.start, line) : null),
      end: known?.end ?? (period.end ? readFrom(period.end, line) : null),
    })
  }
  for (const line of duration) {
    const { labels, key, rest } = labelled(line)
    const known = periods.get(key)
    const begins = known?.start ?? periods.get('')?.start
    const end = begins && !known?.end ? lastDayOf(rest, begins.value) : null
    if (begins && end) periods.set(key, { labels, start: begins, end: readFrom(end, line) })
  }
  return [...periods.values()]
}

/** The volets that a line names before a colon, and what it says of them. */
function labelled({ text }: OcrLine): { labels: string[]; key: string; rest: string } {
  const [, label = '', rest = text] = /^([^:]{2,60}?)\s*:\s*(.+)$/.exec(text) ?? []
  const labels = label === '' ? [] : label.split(/\s*[+,]\s*| et /)
  return { labels, key: labels.join('+').toLowerCase(), rest }
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

const LABEL = /^(?:[-–—•]\s*)?(partenaires?(?:\s+op[ée]rationnels?)?|co-?\s?financeurs?)\s*:\s*/i

/** Names under «Partenaires» and «Co-financeurs». Operational partners are left to the description: they receive no money. */
function readPartners(lines: OcrLine[]): { partners: Read<string>[]; cofunders: Read<string>[] } {
  const partners: Read<string>[] = []
  const cofunders: Read<string>[] = []
  let into: Read<string>[] | null = partners
  let pending = ''
  let pendingLine: OcrLine | null = null
  const flush = () => {
    if (into && pendingLine) for (const name of namesOf(pending)) into.push(readFrom(name, pendingLine))
    pending = ''
    pendingLine = null
  }
  for (const line of lines) {
    if (line.text === '') continue
    const label = LABEL.exec(line.text)
    if (label) {
      flush()
      const kind = (label[1] ?? '').toLowerCase()
      into = kind.startsWith('co') ? cofunders : kind.includes('op') ? null : partners
    }
    const text = label ? line.text.slice(label[0].length) : line.text
    if (text === '') continue
    // «COORACE Bretagne : intervient en appui…» names one; «- Sinad emploi : SINAD» names one after a volet.
    const described = /^(?:[-–—•]\s*)?([^:]{2,60}?)\s*:\s*(.+)$/.exec(text)
    if (described) {
      flush()
      const [, left = '', right = ''] = described
      const name = right.split(' ').length <= 4 && /^\p{Lu}/u.test(right) ? right : left
      into?.push(readFrom(name.replace(/[.;]$/, ''), line))
    } else if (/^[-–—•]\s/.test(text)) {
      flush() // a volet's name, which announces its own partners below
    } else {
      const goesOn = pendingLine !== null && !/[.;]$/.test(pending)
      if (!goesOn) flush()
      pending = goesOn ? `${pending} ${text}` : text
      pendingLine ??= line
    }
  }
  flush()
  return { partners: partners.filter(looksLikeName), cofunders: cofunders.filter(looksLikeName) }
}

/** «CLPS (PAEAD + No code), CRESS (PIGA)» → without what stands in brackets. */
const namesOf = (text: string) => splitNames(text.replace(/\([^)]*\)/g, ''))

/** The tail of a sentence about a partner is not a name. */
const looksLikeName = (read: Read<string>) => /^\p{Lu}/u.test(read.value) && read.value.split(' ').length <= 8

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

const NUMBER = '(\\d{1,3}(?: \\d{3})+|\\d+(?:[.,]\\d+)?|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)'
const UNITS: { kind: FigureRead['kind']; unit: string; words: string }[] = [
  { kind: 'rythme', unit: 'heures par jour', words: 'h(?:eures?)? par jour' },
  { kind: 'rythme', unit: 'heures par semaine', words: 'h(?:eures?)? (?:par semaine|hebdomadaires?)' },
  { kind: 'rythme', unit: 'jours par semaine', words: 'jours? (?:par )?semaine' },
  { kind: 'heures', unit: 'heures', words: '(?:premi[èeé]res )?(?:heures?|h)(?!\\p{L})' },
  { kind: 'durée', unit: 'mois', words: 'mois(?!\\p{L})' },
  { kind: 'durée', unit: 'semaines', words: 'semaines?(?!\\p{L})' },
  { kind: 'durée', unit: 'demi-journées', words: 'demi-? ?journ[ée]es' },
  { kind: 'sessions', unit: 'sessions', words: 'sessions?(?!\\p{L})' },
  { kind: 'sessions', unit: 'séjours', words: 's[ée]jours?(?!\\p{L})' },
  {
    kind: 'effectif',
    unit: 'personnes',
    words: '(?:adultes|personnes|participante?s?|stagiaires|artistes|places|b[ée]n[ée]ficiaires)(?!\\p{L})',
  },
]
/** A share per person is money, not a number of people. */
const PATTERN = new RegExp(
  `(?<![\\p{L}\\d,.])${NUMBER}(?:\\s*(?:à|a|-|–)\\s*${NUMBER})?\\s*(${UNITS.map(unit => unit.words).join('|')})( et demie?)?`,
  'giu',
)

/** Hours, lengths, numbers of people and sessions in a description, each with its line. «une personne» is no figure. */
function readFigures(lines: OcrLine[]): FigureRead[] {
  return lines.flatMap(line =>
    [...line.text.matchAll(PATTERN)].flatMap(match => {
      const half = match[4] ? 0.5 : 0
      const low = toNumber(match[1] ?? '')
      const high = match[2] ? toNumber(match[2]) : low
      const unit = UNITS.find(({ words }) => new RegExp(`^${words}$`, 'iu').test(match[3] ?? ''))
      const article = /^une?$/i.test(match[1] ?? '') && unit?.kind !== 'durée'
      if (low === null || high === null || !unit || article) return []
      return [
        {
          kind: unit.kind,
          text: match[0],
          min: low + half,
          max: high + half,
          unit: unit.unit,
          line: line.line,
          words: line.raw.slice(0, 200),
        },
      ]
    }),
  )
}

const toNumber = (text: string) =>
  /^\d/.test(text) ? Number(text.replace(/ /g, '').replace(',', '.')) : numberInLetters(text)
