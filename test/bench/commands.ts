/**
 * What a person waits for at the command line: node test/bench/commands.ts help|validate|start
 * `--help`; `validate` of one record; `start` on a new folder, until its first page is served. Each in a process of its own. Prints one JSON line:
 * the best and the median of seven, in seconds.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'
import { validRecord } from './records.ts'

const TURNS = 7
const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
const env = { PATH: process.env.PATH, HOME: process.env.HOME }

const TRIALS: Record<string, (folder: string) => Promise<number>> = {
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
      return performance.now() - start
    } finally {
      await child.end()
    }
  },
}

function ran(words: string[]): number {
  const start = performance.now()
  execFileSync(process.execPath, [command, ...words], { env, stdio: 'ignore' })
  return performance.now() - start
}

const trial = TRIALS[process.argv[2] ?? '']
if (trial === undefined) throw new Error(`one of ${Object.keys(TRIALS).join(', ')}`)
const times: number[] = []
for (let turn = 0; turn < TURNS; turn += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-command-'))
  times.push(await trial(folder))
  rmSync(folder, { recursive: true, force: true })
}
const sorted = times.toSorted((a, b) => a - b)
const seconds = (ms = 0) => Math.round(ms) / 1000
process.stdout.write(
  `${JSON.stringify({ best: seconds(sorted[0]), median: seconds(sorted[Math.floor(TURNS / 2)]) })}\n`,
)
