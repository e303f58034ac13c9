import { type Bench, figure, grown, json, single, turnsOf } from './line.ts'

export const memory: Bench[] = [
  single({
    id: 'plan-memory',
    line: 7,
    measure: 'harvest → plan of 100 000 offers: peak of memory, seconds of processor, bytes of the ledger an offer',
    against: 'limit',
    goal: '≤ 250 MB, ≤ 30 s, ≤ 2 000 B',
    run: ['plan-memory.ts'],
    seconds: 900,
    read(output) {
      type Turn = { code: number | null; peakMB: number; cpuSeconds: number; ledgerBytes: number; told?: string }
      const { turns, last } = turnsOf<Turn>(output)
      return {
        value: `${last.peakMB} MB, ${last.cpuSeconds} s, ${last.ledgerBytes} B`,
        sizes: `${grown(turns, turn => turn.peakMB, 'MB')}; ${grown(turns, turn => turn.cpuSeconds, 's')}; ${grown(turns, turn => turn.ledgerBytes, 'B')}`,
        note: last.code === 0 ? '' : `failed: ${/"message":"([^"]+)"/.exec(last.told ?? '')?.[1] ?? last.code}`,
        met: last.code === 0 && last.peakMB <= 250 && last.cpuSeconds <= 30 && last.ledgerBytes <= 2000,
      }
    },
  }),
  single({
    id: 'worker',
    line: 7,
    measure: 'a worker at rest, memory',
    against: 'limit',
    goal: '≤ 150 MB',
    run: ['fleet.ts', '--only', 'memory'],
    seconds: 180,
    read(output) {
      const rest = (kind: string) => figure(output, new RegExp(`memory: ${kind} (\\d+) MB`))
      return {
        value: `${rest('worker')} MB`,
        note: `web ${rest('web')} MB, scheduler ${rest('scheduler')} MB; two seconds after each is ready`,
        met: rest('worker') <= 150,
      }
    },
  }),
  single({
    id: 'install',
    line: 10,
    measure: 'production install without the runtime',
    against: 'limit',
    goal: '≤ 150 MB',
    run: ['install.ts'],
    seconds: 300,
    read(output) {
      const { mb, packages, heaviest } = json<{ mb: number; packages: number; heaviest: string[] }>(output)
      return {
        value: `${mb} MB`,
        note: `${packages} packages; MB of the heaviest: ${heaviest.slice(0, 5).join(', ')}`,
        met: mb <= 150,
      }
    },
  }),
]
