/**
 * The table of figures: npm run bench [-- --write] [-- --only id,id]
 * Each line runs a bench of this folder in a process of its own, one after the other, each with a time limit, and is a ratio within one run.
 * Prints a table and one JSON document; `--write` puts the table into docs/performance.md and the document into test/bench/last.json; with `--only`
 * the other lines stay as they were last measured.
 * `BENCH_PYTHON`: a Python that has data-inclusion-schema, for the line that compares with it; without it that line says «not measured».
 */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

interface Row {
  id: string
  measure: string
  value: string
  against: string
  goal: string
  met: 'yes' | 'no' | 'not measured' | '–'
  note: string
  /** Day of the measure and load of the machine just before it. */
  when: string
}

interface Bench {
  id: string
  measure: string
  against: string
  goal: string
  /** Script and its arguments, or null when this machine cannot run it. */
  run: [string, ...string[]] | null
  seconds: number
  /** @throws Error when the output is not what was expected */
  read(output: string): Pick<Row, 'value' | 'note'> & { met: boolean }
}

/** The issue sets no figure: the line is there to compare. */
const NONE = 'none set'

const json = <T>(output: string): T => {
  const line = output.trim().split('\n').at(-1) ?? ''
  return JSON.parse(line) as T
}
const figure = (output: string, pattern: RegExp): number => {
  const found = pattern.exec(output)?.[1]
  if (found === undefined) throw new Error(`nothing like ${pattern} in: ${output.slice(-300)}`)
  return Number(found)
}
const rounded = (value: number, digits = 2) => value.toFixed(digits)

