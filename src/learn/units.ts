import { isDayHeading } from './day-heading.ts'
import { evidenceOf } from './evidence.ts'
import { isLabelHeading, topicsOf } from './labels.ts'
import { LEAST_TOLD, type Line, type Unit } from './line.ts'
import type { NotOffer } from './proposal.ts'
import { whyNot } from './refuse.ts'
import { titleKey } from './title-key.ts'

/** What a page's lines hold: offers one under another, or one. */
export interface Split {
  units: Unit[]
  notOffers: NotOffer[]
  /** Level of the headings that name the offers; null for a page of one offer. */
  level: number | null
}

/** Kinds of facts that a section tells before it is an offer. */
const LEAST = 2

/** Several offers under headings of one level, when at least two of them tell facts; otherwise the page is one offer. */
export function splitLines(lines: readonly Line[], title: string, address: string): Split {
  return (
    splitAt(lines, address, [2, 3, 4, 5, 1]) ??
    splitAt(namesAsHeadings(lines), address, [5]) ??
    wholePage(lines, title, address)
  )
}

function splitAt(lines: readonly Line[], address: string, levels: readonly number[]): Split | null {
  for (const level of levels) {
    const sections = sectionsOf(lines, level)
    const told = sections.filter(section => evidenceOf(section.lines).size >= LEAST)
    const sure = told.filter(section => whyNot(section.title, textOf(section.lines)) === null)
    const offers = sure.length < 2 ? sure : sections.filter(section => sure.includes(section) || isAlike(section, sure))
    const own = ownAnchors(sections)
    if (offers.length >= 2 || (offers.length === 1 && told.length >= 2))
      return {
        units: offers.map(section => ({ ...unitOf(section, { own, address }), notes: outside(lines, sections) })),
        notOffers: [...refused(sections), ...toldLittle(sections, [...told, ...offers])],
        level,
      }
  }
  return null
}

/** The page is one offer, or none. */
function wholePage(lines: readonly Line[], title: string, address: string): Split {
  // What stands above the title is the page’s, not the offer’s.
  const top = lines.findIndex(({ level, text }) => level === 1 && text === title)
  const kept = withoutEnds(lines.slice(Math.max(0, top)))
  const because = whyNot(title, '')
  if (because !== null) return { units: [], notOffers: [{ words: title, because }], level: null }
  const where = lines.find(({ text, level }) => level > 0 && text === title)?.where ?? 'titre de la page'
  const unit: Unit = { key: titleKey(title) || 'page', title, where, lines: kept, link: address }
  return { units: [unit], notOffers: refused(lines.flatMap((_, at) => sectionAt(lines, at) ?? [])), level: null }
}

interface Section {
  title: string
  heading: Line
  lines: Line[]
}

/** The title of a part that folds is a name as the title of a chapter is: «Permanence numérique». */
const isLabel = ({ text, level, toggle }: Line): boolean => isLabelHeading(text, toggle ? 3 : level)

/** A card that tells one thing, beside cards of its kind that are offers. */
function isAlike({ title, heading, lines }: Section, offers: readonly Section[]): boolean {
  const group = heading.boxes?.at(-1)?.group
  const beside = offers.filter(offer => group !== undefined && offer.heading.boxes?.at(-1)?.group === group)
  return beside.length >= 2 && evidenceOf(lines).size > 0 && whyNot(title, textOf(lines)) === null
}

/** Sections under the headings of a level that are names and not labels, nor the days and months that an agenda is cut in. */
function sectionsOf(lines: readonly Line[], level: number): Section[] {
  return lines.flatMap((at, rank) =>
    at.level === level && !isLabel(at) && !isDayHeading(at.text) && at.text !== ''
      ? (sectionAt(lines, rank) ?? [])
      : [],
  )
}

/** Names in front of their texts («**Atelier couture :** apprendre…») as headings of their own, when several of them stand one after the other. */
export function namesAsHeadings(lines: readonly Line[]): Line[] {
  const isName = ({ label, text, level, where }: Line) =>
    level === 0 &&
    label !== null &&
    where.startsWith('libellé') &&
    topicsOf(label).length === 0 &&
    text.length >= LEAST_TOLD
  const first = lines.filter(
    ({ label, level, where }, at) =>
      level === 0 &&
      label !== null &&
      where.startsWith('libellé') &&
      (lines[at - 1]?.label !== label || (lines[at - 1]?.level ?? 0) > 0),
  )
  const sure = first.filter(isName)
  if (sure.length < 2) return [...lines]
  // Beside names, a name with few words under it that tells what they tell is one too.
  const told = ({ label }: Line) =>
    evidenceOf(lines.filter(each => each.label === label).map(each => ({ ...each, label: null })))
  const opens = new Set(
    first.filter(each => isName(each) || (topicsOf(each.label ?? '').length === 0 && told(each).size >= LEAST)),
  )
  return lines.flatMap(each => {
    if (!opens.has(each) || each.label === null) return [each]
    const heading = { ...each, text: each.label, level: 5, label: null, where: `titre « ${each.label} »` }
    return [heading, { ...each, label: null }]
  })
}

