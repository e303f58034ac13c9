/**
 * What a person waits for at the command line: node test/bench/commands.ts help|validate|start
 * `--help`; `validate` of one record; `start` on a new folder, until its first page is served. Each in a process of its own, seven
 * times. Prints one JSON line, seconds: the median of the processor (the machine may be shared), the best and the median of the clock. Linux: looks at `/proc`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'
import { validRecord } from './records.ts'

const TURNS = 7
const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
const env = { PATH: process.env.PATH, HOME: process.env.HOME }

/** Milliseconds. */
interface Spent {
  clock: number
  processor: number
}

const TRIALS: Record<string, (folder: string) => Promise<Spent>> = {
  help: async () => ran(['--help']),
  validate: async folder => {
    const file = join(folder, 'record.jsonl')
    writeFileSync(file, `${JSON.stringify(validRecord(1))}\n`)
    return ran(['validate', file])
  },
  start: async folder => {
    const port = await freePort()
    const start = performance.now()
    const child = startChild(process.execPath, [command, 'start'], {
      env: { ...env, DORA_SYNC_DATA: folder, PORT: String(port), HEALTH_PORT: '0', LOG_LEVEL: 'silent' },
    })
    try {
      await untilReady(child, async () => (await fetch(`http://127.0.0.1:${port}/`)).ok, { everyMs: 5 })
      return { clock: performance.now() - start, processor: processorOf(child.process.pid ?? 'self', 11) }
    } finally {
      await child.end()
    }
  },
}

function ran(words: string[]): Spent {
  const [start, before] = [performance.now(), processorOf('self', 13)]
  execFileSync(process.execPath, [command, ...words], { env, stdio: 'ignore' })
  return { clock: performance.now() - start, processor: processorOf('self', 13) - before }
}

/** Milliseconds, ten near, of a process (`from` 11) or of the children that it waited for (13). */
function processorOf(id: number | 'self', from: 11 | 13): number {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[from]) + Number(fields[from + 1])) * 10
}

const trial = TRIALS[process.argv[2] ?? '']
if (trial === undefined) throw new Error(`one of ${Object.keys(TRIALS).join(', ')}`)
const times: Spent[] = []
for (let turn = 0; turn < TURNS; turn += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-command-'))
  times.push(await trial(folder))
  rmSync(folder, { recursive: true, force: true })
}
const sorted = (of: (spent: Spent) => number) => times.map(of).toSorted((a, b) => a - b)
const seconds = (ms = 0) => Math.round(ms) / 1000
const middle = Math.floor(TURNS / 2)
const clock = sorted(spent => spent.clock)
process.stdout.write(
  `${JSON.stringify({
    processor: seconds(sorted(spent => spent.processor)[middle]),
    best: seconds(clock[0]),
    median: seconds(clock[middle]),
  })}\n`,
)
