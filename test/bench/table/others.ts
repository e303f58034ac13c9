import { type Bench, figure, grown, json, NO_GOAL, single, turnsOf } from './line.ts'

export const others: Bench[] = [
  single({
    id: 'queue',
    line: null,
    measure: 'an empty job through our shell',
    against: 'bare BullMQ, same Redis',
    goal: NO_GOAL,
    run: ['fleet.ts', '--only', 'shell'],
    seconds: 180,
    read: output => ({
      value: `× ${figure(output, /ratio ([\d.]+)/).toFixed(2)}`,
      note: /shell: (.*)/.exec(output)?.[1] ?? '',
    }),
  }),
  single({
    id: 'report',
    line: null,
    measure: 'coverage report of 100 000 offers, computed',
    against: 'limit',
    goal: '< 3 s',
    run: ['coverage.ts', '100000'],
    seconds: 400,
    read(output) {
      const { turns, last } = turnsOf<Record<'reportMs' | 'xlsxMs' | 'inputMb' | 'rssMb' | 'exportsMb', number>>(output)
      return {
        value: `${(last.reportMs / 1000).toFixed(2)} s`,
        sizes: grown(turns, turn => turn.reportMs, 'ms'),
        note: `XLSX ${last.xlsxMs} ms; ${last.inputMb} MB resident with the offers read, ${last.rssMb} MB once the report is computed, ${last.exportsMb} MB after every export`,
        met: last.reportMs < 3000,
      }
    },
  }),
  single({
    id: 'departement',
    line: null,
    measure: 'coverage report of 3 000 services of DORA and 30 000 of other sources',
    against: 'limit',
    goal: '< 1 s, heaviest page < 150 KB',
    run: ['whole-departement.ts', '3000', '30000'],
    seconds: 60,
    read(output) {
      const { total, first, processor, heaviest } = json<{
        total: number
        first: number
        processor: number
        heaviest: { id: string; bytes: number }
      }>(output)
      return {
        value: `${(total / 1000).toFixed(2)} s`,
        note: `from the ledger to the pages; the first ${first} ms, ${processor} ms of processor; heaviest page «${heaviest.id}» ${Math.round(heaviest.bytes / 1000)} KB`,
        met: total < 1000 && heaviest.bytes < 150_000,
      }
    },
  }),
]
