import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { readCalendar } from './read-calendar.ts'

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const START = 'DTSTART:20271210T090000'
const read = (...lines: string[]) => {
  const found = readCalendar(calendar(...lines))
  if (found === null) throw new Error('no calendar')
  return found
}
const said = (name: string, ...lines: string[]) =>
  read(...event(START, ...lines))
    .events[0]?.component.getFirstPropertyValue(name)
    ?.toString() ?? null

test.each([
  ['BEGIN:VCALENDAR\nEND:VCALENDAR', true],
  ['\uFEFF\n\n begin:vcalendar\nEND:VCALENDAR', true],
  ['xBEGIN:VCALENDAR', false],
  ['BEGIN:VCALENDARS', false],
  ['DTSTART:x\nBEGIN:VCALENDAR', false],
  ['', false],
])('whether %j is a calendar', (text, is) => {
  expect(readCalendar(text) !== null).toBe(is)
})

test.each([
  ['folded', 'SUMMARY:Un ate\r\n lier\r\n\t de rue', 'Un atelier de rue'],
  ['a break that was not escaped', 'DESCRIPTION:Un\r\nInfos: venez\r\n \r\nfin', 'Un\nInfos: venez\nfin'],
  ['blanks after it', 'SUMMARY:Un  ', 'Un'],
])('lines: %s', (_, lines, words) => {
  expect(said(lines.slice(0, lines.indexOf(':')).toLowerCase(), lines)).toBe(words)
})

test('a mark of order inside a text stays', () => {
  expect(said('summary', 'SUMMARY:a\uFEFFb')).toBe('a\uFEFFb')
})

test('events with their rank; what stands in other blocks is not theirs', () => {
  const { events, faults, cut } = read(
    'X-NOM:Agenda',
    ...event(START, 'UID:1', 'BEGIN:VALARM', 'SUMMARY:alarme', 'END:VALARM', 'SUMMARY:Un'),
    'BEGIN:VTODO',
    'SUMMARY:à faire',
    'END:VTODO',
    ...event(START, 'UID:2', 'SUMMARY:Deux'),
  )
  expect(events.map(({ component, at }) => [at, component.getFirstPropertyValue('summary')])).toEqual([
    [1, 'Un'],
    [2, 'Deux'],
  ])
  expect([faults, cut]).toEqual([[], false])
})

test('a file that stops before its end', () => {
  expect(readCalendar('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20271210\nEND:VEVENT')?.cut).toBe(true)
  expect(readCalendar('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20271210')).toMatchObject({ cut: true, events: [] })
  expect(readCalendar('BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR')).toMatchObject({ events: [], faults: [] })
})

describe('dates', () => {
  test.each([
    ['DTSTART:2027-12-10', '2027-12-10'],
    ['DTSTART:2027-12-10T09:05', '2027-12-10T09:05:00'],
    ['DTSTART:20271210T090507', '2027-12-10T09:05:07'],
    ['DTSTART:20271210T0959', '2027-12-10T09:59:00'],
    ['DTSTART;VALUE=DATE-TIME:20271210', '2027-12-10'],
    ['DTSTART;VALUE=DATE:20271210T090000', '2027-12-10T09:00:00'],
    ['DTSTART;TZID="Europe/Paris": 20271210T090000 ', '2027-12-10T09:00:00'],
    ['DTSTART:20271210T240000', '2027-12-11T00:00:00'],
  ])('%s is %s', (line, date) => {
    const { events, faults } = read(...event(line))
    expect(faults).toEqual([])
    expect(events[0]?.component.getFirstPropertyValue('dtstart')?.toString()).toBe(date)
  })

  test.each([
    '20271310',
    '20270230',
    '20270431',
    '2027',
    'demain',
    '20271210T250000',
    '20271210T096000',
    '20270010',
    '20270100',
  ])('there is no %s', date => {
    const { events, faults } = read(...event('UID;X=1: 7 ', `DTSTART:${date}`), ...event(START))
    expect(events.map(({ at }) => at)).toEqual([2])
    expect(faults).toEqual([
      { at: 1, uid: '7', received: `DTSTART:${date}`, expected: 'une date qui existe', kept: false },
    ])
  })

  test.each([
    ['EXDATE', true],
    ['RDATE', true],
    ['DTEND', true],
    ['RECURRENCE-ID', false],
  ])('%s that does not exist: the event is kept without it, or left', (name, kept) => {
    const { events, faults } = read(...event(START, `${name}: x ,20271211T090000`))
    expect(events).toHaveLength(kept ? 1 : 0)
    expect(faults).toMatchObject([{ at: 1, uid: null, received: `${name}: x `, kept }])
    if (kept) expect(events[0]?.component.getAllProperties(name.toLowerCase())).toHaveLength(1)
    if (kept)
      expect(read(...event(START, `${name}:x`)).events[0]?.component.hasProperty(name.toLowerCase())).toBe(false)
  })

  test('days and hours in one list; a period is left as it is', () => {
    const lines = read(
      ...event(START, 'EXDATE:20271211,20271212T090000', 'RDATE;VALUE=PERIOD:20271213T090000/PT1H'),
    ).events
    expect(lines[0]?.component.toString()).toContain('RDATE;VALUE=PERIOD:20271213T090000/PT1H')
    expect(lines[0]?.component.toString()).not.toContain('EXDATE;VALUE=DATE')
  })
})

