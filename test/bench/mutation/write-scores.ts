import { readFileSync, writeFileSync } from 'node:fs'
import { EQUIVALENTS, type Equivalent, equivalentOf } from './equivalents.ts'
import type { JudgedFile } from './judged-file.ts'
import type { MutatedRoom } from './rooms.ts'

const PAGE = 'docs/reliability.md'

interface Score {
  room: MutatedRoom
  /** Files to be judged; of `judged` the text has not changed since. */
  files: number
  judged: readonly JudgedFile[]
}

/** Writes the table of the page. Gives the names of the rooms under their goal; says which equivalents match nothing. */
export function writeScores(scores: readonly Score[]): string[] {
  const met = new Set<Equivalent>()
  const short: string[] = []
  const rows = [
    '| room | files | of these, asked of all tests | noticed | equivalent | goal | when |',
    '|---|---|---|---|---|---|---|',
  ]
  for (const { room, files, judged } of scores) {
    const goal = `≥ ${room.goal * 100} %`
    if (judged.length === 0) {
      rows.push(`| ${room.name} | – | – | not run | | ${goal} | |`)
      continue
    }
    const survivors = judged.flatMap(({ file, survivors }) => survivors.map(each => equivalentOf(file, each)))
    for (const same of survivors) if (same !== undefined) met.add(same)
    const left = survivors.filter(same => same === undefined).length
    const noticed = judged.reduce((sum, each) => sum + each.noticed, 0)
    const all = noticed + left
    if (noticed < room.goal * all) short.push(room.name)
    const whole = judged.filter(({ asked }) => asked === 'all').length
    const share = Math.floor((1000 * noticed) / Math.max(1, all)) / 10
    const day = judged
      .map(each => each.day)
      .sort()
      .at(-1)
    rows.push(
      `| ${room.name} | ${judged.length} of ${files} | ${whole} | ${share} % of ${all} | ${survivors.length - left} | ${goal} | ${day} |`,
    )
  }
  const judgedFiles = new Set(scores.flatMap(({ judged }) => judged.map(({ file }) => file)))
  for (const each of EQUIVALENTS) {
    if (judgedFiles.has(each.file) && !met.has(each))
      process.stdout.write(`equivalent to nothing: ${each.file}: ${each.from} → ${each.to}\n`)
  }
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest = ''] = page.split('<!-- mutation -->')
  const after = rest.split('<!-- /mutation -->')[1] ?? ''
  const table = rows.join('\n').replaceAll(' %', '\u00A0%')
  writeFileSync(PAGE, `${before}<!-- mutation -->\n${table}\n<!-- /mutation -->${after}`)
  return short
}
