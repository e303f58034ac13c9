import { type Bench, figure, grown, json, single, turnsOf } from './line.ts'

interface Pass {
  requests: number
  writes: number
  created: number
  seconds: number
}
type Passes = Record<'first' | 'settling' | 'again', Pass>

const perOffer = ({ first }: Passes) => Math.round((first.requests / first.created) * 1000) / 1000

export const requests: Bench[] = [
  single({
    id: 'unchanged',
    line: 1,
    measure: 'requests to DORA of a pass over 300 structures where nothing changed',
    against: 'limit',
    goal: '≤ 5, and 0 writes',
    run: ['unchanged.ts', '300'],
    seconds: 240,
    read(output) {
      const { turns, last } = turnsOf<Passes>(output)
      return {
        value: `${last.again.requests}`,
        sizes: grown(turns, ({ again }) => again.requests, ''),
        note: `${last.again.writes} writes, ${last.again.seconds} s; one offer in each structure`,
        met: last.again.requests <= 5 && last.again.writes === 0,
      }
    },
  }),
  single({
    id: 'samples',
    line: 1,
    measure: 'requests to DORA of a pass over the 27 sources of the project where nothing changed',
    against: 'limit',
    goal: '≤ 8, and 0 writes',
    run: ['unchanged.ts', 'samples'],
    seconds: 120,
    read(output) {
      const { again, first } = json<{ turns: [Passes] }>(output).turns[0]
      return {
        value: `${again.requests}`,
        note: `${again.writes} writes, ${again.seconds} s; the first pass: ${first.requests} requests for ${first.created} offers created, ${first.writes} writes`,
        met: again.requests <= 8 && again.writes === 0,
      }
    },
  }),
  single({
    id: 'creating',
    line: 2,
    measure: 'requests to DORA for each offer that a first pass creates (33 in a structure)',
    against: 'limit',
    goal: '≤ 1.1',
    run: ['creating.ts'],
    seconds: 300,
    read(output) {
      const { turns, last } = turnsOf<Passes>(output)
      return {
        value: `${perOffer(last)}`,
        sizes: grown(turns, perOffer, ''),
        note: `${last.first.requests} requests for ${last.first.created} offers, of which ${last.first.writes} writes; the next pass, which reads what was created: ${last.settling.requests}`,
        met: perOffer(last) <= 1.1,
      }
    },
  }),
  single({
    id: 'quota',
    line: null,
    measure: 'quota used by three workers with work to do, one killed and Redis restarted on the way',
    against: 'what DORA allows',
    goal: '≥ 95 %, no 429',
    run: ['fleet-quota.ts', '130', '60'],
    seconds: 240,
    read(output) {
      const used = figure(output, /(\d+) % of what/)
      return {
        value: `${used} %`,
        note: output.trim().split('\n').at(-1) ?? '',
        met: used >= 95 && figure(output, /429: (\d+)/) === 0,
      }
    },
  }),
]
