import ICAL from 'ical.js'
import { z } from 'zod'
import { rawValue } from '../clean/raw-value.ts'
import type { Connector, FetchedDocument, RawOffer, RawValue } from '../connector.ts'
import { unexpectedForm } from '../forms.ts'
import { count } from '../records/json-api.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, RequiredFields } from './settings.ts'

/** Days ahead in which the dates of a repeated event are worked out, and how many of them are kept. */
const AHEAD_DAYS = 90
const MOST_DATES = 50
/** A rule without end that started long ago is walked this far at the most. */
const MOST_STEPS = 5000
/** People: who organises or comes is not the offer's contact. */
const DROPPED = new Set(['attendee', 'organizer', 'dtstamp', 'sequence'])

/**
 * `kind: ical` — a calendar (`.ics`). One offer per event; fields are the event's properties in lower case (`summary`, `description`, `location`,
 * `dtstart`, `dtend`, `url`, `categories`, `rrule`), and `occurrence` lists the dates of the next 90 days.
 *
 *     harvest:
 *       kind: ical
 *       past: false
 */
export const IcalSettings = z.strictObject({
  kind: z.literal('ical'),
  /** Also read events that are over. Default: no. */
  past: z.boolean().default(false),
  required: RequiredFields,
  expect: ExpectSettings,
})
export type IcalSettings = z.infer<typeof IcalSettings>

export const ical: Connector<IcalSettings> = {
  kind: 'ical',
  parse: settings => IcalSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const { settings } = entry
    const tally = startTally(entry, settings.expect)
    let document: FetchedDocument
    try {
      document = await fetcher.get(entry.address, { accept: 'text/calendar, */*;q=0.1' })
    } catch (error) {
      return tally.fail(error)
    }
    tally.document(document)
    const events = readCalendar(document.text)
    if (events === null) {
      tally.broken(unexpectedForm(document, 'un calendrier iCal'))
      return tally.outcome()
    }
    for (const [at, event] of events.entries()) {
      if (event.hasProperty('recurrence-id')) continue
      const dates = occurrences(event, new Date(document.fetchedAt))
      if (dates.length === 0 && !settings.past) continue
      const offer = readEvent(event, dates, document, at)
      if (offer === null) {
        yield tally.reject(noUid(document.address, at))
        continue
      }
      count(offer, settings.required, tally)
      yield tally.offer(offer)
    }
    return tally.outcome()
  },
}

function readCalendar(text: string): ICAL.Component[] | null {
  try {
    const parsed: unknown[] = ICAL.parse(text)
    const calendars = Array.isArray(parsed[0]) ? parsed : [parsed]
    const roots = calendars.filter(Array.isArray).map(calendar => new ICAL.Component(calendar))
    if (roots.some(root => root.name !== 'vcalendar')) return null
    return roots.flatMap(root => root.getAllSubcomponents('vevent'))
  } catch {
    return null
  }
}

/** Dates of an event that are not over on `now`, within the next 90 days; a single event far ahead keeps its own date. */
function occurrences(component: ICAL.Component, now: Date): string[] {
  const event = new ICAL.Event(component)
  const start = event.startDate
  if (!start) return []
  if (!event.isRecurring()) return (event.endDate ?? start).toJSDate() >= now ? [start.toString()] : []
  const horizon = now.getTime() + AHEAD_DAYS * 86_400_000
  const dates: string[] = []
  const steps = event.iterator()
  for (let step = 0; step < MOST_STEPS && dates.length < MOST_DATES; step += 1) {
    const next = steps.next()
    if (!next || next.toJSDate().getTime() > horizon) break
    if (next.toJSDate() >= now) dates.push(next.toString())
  }
  return dates
}

function readEvent(component: ICAL.Component, dates: string[], document: FetchedDocument, at: number): RawOffer | null {
  const key = component.getFirstPropertyValue('uid')
  if (typeof key !== 'string' || key.trim() === '') return null
  const fields: Record<string, RawValue[]> = {}
  const add = (name: string, text: string) => {
    const origin = {
      document: document.hash,
      address: document.address,
      where: `VEVENT[${at + 1}]/${name.toUpperCase()}`,
    }
    const value = rawValue(text, origin)
    if (!value) return
    const values = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (values) values.push(value)
    else fields[name] = [value]
  }
  for (const property of component.getAllProperties())
    if (!DROPPED.has(property.name)) for (const value of property.getValues()) add(property.name, String(value))
  for (const date of dates) add('occurrence', date)
  const url = component.getFirstPropertyValue('url')
  const address = typeof url === 'string' && URL.canParse(url) ? url : document.address
  return { key: key.trim(), address, fields }
}

const noUid = (address: string, at: number) => ({
  code: 'cle-absente',
  key: null,
  where: `${address}, VEVENT[${at + 1}]`,
  field: 'uid',
  received: null,
  expected: 'un identifiant (UID)',
  message: `L’événement n° ${at + 1} du calendrier n’a pas d’identifiant.`,
  whose: 'partenaire' as const,
})
