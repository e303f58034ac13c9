import { readFileSync, writeFileSync } from 'node:fs'
import { type Equivalent, equivalents } from './equivalents.ts'
import type { JudgedFile } from './judged-file.ts'
import type { MutatedRoom } from './rooms.ts'

const SURVIVORS = 'test/bench/mutation/survivors.tsv'
const PAGE = 'docs/reliability.md'

interface Score {
  room: MutatedRoom
  /** Files to be judged; of `judged` the text has not changed since. */
  files: number
  judged: readonly JudgedFile[]
}

/** Writes the list of survivors and the table of the page. Gives the names of the rooms under their goal; says which equivalents match nothing. */
export function writeScores(scores: readonly Score[]): string[] {
  const listed = equivalents()
  const met = new Set<Equivalent>()
  const short: string[] = []
  const survivors = ['room\tplace\tchange\tthe line is\tline\tfrom\tto']
  const rows = ['| room | files | noticed | equivalent | goal | when |', '|---|---|---|---|---|---|']
  for (const { room, files, judged } of scores) {
    const goal = `≥ ${room.goal * 100} %`
    if (judged.length === 0) {
      rows.push(`| ${room.name} | – | not run | | ${goal} | |`)
      continue
    }
    const left = judged.flatMap(({ file, survivors }) =>
      survivors.flatMap(each => {
        const same = listed.find(
          other => other.file === file && other.line === each.line && other.from === each.from && other.to === each.to,
        )
        if (same) met.add(same)
        return same ? [] : [{ file, ...each }]
      }),
    )
    for (const { file, at, mutator, verdict, line, from, to } of left) {
      const seen = verdict === 'unseen' ? 'not run' : 'run'
      survivors.push([room.name, `${file}:${at}`, mutator, seen, line, from, to].join('\t'))
    }
    const noticed = judged.reduce((sum, each) => sum + each.noticed, 0)
    const equivalent = judged.reduce((sum, each) => sum + each.survivors.length, 0) - left.length
    const all = noticed + left.length
    if (noticed < room.goal * all) short.push(room.name)
    const share = Math.floor((1000 * noticed) / Math.max(1, all)) / 10
    const day = judged
      .map(each => each.day)
      .sort()
      .at(-1)
    rows.push(
      `| ${room.name} | ${judged.length} of ${files} | ${share} % of ${all} | ${equivalent} | ${goal} | ${day} |`,
    )
  }
  const judgedFiles = new Set(scores.flatMap(({ judged }) => judged.map(({ file }) => file)))
  for (const each of listed) {
    if (judgedFiles.has(each.file) && !met.has(each))
      process.stdout.write(`equivalent to nothing: ${each.file}: ${each.from} → ${each.to}\n`)
  }
  writeFileSync(SURVIVORS, `${survivors.join('\n')}\n`)
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest = ''] = page.split('<!-- mutation -->')
  const after = rest.split('<!-- /mutation -->')[1] ?? ''
  const table = rows.join('\n').replaceAll(' %', '\u00A0%')
  writeFileSync(PAGE, `${before}<!-- mutation -->\n${table}\n<!-- /mutation -->${after}`)
  return short
}
