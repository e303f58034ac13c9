import ICAL from 'ical.js'
import { z } from 'zod'
import { rejectionAt } from '../../common/rejection.ts'
import { eventDates, isCancelled } from '../calendar/event-dates.ts'
import { momentOf } from '../calendar/paris-time.ts'
import { type EventFault, readCalendar } from '../calendar/read-calendar.ts'
import { rawValue } from '../clean/raw-value.ts'
import type { Connector, FetchedDocument, HarvestEntry, Harvested, RawOffer } from '../connector.ts'
import { cutOffer } from '../cut-offer.ts'
import { unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import { noFields } from '../no-fields.ts'
import { ranked, within } from '../place-words.ts'
import { count } from '../records/json-api.ts'
import { serverWarned, withoutWarning } from '../server-warning.ts'
import type { Tally } from '../tally.ts'
import { ExpectSettings, RequiredFields } from './settings.ts'

/** People: who organises or comes is not the offer's contact. */
const DROPPED = new Set(['attendee', 'organizer', 'dtstamp', 'sequence', 'dtstart', 'dtend', 'duration'])

/**
 * `kind: ical` — a calendar (`.ics`). One offer per event; fields are the event's properties in lower case (`summary`, `description`, `location`,
 * `url`, `categories`, `rrule`), and its dates in the hours of Paris: `dtstart`, `dtend` (its last day, or that of its last date when it is repeated; absent
 * when it goes on without end; `endtime` says at what hour the first of several dates ends), `occurrence` (the dates of the next 90 days). What was cancelled, private or is over is no offer.
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
  harvest: (entry, fetcher) => harvestDocument(entry, fetcher, { accept: 'text/calendar, */*;q=0.1' }, readEvents),
}

async function* readEvents(
  document: FetchedDocument,
  { settings }: HarvestEntry<IcalSettings>,
  tally: Tally,
): AsyncGenerator<Harvested> {
  const { warning, rest } = withoutWarning(document.text)
  const calendar = readCalendar(rest)
  if (calendar === null) {
    tally.broken(unexpectedForm(document, 'un calendrier iCal'))
    return
  }
  if (warning !== null) yield tally.reject(serverWarned(document.address, warning))
  for (const fault of calendar.faults) yield tally.reject(badEvent(document.address, fault))
  if (calendar.cut) yield tally.reject(cutShort(document.address))
  const now = new Date(document.fetchedAt)
  for (const { component, at, exceptions, key } of offersOf(calendar.events)) {
    if (isCancelled(component) || isPrivate(component)) continue
    try {
      const dates = eventDates(component, exceptions, now)
      if (dates.ahead.length === 0 && !settings.past) continue
      if (key === null) {
        yield tally.reject(noUid(document.address, at))
        continue
      }
      const offer = readEvent(component, key, dates, document, at)
      count(offer, settings.required, tally)
      yield* tally.offer(offer)
      if (dates.cut) {
        const cut = { field: 'occurrence', of: 'dates', ...dates.cut }
        yield { kind: 'rejected', rejection: cutOffer(`${document.address}, ${eventPlace(at)}`, key, cut) }
      }
    } catch (error) {
      const received = error instanceof Error ? error.message.slice(0, 200) : ''
      const fault = { at, uid: key, received, expected: 'des dates qui se lisent', kept: false }
      yield tally.reject(badEvent(document.address, fault))
    }
  }
}

interface EventOffer {
  component: ICAL.Component
  at: number
  exceptions: ICAL.Component[]
  key: string | null
}