test('an event that the library refuses takes nothing from the others', () => {
  const { events, faults } = read(
    ...event(START),
    ...event(START, 'UID:x', `RRULE:FREQ=${'A'.repeat(300)}`),
    ...event(START),
  )
  expect(events.length + faults.length).toBeGreaterThanOrEqual(3)
  for (const fault of faults) {
    expect(fault).toMatchObject({ at: 2, uid: 'x', expected: 'un événement au format iCal', kept: false })
    expect(fault.received.length).toBeLessThanOrEqual(200)
  }
})

describe('calendars as tools and people write them', () => {
  const dated = 'DTSTART:20270112T090000Z'
  const read = (text: string) => harvestText({ kind: 'ical' }, text)
  const words = (offers: Awaited<ReturnType<typeof read>>['offers'], name: string) =>
    offers.map(({ fields }) => fields[name]?.map(value => value.words).join(' | '))
  const calendarOf = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n')
  const eventOf = (uid: string, ...lines: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT']

  test('a line of a text that begins as a name in capitals stays in the text', async () => {
    const text = ['DESCRIPTION:Venez', 'TARIF: gratuit', 'ATTENTION: places limitées', 'X-APPLE-Y:1', dated]
    const { offers } = await read(calendarOf(...eventOf('a', ...text)))
    expect(words(offers, 'description')).toEqual(['Venez\nTARIF: gratuit\nATTENTION: places limitées'])
    expect(words(offers, 'tarif')).toEqual([undefined])
  })

  test('names in small letters are names', async () => {
    const { offers } = await read(
      'begin:vcalendar\nbegin:vevent\nuid:z\nsummary:Atelier : le CV\ndtstart;tzid=Europe/Paris:20270112T090000\nend:vevent\nend:vcalendar\n',
    )
    expect(words(offers, 'summary')).toEqual(['Atelier : le CV'])
    expect(words(offers, 'dtstart')).toEqual(['2027-01-12T09:00:00'])
  })

  test('one UID for two events: the second is told, none is lost in silence', async () => {
    const { offers, rejections, outcome } = await read(
      calendarOf(
        ...eventOf('1', 'SUMMARY:CV', dated),
        ...eventOf('1', 'SUMMARY:Café', dated),
        ...eventOf('1', 'SUMMARY:CV', dated),
      ),
    )
    expect(words(offers, 'summary')).toEqual(['CV'])
    expect(rejections.map(({ code }) => code)).toEqual(['cle-en-double'])
    expect(outcome.state).toBe('partial')
  })

  test('of two versions of one event the later is read, wherever it stands', async () => {
    const [one, two, old] = [
      eventOf('1', 'SUMMARY:Un', 'SEQUENCE:2', dated),
      eventOf('1', 'SUMMARY:Deux', 'SEQUENCE:3', dated),
      eventOf('1', 'SUMMARY:Vieux', dated),
    ]
    for (const order of [
      [one, two, old],
      [old, old, two, one],
      [old, one, one, two],
    ]) {
      const { offers, rejections } = await read(calendarOf(...order.flat()))
      expect([words(offers, 'summary'), rejections]).toEqual([['Deux'], []])
    }
  })

  test.each([
    ['beside the first', 'DTSTART:20270105T090000Z', 'RDATE:20270112T090000Z', ['05', '12']],
    ['with the first among them', 'DTSTART:20270105T090000Z', 'RDATE:20270105T090000Z,20270112T090000Z', ['05', '12']],
    ['before the first', 'DTSTART:20270112T090000Z', 'RDATE:20270105T090000Z', ['05', '12']],
    [
      'beside a first that is taken out',
      'DTSTART:20270105T090000Z\r\nEXDATE:20270105T090000Z',
      'RDATE:20270112T090000Z',
      ['12'],
    ],
  ])('dates listed one by one %s', async (_, start, list, days) => {
    const { offers } = await read(calendarOf(...eventOf('a', start, list)))
    expect(words(offers, 'occurrence')).toEqual([days.map(day => `2027-01-${day}T10:00:00`).join(' | ')])
  })
})
