import { fold } from '../../common/text.ts'
import { WEEKDAYS } from '../../common/weekdays.ts'
import type { RawOffer } from '../../harvest/connector.ts'
import { type Line, line, type Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'
import type { DoorContext, Found } from './door.ts'
import { offersOf } from './offers-of.ts'
import { many } from './page.ts'

/** A calendar: the dates of one workshop under one name are one offer. */
export async function throughCalendar(address: string, context: DoorContext): Promise<Found | null> {
  const harvest = { kind: 'ical', required: ['summary'] }
  const { offers, unread } = await offersOf(harvest, address, context)
  if (offers.length === 0) return null
  const named = Map.groupBy(offers, offer => fold(baseName(wordsOf(offer, 'summary'))))
  const units: Unit[] = []
  const notOffers: NotOffer[] = []
  for (const group of named.values()) {
    const [first] = group
    if (first === undefined) continue
    const title = baseName(wordsOf(first, 'summary'))
    const because = whyNot(title)
    if (because === null)
      units.push({ key: first.key, title, where: 'summary', link: first.address, lines: linesOf(group) })
    else notOffers.push({ words: title, because })
  }
  return {
    kind: 'ical',
    found: `${many(units.length)}, dans un agenda (${offers.length} événements)`,
    units,
    notOffers,
    unread,
    texts: ['description'],
    harvest,
    reads: {
      nom: [{ read: 'summary' }],
      description: [{ read: 'description' }],
      lieu: [{ read: 'location' }],
      telephone: [{ read: 'description' }],
      courriel: [{ read: 'description' }],
      debut: [{ read: 'dtstart' }],
      fin: [{ read: 'dtend' }],
    },
  }
}

/** «Atelier CV (3/6)», «Atelier CV – séance 3» are one workshop. */
const baseName = (summary: string): string =>
  summary
    .replace(/\s*[([]?\s*(?:séance |n° ?)?\d+\s*\/\s*\d+\s*[)\]]?\s*$/i, '')
    .replace(/\s*[–-]\s*séance \d+\s*$/i, '')
    .trim()

const wordsOf = (offer: RawOffer, name: string): string => offer.fields[name]?.[0]?.words ?? ''

function linesOf(group: readonly RawOffer[]): Line[] {
  const [first] = group
  if (first === undefined) return []
  const described = wordsOf(first, 'description')
    .split('\n')
    .filter(text => text.trim() !== '')
  const lines = described.map((text, at) => line(text, { where: 'description', block: at + 1 }))
  const place = wordsOf(first, 'location')
  if (place !== '')
    lines.push(line(place.replace(/,\s*France\s*$/i, ''), { label: 'Lieu', where: 'location', block: 100 }))
  const starts = group
    .flatMap(offer => [wordsOf(offer, 'dtstart'), ...(offer.fields.occurrence ?? []).map(({ words }) => words)])
    .filter(Boolean)
    .sort()
  const ends = group
    .map(offer => wordsOf(offer, 'dtend'))
    .filter(Boolean)
    .sort()
  const [start, end] = [starts[0], ends.at(-1)]
  if (start !== undefined) lines.push(line(start.slice(0, 10), { label: 'Début', where: 'dtstart', block: 101 }))
  if (end !== undefined) lines.push(line(end.slice(0, 10), { label: 'Fin', where: 'dtend', block: 102 }))
  const hours = hoursOf(first, group.length)
  if (hours !== null) lines.push(line(hours, { label: 'Horaires', where: 'dtstart', block: 103 }))
  return lines
}

/** «mardi : 09:00-12:00» of a weekly series; null when its days cannot be said so. */
function hoursOf(offer: RawOffer, dates: number): string | null {
  const [start, end, rule] = ['dtstart', 'dtend', 'rrule'].map(name => wordsOf(offer, name))
  const weekly = /FREQ=WEEKLY/.test(rule ?? '') && !/INTERVAL=[2-9]/.test(rule ?? '')
  const times = [start, end].map(text => /(\d\d:\d\d)/.exec(text ?? '')?.[1])
  if (!weekly || dates > 1 || times[0] === undefined) return null
  const days = [...(/BYDAY=([A-Z,]+)/.exec(rule ?? '')?.[1]?.split(',') ?? [])].map(
    code => WEEKDAYS[['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(code)] ?? '',
  )
  const day = WEEKDAYS[new Date(`${start?.slice(0, 10)}T12:00:00Z`).getUTCDay()] ?? ''
  const named = days.filter(Boolean)
  return times[1] === undefined ? null : `${(named.length > 0 ? named : [day]).join(', ')} : ${times[0]}-${times[1]}`
}