/** One offer per UID, in its latest version, with the events that change one of its dates; such an event without its series is an offer by itself. */
function offersOf(events: readonly { component: ICAL.Component; at: number }[]): EventOffer[] {
  const offers = new Map<string, EventOffer>()
  const others: EventOffer[] = []
  const changes: { component: ICAL.Component; at: number; uid: string; date: string }[] = []
  for (const { component, at } of events) {
    const uid = textOf(component, 'uid')
    const date = textOf(component, 'recurrence-id')
    if (date !== null && uid !== null) {
      changes.push({ component, at, uid, date })
      continue
    }
    const key = uid ?? `sans identifiant ${at}`
    const twin = offers.get(key)
    if (twin && versionOf(twin.component) > versionOf(component)) continue
    // Two events of one version are two, or the same twice: the tally tells.
    if (twin && versionOf(twin.component) === versionOf(component))
      others.push({ component, at, exceptions: [], key: uid })
    else offers.set(key, { component, at, exceptions: [], key: uid })
  }
  for (const { component, at, uid, date } of changes) {
    const series = offers.get(uid)
    if (series) series.exceptions.push(component)
    else offers.set(`${uid}_${date}`, { component, at, exceptions: [], key: `${uid}_${date}` })
  }
  return [...offers.values(), ...others.filter(other => isLatest(other, offers))]
}

/** Whether no later version of it stands further down. */
const isLatest = ({ component, key }: EventOffer, offers: ReadonlyMap<string, EventOffer>): boolean => {
  const kept = offers.get(key ?? '')
  return kept === undefined || versionOf(kept.component) === versionOf(component)
}

function textOf(component: ICAL.Component, name: string): string | null {
  const value = component.getFirstPropertyValue(name)
  const text = value === null ? '' : String(value).trim()
  return text === '' ? null : text
}

const versionOf = (component: ICAL.Component): number => Number(textOf(component, 'sequence') ?? 0) || 0

const isPrivate = (component: ICAL.Component): boolean =>
  /^(?:private|confidential)$/i.test(textOf(component, 'class') ?? '')

function readEvent(
  component: ICAL.Component,
  key: string,
  dates: ReturnType<typeof eventDates>,
  document: FetchedDocument,
  at: number,
): RawOffer {
  const fields = noFields()
  const add = (name: string, text: string) => {
    const where = within(eventPlace(at), name)
    const value = rawValue(text, { document: document.hash, address: document.address, where })
    if (!value) return
    const values = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (values) values.push(value)
    else fields[name] = [value]
  }
  for (const property of component.getAllProperties()) {
    if (DROPPED.has(property.name)) continue
    const zone = property.getFirstParameter('tzid')
    for (const value of property.getValues())
      add(property.name, value instanceof ICAL.Time ? momentOf(value, zone).wall : String(value))
  }
  add('dtstart', dates.start.wall)
  if (dates.end) add('dtend', dates.end.wall)
  // The last of its dates may end at another hour than the first: under another time, or moved.
  const { start, end, firstEnd } = dates
  if (firstEnd.wall.length > 10 && firstEnd.ms > start.ms && end?.ms !== firstEnd.ms)
    add('endtime', firstEnd.wall.slice(11, 16))
  for (const date of dates.ahead) add('occurrence', date.wall)
  const url = textOf(component, 'url')
  return { key, address: url !== null && URL.canParse(url) ? url : document.address, fields }
}

const eventPlace = (at: number): string => ranked(within('', 'vevent'), at)

const badEvent = (address: string, { at, uid, received, expected, kept }: EventFault) =>
  rejectionAt(kept ? 'date-illisible' : 'evenement-illisible', `${address}, ${eventPlace(at)}`, {
    key: kept ? null : uid,
    received,
    expected,
    message: kept
      ? `L’événement n° ${at} du calendrier est lu, mais pas cette date (${received}).`
      : `L’événement n° ${at} du calendrier ne se lit pas (${received}) : il est laissé de côté, les autres sont lus.`,
    whose: 'partenaire',
  })

const cutShort = (address: string) =>
  rejectionAt('fichier-illisible', address, {
    expected: 'un calendrier entier (END:VCALENDAR)',
    message: 'Le calendrier s’arrête avant sa fin : ce qui précède est lu.',
    whose: 'partenaire',
  })

const noUid = (address: string, at: number) =>
  rejectionAt('cle-absente', `${address}, ${eventPlace(at)}`, {
    field: 'uid',
    expected: 'un identifiant (UID)',
    message: `L’événement n° ${at} du calendrier n’a pas d’identifiant.`,
    whose: 'partenaire',
  })