const python = process.env.BENCH_PYTHON
const benches: Bench[] = [
  {
    id: 'validate',
    measure: 'validate and score a service, records a second',
    against: 'Python package data-inclusion-schema, same file',
    goal: '≥ × 12',
    run: python ? ['against-python.ts', python, '20000'] : null,
    seconds: 240,
    read(output) {
      const { ratio, perSecond, valid, parsing, exponent } = json<{
        ratio: number
        parsing: number
        exponent: number
        perSecond: { ours: number; theirs: number }
        valid: { ours: number; theirs: number }
      }>(output)
      return {
        value: `× ${ratio}`,
        note: `${perSecond.ours} against ${perSecond.theirs} a second of processor; valid ${valid.ours} and ${valid.theirs}; JSON.parse alone takes ${parsing} % of ours; exponent ${exponent}`,
        met: ratio >= 12 && valid.ours === valid.theirs,
      }
    },
  },
  {
    id: 'extract',
    measure: 'parse a page of 28 KB and extract ten fields with their places',
    against: 'cheerio by hand: selectors in words, no places kept',
    goal: NONE,
    run: ['harvest-extract.ts', '2'],
    seconds: 180,
    read(output) {
      const large = output.indexOf('page of 268')
      const ratio = (part: string) =>
        figure(part, /parse \+ extract, compiled once\s+([\d.]+)/) /
        figure(part, /parse \+ extract, cheerio by hand\s+([\d.]+)/)
      const small = output.slice(0, large)
      const parse = figure(small, /parse alone\s+([\d.]+)/)
      const whole = figure(small, /parse \+ extract, compiled once\s+([\d.]+)/)
      return {
        value: `× ${rounded(ratio(small))}`,
        note: `page of 268 KB × ${rounded(ratio(output.slice(large)))}; parsing is ${rounded((whole / parse) * 100, 0)} % of our time`,
        met: ratio(small) >= 0.8,
      }
    },
  },
  {
    id: 'queue',
    measure: 'an empty job through our shell',
    against: 'bare BullMQ, same Redis',
    goal: NONE,
    run: ['fleet.ts', '--only', 'shell'],
    seconds: 180,
    read(output) {
      const ratio = figure(output, /ratio ([\d.]+)/)
      return { value: `× ${rounded(ratio)}`, note: /shell: (.*)/.exec(output)?.[1] ?? '', met: ratio <= 1.5 }
    },
  },
  {
    id: 'transcription',
    measure: 'CSV → data·inclusion records, rows a second (10 000 rows)',
    against: '@gouvfr-anct/lieux-de-mediation-numerique, same rows, same parser',
    goal: '≥ 15 000 rows a second',
    run: ['transcription.ts', '10000'],
    seconds: 300,
    read(output) {
      const { ratio, perSecond, accepted, planRatio, exponent } = json<{
        ratio: number
        exponent: number
        planRatio: number
        perSecond: { ours: number; theirs: number; plan: number }
        accepted: { ours: number; theirs: number; both: number }
      }>(output)
      return {
        value: `× ${ratio}`,
        note: `${perSecond.ours} against ${perSecond.theirs} a second of processor; down to a stored plan ${perSecond.plan} (× ${planRatio}); accepted ${accepted.ours} and ${accepted.theirs}, both ${accepted.both}; exponent ${exponent}`,
        met: perSecond.ours >= 15_000 && accepted.both > 0,
      }
    },
  },
  {
    id: 'match',
    measure: 'every key of one structure renewed: 3 000 new offers matched with 3 000 services, seconds of processor',
    against: 'limit',
    goal: '≤ 10 s, exponent ≤ 1.2',
    run: ['match-renewed.ts', '3000'],
    seconds: 600,
    read(output) {
      const { turns, exponent, bytesExponent } = json<{
        turns: { offers: number; processor: number; planBytes: number }[]
        exponent: number
        bytesExponent: number
      }>(output)
      const last = turns.at(-1)
      return {
        value: `${last?.processor} s`,
        note: `${turns.map(({ offers, processor }) => `${offers}: ${processor} s`).join('; ')}; exponent ${exponent}; plan of ${Math.round((last?.planBytes ?? 0) / 1000)} KB, exponent ${bytesExponent}`,
        met: (last?.processor ?? Number.POSITIVE_INFINITY) <= 10 && exponent <= 1.2,
      }
    },
  },
  {
    id: 'unchanged',
    measure: 'requests to DORA per structure, catalogue unchanged (1 500 offers, 45 structures)',
    against: 'one reading per structure',
    goal: '≤ 1, and 0 writes',
    run: ['unchanged.ts', '1500', '45'],
    seconds: 420,
    read(output) {
      const { again, first, requestsPerStructure } = json<{
        again: { requests: number; writes: number; seconds: number }
        first: { requests: number; writes: number; seconds: number }
        requestsPerStructure: number
      }>(output)
      return {
        value: rounded(requestsPerStructure, 3),
        note: `${again.requests} requests, ${again.writes} writes in ${again.seconds} s; the pass that created all: ${first.requests} requests, ${first.seconds} s`,
        met: requestsPerStructure <= 1 && again.writes === 0,
      }
    },
  },
  {
    id: 'quota',
    measure: 'quota used by three workers with work to do, one killed and Redis restarted on the way',
    against: 'what DORA allows',
    goal: '≥ 95 %, no 429',
    run: ['fleet-quota.ts', '130', '60'],
    seconds: 240,
    read(output) {
      const used = figure(output, /(\d+) % of what/)
      const refused = figure(output, /429: (\d+)/)
      return {
        value: `${used} %`,
        note: output.trim().split('\n').at(-1) ?? '',
        met: used >= 95 && refused === 0,
      }
    },
  },
  {
    id: 'plan-memory',
    measure: 'peak memory of harvest → plan, 100 000 offers',
    against: 'the same with 10 000',
    goal: '≤ 250 MB, ≤ 30 s of processor, ledger ≤ 2 KB an offer',
    run: ['plan-memory.ts', '100000'],
    seconds: 1500,
    read(output) {
      type Run = { peakMB: number; cpuSeconds: number; ledgerBytes: number; code: number | null; told?: string }
      const { fewest, few, many, ratio, exponents } = json<
        Record<'fewest' | 'few' | 'many', Run> & {
          ratio: number
          exponents: { memory: number; processor: number }
        }
      >(output)
      const why = /"message":"([^"]+)"/.exec(many.told ?? '')?.[1]
      const run = ({ peakMB, cpuSeconds }: Run) => `${peakMB} MB, ${cpuSeconds} s of processor`
      return {
        value: `${many.peakMB} MB (× ${ratio}), ${many.cpuSeconds} s of processor, ledger ${many.ledgerBytes} B an offer`,
        note: `1 000: ${run(fewest)}; 10 000: ${run(few)}; exponents: memory ${exponents.memory}, processor ${exponents.processor}${many.code === 0 ? '' : `; failed${why ? `, ${why}` : ''}`}`,
        met: many.peakMB <= 250 && many.code === 0 && many.cpuSeconds <= 30 && many.ledgerBytes <= 2000,
      }
    },
  },
  {
    id: 'report',
    measure: 'coverage report of 100 000 offers',
    against: 'ten times fewer offers',
    goal: '< 3 s',
    run: ['coverage.ts', '100000'],
    seconds: 180,
    read(output) {
      const lines = output
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, number>)
      const large = lines.find(line => line.offers === 100_000)
      const growth = lines.at(-1)
      if (!large || !growth) throw new Error(`unexpected: ${output.slice(-300)}`)
      return {
        value: `${rounded((large.reportMs ?? 0) / 1000)} s`,
        note: `${growth.timesMoreOffers} times the offers, ${growth.timesMoreTime} times the time; XLSX ${large.xlsxMs} ms; ${large.inputMb} MB resident with the offers read, ${large.rssMb} MB once the report is computed, ${large.exportsMb} MB after every export`,
        met: (large.reportMs ?? Number.POSITIVE_INFINITY) < 3000,
      }
    },
  },
  {
    id: 'report-portal',
    measure: 'the report of 100 000 offers, from the ledger to the page, whole portal process',
    against: 'limit',
    goal: '≤ 3 s, ≤ 500 MB',
    run: ['coverage-portal.ts', '100000'],
    seconds: 400,
    read(output) {
      const { ms, cpuMs, openedMb, peakMb } = json<Record<'ms' | 'cpuMs' | 'openedMb' | 'peakMb', number>>(output)
      return {
        value: `${rounded(ms / 1000)} s, ${peakMb} MB`,
        note: `${rounded(cpuMs / 1000)} s of processor; ${openedMb} MB once the portal is open, before any report`,
        met: ms <= 3000 && peakMb <= 500,
      }
    },
  },
  {
    id: 'install',
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
  },
  {
    id: 'departement',
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
        value: `${rounded(total / 1000)} s`,
        note: `from the ledger to the pages; the first ${first} ms, ${processor} ms of processor; heaviest page «${heaviest.id}» ${Math.round(heaviest.bytes / 1000)} KB`,
        met: total < 1000 && heaviest.bytes < 150_000,
      }
    },
  },
]

