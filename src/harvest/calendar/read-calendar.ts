import ICAL from 'ical.js'

/** What could not be read of one event: its rank in the file (1 is the first), its UID when it has one, and why (French). */
export interface EventFault {
  at: number
  uid: string | null
  received: string
  expected: string
  /** The event is read without it. */
  kept: boolean
}

export interface CalendarText {
  events: { component: ICAL.Component; at: number }[]
  faults: EventFault[]
  /** The file stops before its end. */
  cut: boolean
}

interface Block {
  at: number
  uid: string | null
  lines: string[]
}

/** Names of the standard and of its extensions. */
const NAMES = new Set(
  `BEGIN END UID DTSTAMP DTSTART DTEND DUE DURATION SUMMARY DESCRIPTION STYLED-DESCRIPTION LOCATION STRUCTURED-LOCATION GEO URL CLASS STATUS PRIORITY
    SEQUENCE CREATED LAST-MODIFIED COMPLETED TRANSP CATEGORIES CONCEPT RESOURCES COMMENT CONTACT ORGANIZER ATTENDEE PARTICIPANT-TYPE CALENDAR-ADDRESS
    ATTACH IMAGE CONFERENCE STRUCTURED-DATA LINK REFID RELATED-TO RECURRENCE-ID RRULE RDATE EXRULE EXDATE REQUEST-STATUS COLOR NAME LOCATION-TYPE
    RESOURCE-TYPE ACTION TRIGGER REPEAT ACKNOWLEDGED PROXIMITY PERCENT-COMPLETE FREEBUSY BUSYTYPE TZID TZNAME TZOFFSETFROM TZOFFSETTO TZURL TZUNTIL
    TZID-ALIAS-OF VERSION PRODID METHOD CALSCALE SOURCE REFRESH-INTERVAL`.split(/\s+/),
)
/** Those, and the ones that programs begin with X-: «Infos: venez» and «TARIF: gratuit» are the rest of a text. */
const isProperty = (line: string): boolean => {
  const name = /^([A-Z][A-Z0-9-]*)(?:;[^:]*)?:/.exec(line)?.[1]
  return name !== undefined && (name.startsWith('X-') || NAMES.has(name))
}
/** A file whose names are all in small letters. */
const SMALL = /^begin:vcalendar$/
const DATED = /^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)((?:;[^:"]*(?:"[^"]*")?)*):(.*)$/i
const MOMENT = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(Z)?)?$/

/**
 * The events of a calendar, each read by itself: one that cannot be understood takes nothing away from the others. Dates that are only written otherwise
 * (`2027-12-10`, a day without its mark) are put right; dates that do not exist are faults. Null when the text is no calendar.
 */
export function readCalendar(text: string): CalendarText | null {
  const lines = unfolded(inCapitals(text))
  if (!/^BEGIN:VCALENDAR$/i.test(lines.find(line => line !== '') ?? '')) return null
  const { blocks, zones, cut } = blocksOf(lines)
  const faults: EventFault[] = []
  const tidy = blocks.flatMap(block => tidied(block, faults))
  return { events: componentsOf(tidy, zones, faults), faults, cut }
}

/** Names as the standard writes them, in a file that writes none of them so. */
function inCapitals(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (!SMALL.test(lines.find(line => line !== '') ?? '')) return text
  return lines
    .map(line => line.replace(/^(?:(?:begin|end):[a-z-]+$|[a-z][a-z0-9-]*)/, name => name.toUpperCase()))
    .join('\n')
}

/** Long lines are folded with a blank at the start of what follows; a line that is no property is the rest of a text whose line break was not escaped. */
function unfolded(text: string): string[] {
  const lines: string[] = []
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const last = lines.length - 1
    if (/^[ \t]/.test(line) && last >= 0) lines[last] += line.slice(1)
    else if (!isProperty(line) && line.trim() !== '' && last >= 0) lines[last] += `\\n${line}`
    else lines.push(line.trim())
  }
  return lines
}