/** What stands under a heading, up to the next name of the same level or above. */
function sectionAt(lines: readonly Line[], rank: number): Section | null {
  const heading = lines[rank]
  if (heading === undefined || heading.level === 0) return null
  const rest = lines.slice(rank + 1)
  const box = heading.boxes?.at(-1)
  const isBeyond = ({ boxes = [] }: Line) => box !== undefined && !boxes.some(({ id }) => id === box.id)
  const end = rest.findIndex(
    each => isBeyond(each) || (each.level > 0 && each.level <= heading.level && !isLabel(each)),
  )
  const own = end < 0 ? rest : rest.slice(0, end)
  return { title: heading.text, heading, lines: [...aboveIn(lines, rank), ...own] }
}

/** What a card says above its title: «Tout public», «Complet». */
function aboveIn(lines: readonly Line[], rank: number): Line[] {
  const box = lines[rank]?.boxes?.at(-1)
  if (box === undefined) return []
  const from = lines.findLastIndex(
    ({ level, boxes = [] }, at) => at < rank && (level > 0 || !boxes.some(({ id }) => id === box.id)),
  )
  return lines.slice(from + 1, rank)
}

/** A page of one offer ends where it speaks of something else: «Nos autres services», «Commentaires». */
function withoutEnds(lines: readonly Line[]): Line[] {
  const kept: Line[] = []
  let out: number | null = null
  for (const at of lines) {
    if (out !== null && at.level > 0 && at.level <= out) out = null
    if (out === null && at.level > 1 && !isLabel(at) && whyNot(at.text) !== null) out = at.level
    if (out === null) kept.push(at)
  }
  return kept
}

function refused(sections: readonly Section[]): NotOffer[] {
  const seen = new Set<string>()
  return sections.flatMap(({ title, lines }) => {
    const because = whyNot(title, textOf(lines))
    if (because === null || seen.has(title)) return []
    seen.add(title)
    return [{ words: title, because }]
  })
}

/** Beside offers, a section that tells one thing alone may be one: a person is told. */
function toldLittle(sections: readonly Section[], told: readonly Section[]): NotOffer[] {
  return sections.flatMap(section => {
    const { title, lines } = section
    const little = !told.includes(section) && evidenceOf(lines).size > 0 && whyNot(title, textOf(lines)) === null
    return little
      ? [
          {
            words: title,
            because: 'trop peu y est dit pour savoir si c’est une offre : à ajouter à la main si c’en est une',
          },
        ]
      : []
  })
}

function unitOf(
  { title, heading, lines }: Section,
  { own, address }: { own: ReadonlySet<string>; address: string },
): Unit {
  const { anchor = '' } = heading
  return {
    key: own.has(anchor) ? anchor : titleKey(title) || 'bloc',
    title,
    where: heading.where,
    lines,
    link: heading.links.length > 0 ? absolute(heading.links[0]?.href ?? '', address) : address,
  }
}

/**
 * What the page calls each offer. A box around several of them names none; «panneau-1», «panneau-2» in their order are ranks: an offer that moves up
 * would take the place of another.
 */
function ownAnchors(sections: readonly Section[]): ReadonlySet<string> {
  const anchors = sections.flatMap(({ heading }) => heading.anchor ?? [])
  const own = anchors.filter(
    (anchor, at) => !anchor.startsWith('h-') && anchors.indexOf(anchor) === at && anchors.lastIndexOf(anchor) === at,
  )
  const stems = new Set(own.map(anchor => anchor.replace(/\d+$/, '')))
  const ranks = own.map(anchor => Number(/\d+$/.exec(anchor)?.[0] ?? Number.NaN))
  const [first = Number.NaN] = ranks
  const isRanked = own.length > 1 && stems.size === 1 && first <= 1 && ranks.every((rank, at) => rank === first + at)
  return new Set(isRanked ? [] : own)
}

export function absolute(href: string, base: string): string | null {
  if (/^(?:tel|mailto|javascript|data):/i.test(href) || !URL.canParse(href, base)) return null
  return new URL(href, base).href
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n')

/** Lines of the page that stand in none of its sections: what it says once for all of them. */
function outside(lines: readonly Line[], sections: readonly Section[]): Line[] {
  const inside = new Set(sections.flatMap(({ lines: own, heading }) => [heading, ...own]))
  return lines.filter(each => !inside.has(each))
}