function start(bench: Bench & { run: [string, ...string[]] }): Promise<string> {
  const [script, ...words] = bench.run
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--expose-gc', fileURLToPath(new URL(`./${script}`, import.meta.url)), ...words],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    const stop = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`stopped after ${bench.seconds} s`))
    }, bench.seconds * 1000)
    child.once('close', () => {
      clearTimeout(stop)
      resolve(output)
    })
  })
}

const WHY_NOT: Record<string, string> = {
  validate: 'needs BENCH_PYTHON, a Python that has data-inclusion-schema',
}

async function rowOf(bench: Bench): Promise<Row> {
  const { id, measure, against, goal, run } = bench
  const when = `${new Date().toISOString().slice(0, 10)}, load ${rounded(loadavg()[0] ?? 0, 1)}`
  const base = { id, measure, against, goal, when }
  if (run === null) return { ...base, value: '–', met: 'not measured', note: WHY_NOT[id] ?? '' }
  try {
    const { met, ...rest } = bench.read(await start({ ...bench, run }))
    return { ...base, ...rest, met: goal === NONE ? '–' : met ? 'yes' : 'no' }
  } catch (error) {
    return { ...base, value: '–', met: 'not measured', note: error instanceof Error ? error.message : String(error) }
  }
}

const option = (name: string) => {
  const at = process.argv.indexOf(name)
  return at === -1 ? null : (process.argv[at + 1] ?? '')
}
const only = option('--only')?.split(',')
const machine = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  node: process.version,
}
const LAST = new URL('./last.json', import.meta.url)
const last = only ? (JSON.parse(readFileSync(LAST, 'utf8')) as { rows: Row[] }).rows : []
const rows: Row[] = []
for (const bench of benches) {
  const asked = !only || only.includes(bench.id)
  if (asked) process.stderr.write(`${bench.id}…\n`)
  const row = asked ? await rowOf(bench) : last.find(({ id }) => id === bench.id)
  if (row) rows.push(row)
}
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = `| measure | value | against | goal | met | detail | when |
|---|---|---|---|---|---|---|
${rows.map(row => `| ${[row.measure, row.value, row.against, row.goal, row.met, row.note, row.when].map(cell).join(' | ')} |`).join('\n')}
`
const told = `${machine.cores} cores of ${machine.processor}, Node ${machine.node}.`
process.stdout.write(`${table}\n${told}\n\n${JSON.stringify({ machine, rows })}\n`)
if (process.argv.includes('--write')) {
  const file = new URL('../../docs/performance.md', import.meta.url)
  const place = /<!-- table -->\n[\s\S]*?<!-- \/table -->/
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(place, () => `<!-- table -->\n${told}\n\n${table}<!-- /table -->`),
  )
  writeFileSync(LAST, `${JSON.stringify({ machine, rows }, null, 2)}\n`)
}
