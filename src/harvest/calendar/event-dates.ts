import ICAL from 'ical.js'
import { lastOf, type Moment, momentOf } from './paris-time.ts'

/** Days ahead in which the dates of a repeated event are worked out, and how many of them are kept. */
const AHEAD_DAYS = 90
const MOST_DATES = 50
/** A rule is walked this far at the most. */
const MOST_STEPS = 5000

/** When an event takes place, in the hours of Paris. */
export interface EventDates {
  start: Moment
  /** End of its only date, or of the last of its dates; null when it goes on without end. */
  end: Moment | null
  /** End of its first date. */
  firstEnd: Moment
  /** Starts of the dates that are not over. */
  ahead: Moment[]
  /** More dates of the next days than are kept. */
  cut?: { most: number }
}

/**
 * @param exceptions the events that move or cancel one of its dates
 * @throws Error when a date or the rule cannot be understood, or when the rule says more dates than anybody could hold
 */
export function eventDates(component: ICAL.Component, exceptions: ICAL.Component[], now: Date): EventDates {
  const event = new ICAL.Event(component, { exceptions })
  const zone = zoneOf(component, 'dtstart')
  if (!event.startDate) throw new Error('DTSTART')
  const start = momentOf(event.startDate, zone)
  const firstEnd = endOf(event, start, zone)
  if (!event.isRecurring())
    return { start, end: firstEnd, firstEnd, ahead: firstEnd.ms >= now.getTime() ? [start] : [] }
  const horizon = now.getTime() + AHEAD_DAYS * 86_400_000
  const endless = component.getAllProperties('rrule').some(isEndless)
  const ahead: Moment[] = []
  let end: Moment | null = null
  let left = 0
  const steps = startsOf(event, component)
  for (let step = 0; ; step += 1) {
    const { value: next, done } = steps.next()
    if (done) break
    if (step >= MOST_STEPS) {
      if (ahead.length === 0) throw new Error('RRULE')
      return { start, end: untilOf(component, zone), firstEnd, ahead, ...cutOf(left) }
    }
    const found = event.getOccurrenceDetails(next)
    if (isCancelled(found.item.component)) continue
    const from = momentOf(found.startDate, zoneOf(found.item.component, 'dtstart') ?? zone)
    if (endless && from.ms > horizon && ahead.length > 0) break
    const to = lastOf(momentOf(found.endDate, zone), from)
    if (end === null || to.ms > end.ms) end = to
    if (to.ms < now.getTime() || (from.ms > horizon && ahead.length > 0)) continue
    if (ahead.length < MOST_DATES) ahead.push(from)
    else left += 1
  }
  return { start, end: endless ? null : end, firstEnd, ahead, ...cutOf(left) }
}

const cutOf = (left: number): Pick<EventDates, 'cut'> => (left > 0 ? { cut: { most: MOST_DATES } } : {})

/** Each start of an event. The library leaves the first out where other dates are listed beside it without a rule. */
function* startsOf(event: ICAL.Event, component: ICAL.Component): Generator<ICAL.Time, void> {
  const steps = event.iterator()
  let first: ICAL.Time | null = component.hasProperty('rrule') ? null : event.startDate
  const gone = component.getAllProperties('exdate').flatMap(property => property.getValues())
  if (gone.some(date => date instanceof ICAL.Time && first?.compare(date) === 0)) first = null
  for (let next = steps.next(); next; next = steps.next()) {
    if (first !== null && next.compare(first) >= 0) {
      if (next.compare(first) > 0) yield first
      first = null
    }
    yield next
  }
  if (first !== null) yield first
}

function endOf(event: ICAL.Event, start: Moment, zone: string | undefined): Moment {
  const end = event.endDate as ICAL.Time | null
  return end ? lastOf(momentOf(end, zoneOf(event.component, 'dtend') ?? zone), start) : start
}

/** Whether a person called it off: the standard's status, or the word in front of the title. */
export function isCancelled(component: ICAL.Component): boolean {
  const status = String(component.getFirstPropertyValue('status') ?? '')
  const title = String(component.getFirstPropertyValue('summary') ?? '')
  return (
    /^cancel/i.test(status) || /^[^\p{L}]*(?:annul(?:é|e|ée|ee|és|ées|ation)|cancel(?:l?ed)?)(?!\p{L})/iu.test(title)
  )
}

const ruleOf = (property: ICAL.Property): ICAL.Recur | null => {
  const value = property.getFirstValue()
  return value instanceof ICAL.Recur ? value : null
}

const isEndless = (property: ICAL.Property): boolean => ruleOf(property)?.isFinite() === false

function untilOf(component: ICAL.Component, zone: string | undefined): Moment | null {
  const [until] = component.getAllProperties('rrule').map(property => ruleOf(property)?.until)
  return until ? momentOf(until, zone) : null
}

function zoneOf(component: ICAL.Component, name: string): string | undefined {
  const zone = component.getFirstProperty(name)?.getFirstParameter('tzid')
  return typeof zone === 'string' ? zone : undefined
}
