/**
 * `dora-sync validate` as a whole process, beside a script of the official Python package, on the same file, by processor time:
 * node test/bench/validate-command.ts <python that has data-inclusion-schema, or -> [records, default 200000]
 * The command at a quarter of the records, half, all; the script on all of them, once. Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atSizes, halved } from './growth.ts'
import { measuredProcess } from './measured-process.ts'
import { writeRecords } from './records.ts'

const [python = '-', number = '200000'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'dora-sync-validate-'))
const file = join(folder, 'records.jsonl')
const path = (name: string) => new URL(name, import.meta.url).pathname
try {
  const turns = await atSizes(halved(Number(number)), async count => {
    await writeRecords(file, count)
    const { told, ...run } = await measuredProcess(process.execPath, [path('../../bin/dora-sync.js'), 'validate', file])
    return run
  })
  const theirs = python === '-' ? null : await measuredProcess(python, [path('./reference_rate.py'), file])
  const last = turns.at(-1)
  const ratio = theirs && last ? Math.round((theirs.cpuSeconds / last.cpuSeconds) * 10) / 10 : null
  process.stdout.write(`${JSON.stringify({ turns, theirs, ratio })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
