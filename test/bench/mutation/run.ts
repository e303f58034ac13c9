import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { ask } from './ask.ts'
import { changesOf } from './changes.ts'
import type { Change, JudgedFile, Verdict } from './judged-file.ts'
import { type MutatedRoom, ROOMS } from './rooms.ts'
import { writeScores } from './write-scores.ts'

/**
 * Changes the code of a room in every way that StrykerJS knows (words excepted), one at a time, and counts the changes that no test notices.
 * Usage: `node test/bench/mutation/run.ts [--again] [room or file…]`. What is known of a file is kept in `var/mutation/`: started again, the run
 * goes on with the files that are missing or have changed since. With `--again`, what no test noticed is asked again, which new tests need.
 * Ends by writing `test/bench/mutation/survivors.tsv` and the table of docs/reliability.md, with what is known of every room; exits with 1 when
 * a room of this run is under its goal.
 */
process.chdir(new URL('../../..', import.meta.url).pathname)
const KEPT = 'var/mutation'
/** Seconds, on one core beside other work: the tests of a room once, and one change. */
const SECONDS_ONCE = 60
const SECONDS_A_CHANGE = 0.2
mkdirSync(KEPT, { recursive: true })

const again = process.argv.includes('--again')
const asked = process.argv.slice(2).filter(word => word !== '--again')
const named: string[] = []
for (const room of ROOMS) {
  const all = filesOf(room)
  const files = all.filter(file => asked.length === 0 || asked.includes(room.name) || asked.includes(file))
  if (files.length > 0) named.push(room.name)
  const missing = files.filter(file => known(file) === null || (again && survivorsOf(file).length > 0))
  if (missing.length > 0) await run(room, missing)
}
const scores = ROOMS.map(room => {
  const files = filesOf(room)
  return { room, files: files.length, judged: files.flatMap(file => known(file) ?? []) }
})
const short = writeScores(scores)
if (short.some(name => named.includes(name))) process.exitCode = 1

async function run(room: MutatedRoom, files: readonly string[]): Promise<void> {
  const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))
  const { code, changes } = await changesOf(texts)
  const wanted = changes.filter(change => {
    const earlier = known(change.file)
    return earlier === null || earlier.survivors.some(each => isSame(each, change))
  })
  const minutes = Math.ceil((SECONDS_ONCE + wanted.length * SECONDS_A_CHANGE) / 60)
  process.stdout.write(`${room.name}: ${wanted.length} changes in ${files.length} files, about ${minutes} min\n`)
  const done = new Set<string>()
  const keepDone = (verdicts: ReadonlyMap<string, Verdict>) => {
    for (const file of files) {
      const own = wanted.filter(each => each.file === file)
      if (done.has(file) || !own.every(({ id }) => verdicts.has(id))) continue
      done.add(file)
      keep(file, hashOf(texts.get(file) ?? ''), own, verdicts)
    }
  }
  keepDone(new Map())
  const tests = room.tests.flatMap(place => globSync(place.endsWith('.ts') ? place : `${place}/**/*.test.ts`))
  if (wanted.length > 0) await ask({ code, changes: wanted, tests: [...new Set(tests)].sort() }, keepDone)
}

function keep(file: string, hash: string, own: readonly Change[], verdicts: ReadonlyMap<string, Verdict>): void {
  const survivors = own.flatMap(({ id, file: _, ...change }) => {
    const verdict = verdicts.get(id)
    return verdict === 'missed' || verdict === 'unseen' ? [{ ...change, verdict }] : []
  })
  const noticed = own.filter(({ id }) => verdicts.get(id) === 'noticed').length + (known(file)?.noticed ?? 0)
  const judged: JudgedFile = { file, hash, noticed, survivors, day: new Date().toISOString().slice(0, 10) }
  writeFileSync(place(file), JSON.stringify(judged))
  process.stdout.write(`  ${file}: ${noticed} of ${noticed + survivors.length} noticed\n`)
}

function filesOf({ code, except = {} }: MutatedRoom): string[] {
  return code
    .flatMap(folder => globSync(`${folder}/**/*.ts`))
    .filter(file => !/[.](test|contract)[.]ts$/.test(file) && !(file in except))
    .sort()
}

function place(file: string): string {
  return `${KEPT}/${file.replaceAll('/', '+')}.json`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** What an earlier run found in this very text. */
function known(file: string): JudgedFile | null {
  if (!existsSync(place(file))) return null
  const kept = JSON.parse(readFileSync(place(file), 'utf8')) as JudgedFile
  return kept.hash === hashOf(readFileSync(file, 'utf8')) ? kept : null
}

function survivorsOf(file: string): JudgedFile['survivors'] {
  return known(file)?.survivors ?? []
}

function isSame(one: Omit<Change, 'id' | 'file'>, other: Change): boolean {
  return one.at === other.at && one.mutator === other.mutator && one.from === other.from && one.to === other.to
}
