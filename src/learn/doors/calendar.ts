import { fold } from '../../common/text.ts'
import { WEEKDAYS } from '../../common/weekdays.ts'
import type { RawOffer } from '../../harvest/connector.ts'
import { type Line, line, type Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'
import type { DoorContext, Found } from './door.ts'
import { many } from './many.ts'
import { offersOf } from './offers-of.ts'

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

/** «mardi : 09:00-12:00» of an event that is repeated, when its rule can be said in days; null when it cannot. */
function hoursOf(offer: RawOffer, dates: number): string | null {
  const [start = '', last = '', each = '', rule = ''] = ['dtstart', 'dtend', 'endtime', 'rrule'].map(name =>
    wordsOf(offer, name),
  )
  const [from, to] = [start, each || last].map(text => /(\d\d:\d\d)/.exec(text)?.[1])
  const days = dates > 1 ? null : daysOf(rule, start)
  return days === null || from === undefined || to === undefined ? null : `${days} : ${from}-${to}`
}

const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const RANKS: Readonly<Record<string, string>> = { '1': '1er', '2': '2e', '3': '3e', '4': '4e', '-1': 'dernier' }
const EVERY: Readonly<Record<string, string>> = { '2': 'deux', '3': 'trois', '4': 'quatre' }

/** Days of a rule in words: «mardi, jeudi», «2e mercredi du mois», «mardi, une semaine sur deux» (which no hours of a week say, and a person sees). */
function daysOf(rule: string, start: string): string | null {
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(rule)?.[1] ?? ''
  const interval = part('INTERVAL') || '1'
  const named = part('BYDAY')
    .split(',')
    .flatMap(code => WEEKDAYS[CODES.indexOf(code)] ?? [])
  const own = WEEKDAYS[new Date(`${start.slice(0, 10)}T12:00:00Z`).getUTCDay()] ?? ''
  switch (part('FREQ')) {
    case 'DAILY':
      if (interval !== '1') return null
      return named.length > 0 ? named.join(', ') : 'tous les jours'
    case 'WEEKLY': {
      const days = (named.length > 0 ? named : [own]).join(', ')
      const weeks = EVERY[interval]
      return interval === '1' ? days : weeks === undefined ? null : `${days}, une semaine sur ${weeks}`
    }
    case 'MONTHLY': {
      // One day, by its rank: `2WE`, or `WE` and `BYSETPOS=2`.
      const [, rank = '', code = ''] = /^([+-]?\d)?([A-Z]{2})$/.exec(part('BYDAY')) ?? []
      const told = RANKS[(rank || part('BYSETPOS')).replace('+', '')]
      const day = WEEKDAYS[CODES.indexOf(code)]
      return interval !== '1' || told === undefined || day === undefined ? null : `${told} ${day} du mois`
    }
    default:
      return null
  }
}