function blocksOf(lines: readonly string[]): { blocks: Block[]; zones: string[]; cut: boolean } {
  const blocks: Block[] = []
  const zones: string[] = []
  const open: string[] = []
  let block: Block | null = null
  for (const line of lines) {
    const [, mark, name = ''] = /^(BEGIN|END):([A-Z0-9-]+)$/i.exec(line) ?? []
    const kind = name.toUpperCase()
    if (mark?.toUpperCase() === 'BEGIN') {
      open.push(kind)
      if (kind === 'VEVENT') block = { at: blocks.length + 1, uid: null, lines: [] }
    }
    const inside = open.includes('VTIMEZONE') ? 'zone' : open.at(-1) === 'VEVENT' ? 'event' : null
    if (inside === 'zone') zones.push(line)
    else if (inside === 'event' && block && mark === undefined && line !== '') block.lines.push(line)
    if (mark?.toUpperCase() !== 'END') continue
    open.pop()
    if (kind !== 'VEVENT' || block === null) continue
    blocks.push({ ...block, uid: /^UID[^:]*:(.*)$/im.exec(block.lines.join('\n'))?.[1]?.trim() || null })
    block = null
  }
  return { blocks, zones, cut: open.length > 0 }
}

/** Dates checked and put in the standard's form. An event without a readable start is left out; an exception that cannot be read only is. */
function tidied(block: Block, faults: EventFault[]): Block[] {
  const lines: string[] = []
  for (const line of block.lines) {
    const [, name = '', parameters = '', values = ''] = DATED.exec(line) ?? []
    if (name === '' || /VALUE=PERIOD/i.test(parameters)) {
      lines.push(line)
      continue
    }
    const moments = values.split(',').map(value => ({ value, moment: momentOf(value.trim()) }))
    const bad = moments.filter(({ moment }) => moment === null).map(({ value }) => value)
    const kept = /^(?:EXDATE|RDATE|DTEND)$/i.test(name)
    if (bad.length > 0)
      faults.push({
        at: block.at,
        uid: block.uid,
        received: `${name}:${bad.join(',')}`,
        expected: 'une date qui existe',
        kept,
      })
    if (bad.length > 0 && !kept) return []
    const good = moments.flatMap(({ moment }) => moment ?? [])
    if (good.length === 0) continue
    const days = good.every(moment => moment.length === 8)
    const others = parameters.replace(/;VALUE=DATE(?:-TIME)?/gi, '')
    lines.push(`${name}${others}${days ? ';VALUE=DATE' : ''}:${good.join(',')}`)
  }
  return [{ ...block, lines }]
}

/** `20271210` or `20271210T090000Z`; null when there is no such day or hour. */
function momentOf(text: string): string | null {
  const [, year, month, day, hour, minute, second = '00', utc = ''] = MOMENT.exec(text) ?? []
  if (!year || !month || !day) return null
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) return null
  if (hour === undefined) return `${year}${month}${day}`
  if (Number(hour) > 24 || Number(minute) > 59) return null
  return `${year}${month}${day}T${hour}${minute}${second}${utc}`
}

function componentsOf(
  blocks: readonly Block[],
  zones: readonly string[],
  faults: EventFault[],
): CalendarText['events'] {
  try {
    return parsed(blocks, zones)
  } catch {
    return blocks.flatMap(block => {
      try {
        return parsed([block], zones)
      } catch (error) {
        faults.push({
          at: block.at,
          uid: block.uid,
          received: (error instanceof Error ? error.message : '').slice(0, 200),
          expected: 'un événement au format iCal',
          kept: false,
        })
        return []
      }
    })
  }
}

function parsed(blocks: readonly Block[], zones: readonly string[]): CalendarText['events'] {
  const events = blocks.flatMap(({ lines }) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])
  const root: unknown[] = ICAL.parse(['BEGIN:VCALENDAR', ...zones, ...events, 'END:VCALENDAR'].join('\r\n'))
  return new ICAL.Component(root)
    .getAllSubcomponents('vevent')
    .map((component, at) => ({ component, at: blocks[at]?.at ?? 0 }))
}
