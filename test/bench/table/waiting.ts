import { type Bench, grown, json, single, turnsOf } from './line.ts'

interface Visit {
  home: number
  sources: number
  perSecond: number
  processor: number
  heldAlone: number
  heldInCrowd: number
}

const visitors: Bench = {
  id: 'visitors',
  run: ['visitors.ts'],
  seconds: 420,
  rows: [
    {
      id: 'home',
      line: 3,
      measure: '`/` with 100 000 offers, p95',
      against: 'limit',
      goal: '≤ 20 ms',
      read(output) {
        const { turns, last } = turnsOf<Visit>(output)
        return {
          value: `${last.home} ms`,
          sizes: grown(turns, turn => turn.home, 'ms'),
          note: '',
          met: last.home <= 20,
        }
      },
    },
    {
      id: 'sources',
      line: 3,
      measure: '`/sources` with 100 000 offers, p95',
      against: 'limit',
      goal: '≤ 20 ms',
      read(output) {
        const { turns, last } = turnsOf<Visit>(output)
        const sizes = grown(turns, turn => turn.sources, 'ms')
        return { value: `${last.sources} ms`, sizes, note: '', met: last.sources <= 20 }
      },
    },
    {
      id: 'crowd',
      line: 3,
      measure: '20 visitors at once on `/` and `/sources`, 100 000 offers, answers a second',
      against: 'limit',
      goal: '≥ 200',
      read(output) {
        const { turns, last } = turnsOf<Visit>(output)
        const sizes = grown(turns, turn => turn.perSecond, 'a second')
        return {
          value: `${last.perSecond}`,
          sizes,
          note: `over HTTP, keep-alive; the portal took ${last.processor} ms of processor for each`,
          met: last.perSecond >= 200,
        }
      },
    },
    {
      id: 'hold',
      line: 3,
      measure: 'longest that the event loop was held meanwhile',
      against: 'limit',
      goal: '≤ 50 ms',
      read(output) {
        const { turns, last } = turnsOf<Visit>(output)
        const worst = (turn: Visit) => Math.max(turn.heldAlone, turn.heldInCrowd)
        return {
          value: `${worst(last)} ms`,
          sizes: grown(turns, worst, 'ms'),
          note: `${last.heldAlone} ms with one visitor, the very first pages included; ${last.heldInCrowd} ms with 20`,
          met: worst(last) <= 50,
        }
      },
    },
  ],
}

const command = (id: string, measure: string, most: number): Bench =>
  single({
    id,
    line: 6,
    measure,
    against: 'limit',
    goal: `≤ ${most} s`,
    run: ['commands.ts', id],
    seconds: 120,
    read(output) {
      const { processor, best, median } = json<Record<'processor' | 'best' | 'median', number>>(output)
      const note = `of the clock: ${best} s the best of seven, ${median} s the median`
      return { value: `${processor} s`, note, met: processor <= most }
    },
  })

export const waiting: Bench[] = [
  visitors,
  single({
    id: 'report-portal',
    line: 4,
    measure:
      'the report of 100 000 offers, from the ledger to the page, whole portal process: seconds until the page is whole, peak',
    against: 'limit',
    goal: '≤ 3 s, ≤ 500 MB',
    run: ['coverage-portal.ts'],
    seconds: 600,
    read(output) {
      type Turn = Record<'ms' | 'cpuMs' | 'openedMb' | 'peakMb', number> & { built: boolean }
      const { turns, last } = turnsOf<Turn>(output)
      const seconds = (turn: Turn) => Math.round(turn.ms / 10) / 100
      return {
        value: `${seconds(last)} s, ${last.peakMb} MB`,
        sizes: `${grown(turns, seconds, 's')}; ${grown(turns, turn => turn.peakMb, 'MB')}`,
        note: `${Math.round(last.cpuMs / 10) / 100} s of processor, all threads; ${last.openedMb} MB once the portal is open, before any report; ${last.built ? 'in few files, as installed' : 'from the sources'}`,
        met: last.ms <= 3000 && last.peakMb <= 500,
      }
    },
  }),
  single({
    id: 'match',
    line: 5,
    measure: 'every key of one structure renewed: 3 000 new offers matched with 3 000 services, seconds of processor',
    against: 'limit',
    goal: '≤ 10 s, exponent ≤ 1.2',
    run: ['match-renewed.ts', '3000'],
    seconds: 600,
    read(output) {
      const { turns, last } = turnsOf<Record<'processor' | 'planBytes', number>>(output)
      const sizes = grown(turns, turn => turn.processor, 's')
      return {
        value: `${last.processor} s`,
        sizes,
        note: `bytes of the plan: ${grown(turns, turn => turn.planBytes, '')}`,
        met: last.processor <= 10 && Number(/exponent ([\d.]+)/.exec(sizes)?.[1]) <= 1.2,
      }
    },
  }),
  command('help', '`--help`, seconds of processor', 0.1),
  command('validate', '`validate` of one record, seconds of processor', 0.25),
  command('start', 'first page of `start` in a new folder, seconds of processor', 1),
]
