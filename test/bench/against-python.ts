/**
 * Validate and score, ours beside the official Python package, on the same file, one after the other, three times each in turn, by processor time:
 * node test/bench/against-python.ts <python that has data-inclusion-schema> [records, default 20000]
 * Prints one JSON line: seconds of each at a quarter of the records (ours alone), half, all; the best of each in records a second; how many records each found
 * valid (they must agree); what JSON.parse alone takes of our time.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { qualityScore } from '../../src/reference/score.ts'
import { validateService } from '../../src/reference/validate.ts'
import { atSizes, halved } from './growth.ts'
import { writeRecords } from './records.ts'

const [python = 'python3', number = '20000'] = process.argv.slice(2)
const records = Number(number)
const today = new Date().toISOString().slice(0, 10)
const folder = mkdtempSync(join(tmpdir(), 'dora-sync-python-'))
const file = join(folder, 'records.jsonl')

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}

/** The lines of the file, read piece by piece as the command does, and as Python does. */
function* linesOf(path: string): Generator<string> {
  const opened = openSync(path, 'r')
  const room = Buffer.alloc(64 * 1024)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for (;;) {
      const bytes = readSync(opened, room, 0, room.length, null)
      if (bytes === 0) return
      const lines = (rest + decoder.write(room.subarray(0, bytes))).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    closeSync(opened)
  }
}

/** Seconds of processor for that many records. `parseOnly`: what JSON.parse alone takes. */
function ours(most: number, parseOnly = false) {
  const start = processor()
  let valid = 0
  for (const line of linesOf(file).take(most)) {
    const record = JSON.parse(line)
    if (parseOnly) continue
    const judged = validateService(record, { strict: false, today })
    if (!judged.valid) continue
    qualityScore(judged.record, { today })
    valid += 1
  }
  return { valid, seconds: processor() - start }
}

function theirs() {
  const script = new URL('./reference_rate.py', import.meta.url).pathname
  return JSON.parse(execFileSync(python, [script, file], { encoding: 'utf8' })) as { valid: number; seconds: number }
}

const best = (runs: { seconds: number }[]) => Math.min(...runs.map(({ seconds }) => seconds))
const thrice = <T>(run: () => T): T[] => [1, 2, 3].map(run)

try {
  await writeRecords(file, records)
  ours(records)
  const pairs = thrice(() => ({ ours: ours(records), theirs: theirs(), json: ours(records, true) }))
  const [own, peer] = [best(pairs.map(pair => pair.ours)), best(pairs.map(pair => pair.theirs))]
  const turns = await atSizes(halved(records), size => ({
    processor: size === records ? own : best(thrice(() => ours(size))),
  }))
  process.stdout.write(
    `${JSON.stringify({
      turns,
      valid: { ours: pairs[0]?.ours.valid, theirs: pairs[0]?.theirs.valid },
      perSecond: { ours: Math.round(records / own), theirs: Math.round(records / peer) },
      ratio: Math.round((peer / own) * 10) / 10,
      parsing: Math.round((best(pairs.map(pair => pair.json)) / own) * 100),
    })}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
