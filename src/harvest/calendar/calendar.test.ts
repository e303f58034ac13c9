import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const event = (uid: string, ...lines: string[]) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `SUMMARY:Atelier ${uid}`,
  ...lines,
  'END:VEVENT',
]
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const read = (...lines: string[]) => harvestText({ kind: 'ical' }, calendar(...lines))

async function dates(...lines: string[]) {
  const { offers } = await read(...event('a', ...lines))
  const words = (name: string) => offers[0]?.fields[name]?.map(value => value.words)
  return { start: words('dtstart')?.[0], end: words('dtend')?.[0], ahead: words('occurrence') }
}

describe('what is no offer', () => {
  test.each([
    ['cancelled', ['DTSTART:20271210T090000Z', 'STATUS:CANCELLED']],
    ['private', ['DTSTART:20271210T090000Z', 'CLASS:PRIVATE']],
    ['confidential', ['DTSTART:20271210T090000Z', 'CLASS:CONFIDENTIAL']],
    ['over', ['DTSTART:20251210T090000Z', 'DTEND:20251210T100000Z']],
    ['over, repeated until last year', ['DTSTART:20240102T090000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20251231T000000Z']],
  ])('%s', async (_, lines) => {
    const { offers, outcome } = await read(...event('a', ...lines), ...event('b', 'DTSTART:20271210T090000Z'))
    expect(offers.map(offer => offer.key)).toEqual(['b'])
    expect(outcome.state).toBe('complete')
  })
  test.each([
    'ANNULÉ : Atelier CV',
    '[Annulé] Atelier',
    '❌ ANNULATION - Atelier',
    'Annulée – Permanence',
    'CANCELLED: x',
  ])('called off in its title: %s', async title =>
    expect(
      (await read('BEGIN:VEVENT', 'UID:a', `SUMMARY:${title}`, 'DTSTART:20271210T090000Z', 'END:VEVENT')).offers,
    ).toEqual([]),
  )
  test('«Annuler ses dettes» is a title', async () =>
    expect(
      (await read('BEGIN:VEVENT', 'UID:a', 'SUMMARY:Annuler ses dettes', 'DTSTART:20271210T090000Z', 'END:VEVENT'))
        .offers,
    ).toHaveLength(1))
})

describe('days and hours, in Paris', () => {
  test.each([
    [
      'a whole day: its end is excluded',
      ['DTSTART;VALUE=DATE:20271212', 'DTEND;VALUE=DATE:20271213'],
      '2027-12-12',
      '2027-12-12',
    ],
    ['three whole days', ['DTSTART;VALUE=DATE:20271212', 'DTEND;VALUE=DATE:20271215'], '2027-12-12', '2027-12-14'],
    ['a whole day without end', ['DTSTART;VALUE=DATE:20271212'], '2027-12-12', '2027-12-12'],
    [
      'a whole day that ends when it starts',
      ['DTSTART;VALUE=DATE:20271212', 'DTEND;VALUE=DATE:20271212'],
      '2027-12-12',
      '2027-12-12',
    ],
    ['two whole days by their duration', ['DTSTART;VALUE=DATE:20271212', 'DURATION:P2D'], '2027-12-12', '2027-12-13'],
    [
      'the night of a change of clocks',
      ['DTSTART;VALUE=DATE:20270327', 'DTEND;VALUE=DATE:20270329'],
      '2027-03-27',
      '2027-03-28',
    ],
    [
      'UTC in winter',
      ['DTSTART:20271210T233000Z', 'DTEND:20271211T003000Z'],
      '2027-12-11T00:30:00',
      '2027-12-11T01:30:00',
    ],
    ['UTC in summer', ['DTSTART:20270710T223000Z', 'DURATION:PT2H'], '2027-07-11T00:30:00', '2027-07-11T02:30:00'],
    [
      'a zone that the calendar does not describe',
      ['DTSTART;TZID=Europe/London:20271210T090000'],
      '2027-12-10T10:00:00',
      '2027-12-10T10:00:00',
    ],
    [
      'Paris',
      ['DTSTART;TZID=Europe/Paris:20271210T090000', 'DTEND;TZID=Europe/Paris:20271210T110000'],
      '2027-12-10T09:00:00',
      '2027-12-10T11:00:00',
    ],
    [
      'no zone at all',
      ['DTSTART:20271210T090000', 'DTEND:20271210T110000'],
      '2027-12-10T09:00:00',
      '2027-12-10T11:00:00',
    ],
    [
      'a zone of Windows',
      ['DTSTART;TZID=Romance Standard Time:20271210T090000'],
      '2027-12-10T09:00:00',
      '2027-12-10T09:00:00',
    ],
    [
      'until midnight',
      ['DTSTART:20271210T190000', 'DTEND:20271211T000000'],
      '2027-12-10T19:00:00',
      '2027-12-10T23:59:00',
    ],
    ['a day without its mark', ['DTSTART:20271210'], '2027-12-10', '2027-12-10'],
    [
      'written with dashes',
      ['DTSTART:2027-12-10T09:00:00', 'DTEND:2027-12-10 11:00'],
      '2027-12-10T09:00:00',
      '2027-12-10T11:00:00',
    ],
  ])('%s', async (_, lines, start, end) => expect(await dates(...lines)).toMatchObject({ start, end }))

  test('a zone that the calendar describes', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Ailleurs',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:-0500',
      'TZOFFSETTO:-0500',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const { offers } = await read(...zone, ...event('a', 'DTSTART;TZID=Ailleurs:20271210T190000'))
    expect(offers[0]?.fields.dtstart?.[0]?.words).toBe('2027-12-11T01:00:00')
  })
})

