import { type Bench, figure, grown, NO_GOAL, single, turnsOf } from './line.ts'

const python = process.env.BENCH_PYTHON
/** The scripts that compare with the official Python package need one that has it. */
const withPython = (script: string, records: string): Bench['run'] =>
  python ? [script, python, records] : { cannot: 'needs BENCH_PYTHON, a Python that has data-inclusion-schema' }

interface Command {
  peakMB: number
  cpuSeconds: number
}

export const records: Bench[] = [
  single({
    id: 'transcription',
    line: 8,
    measure: 'CSV → data·inclusion records, rows a second of processor (10 000 rows)',
    against: '@gouvfr-anct/lieux-de-mediation-numerique, same rows, same parser',
    goal: '≥ 15 000 rows a second',
    run: ['transcription.ts', '10000'],
    seconds: 300,
    read(output) {
      type Turn = { processor: number }
      const { turns } = turnsOf<Turn>(output)
      const { ratio, perSecond, accepted, planRatio } = JSON.parse(output) as {
        ratio: number
        planRatio: number
        perSecond: { ours: number; theirs: number; plan: number }
        accepted: { ours: number; theirs: number; both: number }
      }
      return {
        value: `${perSecond.ours} (× ${ratio})`,
        sizes: grown(turns, turn => turn.processor, 's'),
        note: `theirs ${perSecond.theirs}; down to a stored plan ${perSecond.plan} (× ${planRatio}); accepted ${accepted.ours} and ${accepted.theirs}, both ${accepted.both}`,
        met: perSecond.ours >= 15_000 && accepted.both > 0,
      }
    },
  }),
  single({
    id: 'check',
    line: 9,
    measure: 'check and score a service in process, records a second of processor',
    against: 'Python package data-inclusion-schema, same file',
    goal: '≥ × 12',
    run: withPython('against-python.ts', '20000'),
    seconds: 240,
    read(output) {
      const { turns } = turnsOf<{ processor: number }>(output)
      const { ratio, perSecond, valid, parsing } = JSON.parse(output) as {
        ratio: number
        parsing: number
        perSecond: { ours: number; theirs: number }
        valid: { ours: number; theirs: number }
      }
      return {
        value: `× ${ratio}`,
        sizes: grown(turns, turn => Math.round(turn.processor * 1000) / 1000, 's'),
        note: `${perSecond.ours} against ${perSecond.theirs}; valid ${valid.ours} and ${valid.theirs}; JSON.parse alone takes ${parsing} % of ours`,
        met: ratio >= 12 && valid.ours === valid.theirs,
      }
    },
  }),
  single({
    id: 'validate-command',
    line: 9,
    measure: '`validate` of 200 000 records, the whole process: processor time, and peak of memory',
    against: 'a script of the Python package, same file',
    goal: '≥ × 6, ≤ 100 MB',
    run: withPython('validate-command.ts', '200000'),
    seconds: 400,
    read(output) {
      const { turns, last } = turnsOf<Command>(output)
      const { ratio, theirs } = JSON.parse(output) as { ratio: number; theirs: Command }
      return {
        value: `× ${ratio}, ${last.peakMB} MB`,
        sizes: `${grown(turns, turn => turn.cpuSeconds, 's')}; ${grown(turns, turn => turn.peakMB, 'MB')}`,
        note: `theirs ${theirs.cpuSeconds} s, ${theirs.peakMB} MB; ours also reads the file a first time for its structures, looks into places, contacts and the whole set, and says what is wrong`,
        met: ratio >= 6 && last.peakMB <= 100,
      }
    },
  }),
  single({
    id: 'extract',
    line: null,
    measure: 'parse a page of 28 KB and extract ten fields with their places',
    against: 'cheerio by hand: selectors in words, no places kept',
    goal: NO_GOAL,
    run: ['harvest-extract.ts', '2'],
    seconds: 180,
    read(output) {
      const large = output.indexOf('page of 268')
      const time = (part: string, name: string) => figure(part, new RegExp(`${name}\\s+([\\d.]+)`))
      const whole = (part: string) => time(part, 'parse \\+ extract, compiled once')
      const ratio = (part: string) => (whole(part) / time(part, 'parse \\+ extract, cheerio by hand')).toFixed(2)
      const small = output.slice(0, large)
      return {
        value: `× ${ratio(small)}`,
        note: `page of 268 KB × ${ratio(output.slice(large))}; parsing is ${((whole(small) / time(small, 'parse alone')) * 100).toFixed(0)} % of our time`,
      }
    },
  }),
]
