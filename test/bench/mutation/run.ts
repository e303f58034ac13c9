import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { ask } from './ask.ts'
import { changesOf } from './changes.ts'
import { equivalentOf } from './equivalents.ts'
import type { Change, JudgedFile, Verdict } from './judged-file.ts'
import { digest, hashOf, MutationRecord } from './record.ts'
import { type MutatedRoom, ROOMS } from './rooms.ts'
import { writeScores } from './write-scores.ts'

/**
 * Changes the code of a room in every way that StrykerJS knows (words excepted), one at a time, and counts the changes that no test notices.
 * Usage: `node test/bench/mutation/run.ts [--again | --anew | --beside | --scores] [room or file…]`. What is known of a file is kept in `judged.tsv` and
 * `survivors.tsv`, beside: started again, the run goes on with the files that are missing or have changed since. With `--again`, what no test
 * noticed is asked again, which new tests need; with `--anew`, everything is, which a test that is gone needs; with `--beside`, only of the
 * tests that stand beside the code, which is quick, and leaves more for `--again`; with `--scores`, nothing is.
 * Ends by writing the table of docs/reliability.md, with what is known of every room; exits with 1 when a room of this run is under its goal.
 */
process.chdir(new URL('../../..', import.meta.url).pathname)
/** Seconds, on one core beside other work: the tests of a room once, and one change. */
const SECONDS_ONCE = 60
const SECONDS_A_CHANGE = 0.2
/** Milliseconds of tests that do not bear the name of the code, for one change; and for one that they did not notice in that time. */
const BUDGET = 1000
const BUDGET_AGAIN = 6000
mkdirSync('var/mutation', { recursive: true })

const [again, anew, beside, scoresOnly] = ['--again', '--anew', '--beside', '--scores'].map(word =>
  process.argv.includes(word),
)
const asked = process.argv.slice(2).filter(word => !word.startsWith('--'))
const record = new MutationRecord()
const named: string[] = []
for (const room of ROOMS) {
  const all = filesOf(room)
  const files = all.filter(file => asked.length === 0 || asked.includes(room.name) || asked.includes(file))
  if (files.length > 0) named.push(room.name)
  if (anew) for (const file of files) record.forget(file)
  const missing = files.filter(
    file => record.known(file) === null || ((again || isUnfinished(file)) && survivorsOf(file).length > 0),
  )
  if (missing.length > 0 && !scoresOnly) await run(room, missing)
}
record.write()
const short = writeScores(
  ROOMS.map(room => {
    const files = filesOf(room)
    return { room, files: files.length, judged: files.flatMap(file => record.known(file) ?? []) }
  }),
)
if (short.some(name => named.includes(name))) process.exitCode = 1

async function run(room: MutatedRoom, files: readonly string[]): Promise<void> {
  const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))
  const hashes = new Map(files.map(file => [file, hashOf(file)]))
  const { code, changes } = await changesOf(texts)
  const wanted = changes.filter(
    change => record.known(change.file) === null || survivorsOf(change.file).some(each => isSame(each, change)),
  )
  const minutes = Math.ceil((SECONDS_ONCE + wanted.length * SECONDS_A_CHANGE) / 60)
  process.stdout.write(`${room.name}: ${wanted.length} changes in ${files.length} files, about ${minutes} min\n`)
  const done = new Set<string>()
  const keepDone = (verdicts: ReadonlyMap<string, Verdict>) => {
    for (const file of files) {
      const own = wanted.filter(each => each.file === file)
      if (done.has(file) || !own.every(({ id }) => verdicts.has(id))) continue
      done.add(file)
      keep(file, hashes.get(file) ?? '', own, verdicts)
    }
  }
  keepDone(new Map())
  const tests = room.tests
    .filter(place => !beside || place.startsWith('src/'))
    .flatMap(place => globSync(place.endsWith('.ts') ? place : `${place}/**/*.test.ts`))
  const budget = again ? BUDGET_AGAIN : BUDGET
  if (wanted.length > 0) await ask({ code, changes: wanted, tests: [...new Set(tests)].sort(), budget }, keepDone)
}

/** What was asked of a file joins what was known of its same text. */
function keep(file: string, hash: string, own: readonly Change[], verdicts: ReadonlyMap<string, Verdict>): void {
  const earlier = record.known(file)
  const equivalent = earlier?.survivors.filter(each => equivalentOf(file, each) !== undefined) ?? []
  const found = own.flatMap(({ id, file: _, ...change }) => {
    const verdict = verdicts.get(id)
    return verdict === 'missed' || verdict === 'unseen' ? [{ ...change, verdict }] : []
  })
  const noticed = own.filter(({ id }) => verdicts.get(id) === 'noticed').length + (earlier?.noticed ?? 0)
  const survivors = [...equivalent, ...found]
  const tests = beside ? (earlier?.asked ?? 'beside') : 'all'
  record.keep({ file, hash, noticed, survivors, day: new Date().toISOString().slice(0, 10), asked: tests })
  process.stdout.write(`  ${file}: ${noticed} of ${noticed + survivors.length} noticed\n`)
}

/** In an order that has nothing to do with what they are: the part that a run judges before it is cut short stands for the whole. */
function filesOf({ code, except = {} }: MutatedRoom): string[] {
  return code
    .flatMap(folder => globSync(`${folder}/**/*.ts`))
    .filter(file => !/[.](test|contract)[.]ts$/.test(file) && !(file in except))
    .sort((a, b) => (digest(a) < digest(b) ? -1 : 1))
}

/** What no test noticed of a file as it is, equivalents left out. */
function survivorsOf(file: string): JudgedFile['survivors'] {
  return record.known(file)?.survivors.filter(each => equivalentOf(file, each) === undefined) ?? []
}

/** Judged by the tests beside it alone, where all are asked now. */
function isUnfinished(file: string): boolean {
  return !beside && record.known(file)?.asked === 'beside'
}

function isSame(one: Omit<Change, 'id' | 'file'>, other: Change): boolean {
  return one.at === other.at && one.mutator === other.mutator && one.from === other.from && one.to === other.to
}
