import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sequentialIds } from '../common/ids.ts'
import { seededRandom } from '../common/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { joinedMonthsAgo, LATE_WEEKS, lateSource, MONTHS, mondays, monthEnd } from './calendar.ts'
import { pastPasses } from './past-passes.ts'
import { pastWords } from './past-words.ts'

const NOW = new Date('2030-06-12T10:00:00Z')
const SOURCES = Array.from({ length: 26 }, (_, n) => ({ id: `s${n}`, partner: `p${n % 5}` }))

describe('the calendar of a demonstration', () => {
  test('sources join one after the other, the first eleven months ago and the last one last month', () => {
    const months = [...joinedMonthsAgo(SOURCES).values()]
    expect(months[0]).toBe(MONTHS)
    expect(months.at(-1)).toBe(1)
    expect(months).toEqual(months.toSorted((a, b) => b - a))
    expect(new Set(months).size).toBe(MONTHS)
  })
  test.each([
    [0, '2030-06-30'],
    [1, '2030-05-31'],
    [4, '2030-02-28'],
    [6, '2029-12-31'],
  ])('the month %i months ago ends on %s', (ago, day) => expect(monthEnd(NOW, ago)).toBe(day))
  test('Mondays go back from the last one that is past', () => {
    expect(mondays(NOW, 2).map(day => day.toISOString())).toEqual([
      '2030-06-10T03:15:00.000Z',
      '2030-06-03T03:15:00.000Z',
    ])
    expect(mondays(new Date('2030-06-10T02:00:00Z'), 1)[0]?.toISOString()).toBe('2030-06-03T03:15:00.000Z')
  })
})

describe('the past of a demonstration', () => {
  let ledger: Ledger
  const deps = () => ({ db: ledger.db, newId: sequentialIds(), random: seededRandom(35), now: NOW })
  beforeAll(async () => {
    ledger = await openLedger({ path: ':memory:' }, { clock: { now: () => NOW, sleep: async () => undefined } })
    for (const { id } of SOURCES) {
      const run = await ledger.runs.begin(id, 'test')
      const end = { state: 'succeeded', outcome: null, report: null, plan: null, message: null } as const
      await ledger.runs.finish(run, end)
      const version = NOW.toISOString()
      const read = { fingerprint: null, record: null, rejection: null, provenance: null, findings: null }
      await ledger.offers.saw({ source: id, key: 'k', name: `Offre ${id}`, version, run, ...read })
    }
    await pastPasses(deps(), SOURCES, new Map(SOURCES.map(({ id }) => [id, 2])))
  })
  afterAll(() => ledger?.close())

  test('every source has a pass a week since it joined, and none is left under way', async () => {
    const runs = await ledger.listRuns({ limit: 5000 })
    expect(runs.filter(run => run.ended === null)).toEqual([])
    const joined = joinedMonthsAgo(SOURCES)
    for (const { id } of SOURCES) {
      const began = monthEnd(NOW, joined.get(id) ?? 0)
      const expected = mondays(NOW, 48).filter(day => day.toISOString().slice(0, 10) >= began).length
      expect(runs.filter(run => run.source === id && run.trigger === 'horaire')).toHaveLength(expected)
    }
    expect(runs.filter(run => run.state === 'failed').length).toBeGreaterThan(LATE_WEEKS)
  })
  test('one source is late and the others stand as the first pass of today left them', async () => {
    const late = lateSource(SOURCES)?.id
    const memories = await ledger.sources.list()
    expect(memories.filter(({ lastOutcome }) => lastOutcome !== 'succeeded').map(({ id }) => id)).toEqual([late])
    expect(memories.filter(({ lastSuccess }) => lastSuccess !== NOW.toISOString()).map(({ id }) => id)).toEqual([late])
    const [last] = await ledger.listRuns({ source: late ?? '', limit: 1 })
    expect(last).toMatchObject({ state: 'failed', trigger: 'horaire' })
  })
  test('no delay of publication is invented: what was published today was first seen today', async () => {
    const first = await Promise.all(SOURCES.map(async ({ id }) => (await ledger.offers.read(id, 'k'))?.firstSeen))
    expect(new Set(first)).toEqual(new Set([NOW.toISOString()]))
  })
  test('calls are noted on different days, and one correction waits for an answer', async () => {
    const offers = SOURCES.map(({ id }) => ({ source: id, key: 'k', name: `Offre ${id}`, telephone: '+33299000000' }))
    await pastWords(deps(), SOURCES, offers)
    const said = await ledger.statements.list({ limit: 100 })
    const calls = said.flatMap(({ body }) => (body.kind === 'confirmation' && body.call ? [body.call.day] : []))
    expect(new Set(calls).size).toBe(8)
    expect(said.filter(({ state }) => state === 'open').map(({ body }) => body.kind)).toEqual(['correction'])
  })
})
