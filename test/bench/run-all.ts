/**
 * The table of figures: npm run bench [-- --write] [-- --only id,id]
 * Each line runs a bench of this folder in a process of its own, one after the other, each with a time limit, and is a ratio within one run, or a limit.
 * Prints a table and one JSON document; `--write` puts the table into docs/performance.md and the document into test/bench/last.json after each bench, so that
 * a run that is stopped goes on with `--only`; the other lines stay as they were last measured.
 * `BENCH_PYTHON`: a Python that has data-inclusion-schema, for the lines that compare with it; without it those lines say «not measured».
 */
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Bench, NO_GOAL, type Reading, type Row, type RowOfBench } from './table/line.ts'
import { memory } from './table/memory.ts'
import { others } from './table/others.ts'
import { records } from './table/records.ts'
import { requests } from './table/requests.ts'
import { waiting } from './table/waiting.ts'

const LAST = new URL('./last.json', import.meta.url)
const PAGE = new URL('../../docs/performance.md', import.meta.url)
const PLACE = /<!-- table -->\n[\s\S]*?<!-- \/table -->/

const benches = [...requests, ...waiting, ...memory, ...records, ...others]
const order = benches.flatMap(bench => bench.rows.map(({ id, line }) => ({ id, line })))
order.sort((a, b) => (a.line ?? 99) - (b.line ?? 99))

/** @throws Error when it takes too long */
function start(script: string, words: readonly string[], seconds: number): Promise<string> {
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
      reject(new Error(`stopped after ${seconds} s`))
    }, seconds * 1000)
    child.once('close', () => {
      clearTimeout(stop)
      resolve(output)
    })
  })
}

async function rowsOf({ run, seconds, rows }: Bench): Promise<Row[]> {
  const when = `${new Date().toISOString().slice(0, 10)}, load ${(loadavg()[0] ?? 0).toFixed(1)}`
  const not = (note: string) => rows.map(row => rowOf(row, when, { value: '–', note }, 'not measured'))
  if ('cannot' in run) return not(run.cannot)
  try {
    const [script, ...words] = run
    const output = await start(script, words, seconds)
    return rows.map(row => {
      const reading = row.read(output)
      return rowOf(row, when, reading, row.goal === NO_GOAL ? '–' : reading.met ? 'yes' : 'no')
    })
  } catch (error) {
    return not(error instanceof Error ? error.message : String(error))
  }
}

function rowOf(row: RowOfBench, when: string, { value, sizes = '', note }: Reading, met: Row['met']): Row {
  const { id, line, measure, against, goal } = row
  return { id, line, measure, value, against, goal, met, sizes, note, when }
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(row =>
    [
      row.line === null ? '' : String(row.line),
      row.measure,
      row.value,
      row.against,
      row.goal,
      row.met,
      row.sizes,
      row.note,
      row.when,
    ]
      .map(cell)
      .join(' | '),
  )
  return `| line | measure | value | against | goal | met | at three sizes | detail | when |
|---|---|---|---|---|---|---|---|---|
${lines.map(line => `| ${line} |`).join('\n')}
`
}

const option = (name: string) => {
  const at = process.argv.indexOf(name)
  return at === -1 ? null : (process.argv[at + 1] ?? '')
}
const only = option('--only')?.split(',')
const unknown = only?.filter(id => !benches.some(bench => bench.id === id)) ?? []
if (unknown.length > 0) throw new Error(`no such line: ${unknown}; known: ${benches.map(({ id }) => id)}`)

// As an installation leaves it: commands are measured in few files.
execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.js', import.meta.url))])
const machine = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  node: process.version,
}
const told = `${machine.cores} cores of ${machine.processor}, Node ${machine.node}.`
const known = new Map((JSON.parse(readFileSync(LAST, 'utf8')) as { rows: Row[] }).rows.map(row => [row.id, row]))
const rowsNow = () => order.flatMap(({ id }) => known.get(id) ?? [])

for (const bench of benches) {
  if (only && !only.includes(bench.id)) continue
  const began = performance.now()
  process.stderr.write(`${bench.id}… `)
  for (const row of await rowsOf(bench)) known.set(row.id, row)
  process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s\n`)
  if (!process.argv.includes('--write')) continue
  const table = `<!-- table -->\n${told}\n\n${tableOf(rowsNow())}<!-- /table -->`
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(PLACE, () => table),
  )
  writeFileSync(LAST, `${JSON.stringify({ machine, rows: rowsNow() }, null, 2)}\n`)
}
process.stdout.write(`${tableOf(rowsNow())}\n${told}\n\n${JSON.stringify({ machine, rows: rowsNow() })}\n`)