describe('repeated events end with their last date', () => {
  test.each([
    ['COUNT', ['RRULE:FREQ=WEEKLY;COUNT=10'], '2026-12-08T11:00:00', 2],
    ['UNTIL', ['RRULE:FREQ=WEEKLY;UNTIL=20261215T235959Z'], '2026-12-15T11:00:00', 3],
    ['UNTIL, a day', ['RRULE:FREQ=WEEKLY;UNTIL=20261215'], '2026-12-08T11:00:00', 2],
    [
      'its last dates are taken out',
      ['RRULE:FREQ=WEEKLY;COUNT=10', 'EXDATE;TZID=Europe/Paris:20261208T090000'],
      '2026-12-01T11:00:00',
      1,
    ],
    ['dates one by one', ['RDATE;TZID=Europe/Paris:20261212T090000,20270115T090000'], '2027-01-15T11:00:00', 2],
    ['no end', ['RRULE:FREQ=WEEKLY;BYDAY=TU'], undefined, 13],
  ])('%s', async (_, lines, end, ahead) => {
    const found = await dates(
      'DTSTART;TZID=Europe/Paris:20261006T090000',
      'DTEND;TZID=Europe/Paris:20261006T110000',
      ...lines,
    )
    expect(found).toMatchObject({ start: '2026-10-06T09:00:00' })
    expect(found.end).toBe(end)
    expect(found.ahead).toHaveLength(ahead)
  })

  test('one date moved, one cancelled', async () => {
    const own = ['BEGIN:VEVENT', 'UID:a', 'SUMMARY:Atelier a']
    const { offers, outcome } = await read(
      ...event('a', 'DTSTART:20261201T090000', 'DTEND:20261201T110000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...own,
      'RECURRENCE-ID:20261208T090000',
      'STATUS:CANCELLED',
      'DTSTART:20261208T090000',
      'END:VEVENT',
      ...own,
      'RECURRENCE-ID:20261215T090000',
      'DTSTART:20261217T140000',
      'DTEND:20261217T160000',
      'END:VEVENT',
    )
    expect(outcome.state).toBe('complete')
    expect(offers).toHaveLength(1)
    expect(offers[0]?.fields.occurrence?.map(value => value.words)).toEqual([
      '2026-12-01T09:00:00',
      '2026-12-17T14:00:00',
    ])
    expect(offers[0]?.fields.dtend?.[0]?.words).toBe('2026-12-17T16:00:00')
  })

  test('a series that starts in six months is there', async () =>
    expect((await dates('DTSTART:20270601T090000', 'RRULE:FREQ=WEEKLY;COUNT=5')).ahead).toEqual([
      '2027-06-01T09:00:00',
    ]))

  test('a date of a series that the file does not hold is an offer by itself', async () =>
    expect((await read(...event('a', 'RECURRENCE-ID:20261208T090000', 'DTSTART:20261208T090000'))).offers).toHaveLength(
      1,
    ))

  test('of two versions of an event, the latest', async () => {
    const { offers, outcome } = await read(
      ...event('a', 'SEQUENCE:2', 'DTSTART:20271212T090000'),
      ...event('a', 'SEQUENCE:1', 'DTSTART:20271211T090000'),
    )
    expect(offers.map(offer => offer.fields.dtstart?.[0]?.words)).toEqual(['2027-12-12T09:00:00'])
    expect(outcome.state).toBe('complete')
  })
})

describe('one bad event does not kill the calendar', () => {
  test.each([
    ['a month that does not exist', 'DTSTART:20271399T090000'],
    ['31 February', 'DTSTART;VALUE=DATE:20270231'],
    ['words', 'DTSTART:bientôt'],
    ['nothing', 'DTSTART:'],
    ['an hour that does not exist', 'DTSTART:20271210T990000'],
    ['a rule that means nothing', 'DTSTART:20271210T090000\r\nRRULE:FREQ=PARFOIS'],
    ['a duration that means nothing', 'DTSTART:20271210T090000\r\nDURATION:deux heures'],
    ['no start', 'DTEND:20271210T090000'],
    ['a rule of every second since 1990', 'DTSTART:19900101T000000Z\r\nRRULE:FREQ=SECONDLY'],
  ])('%s', async (_, line) => {
    const { offers, outcome, rejections } = await read(
      ...event('bon', 'DTSTART:20271210T090000'),
      ...event('faux', line),
      ...event('autre', 'DTSTART:20271211T090000'),
    )
    expect(offers.map(offer => offer.key)).toEqual(['bon', 'autre'])
    expect(outcome.state).toBe('partial')
    expect(rejections).toMatchObject([{ key: 'faux', where: 'https://partenaire.example.org/offres, événement n° 2' }])
  })

  test('a date taken out that cannot be read: the event stays, and it is said', async () => {
    const { offers, outcome } = await read(
      ...event('a', 'DTSTART:20261201T090000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:jamais'),
    )
    expect(offers).toHaveLength(1)
    expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'date-illisible', key: null }] })
  })

  test('a file cut short keeps what came before', async () => {
    const whole = calendar(...event('a', 'DTSTART:20271210T090000'), ...event('b', 'DTSTART:20271211T090000'))
    const { offers, outcome } = await harvestText({ kind: 'ical' }, whole.slice(0, -60))
    expect(offers.map(offer => offer.key)).toEqual(['a'])
    expect(outcome.state).toBe('partial')
  })

  test('a line break that was not escaped is part of its text', async () => {
    const { offers } = await read(
      ...event('a', 'DTSTART:20271210T090000', 'DESCRIPTION:Un atelier', 'pour tous : venez', ''),
    )
    expect(offers[0]?.fields.description?.[0]?.words).toBe('Un atelier\npour tous : venez')
  })
})
