import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type JudgedFile, judge, MutationReport } from './judged-file.ts'
import { type MutatedRoom, ROOMS } from './rooms.ts'

/**
 * Changes the code of a room in every way that StrykerJS knows (words excepted), one at a time, and counts the changes that no test notices.
 * Usage: `node test/bench/mutation/run.ts [room or file…]`. A file is one step, kept in `var/mutation/`: started again, the run goes on with the
 * files that are missing or have changed since; a file that is named is run again, which new tests need. Ends by writing `test/bench/mutation/survivors.tsv` and the table of docs/reliability.md, with what is
 * known of every room; exits with 1 when a room of this run is under its goal.
 */
const root = new URL('../../..', import.meta.url).pathname
process.chdir(root)
const KEPT = 'var/mutation'
const SURVIVORS = 'test/bench/mutation/survivors.tsv'
const PAGE = 'docs/reliability.md'
/** Before a room was ever run: seconds for one line of code, two cores at rest. */
const SECONDS_A_LINE = 0.6
mkdirSync(KEPT, { recursive: true })

const asked = process.argv.slice(2)
const rooms = ROOMS.filter(
  room => asked.length === 0 || asked.includes(room.name) || filesOf(room).some(file => asked.includes(file)),
)
let short = 0
for (const room of rooms) {
  const files = filesOf(room).filter(file => asked.length === 0 || asked.includes(room.name) || asked.includes(file))
  const missing = files.filter(file => known(file) === null || asked.includes(file))
  say(`${room.name}: ${missing.length} files of ${files.length} to run, about ${minutes(room, missing)} min`)
  for (const file of missing) {
    const result = mutate(room, file)
    const all = changesOf(result)
    say(`  ${file}: ${result.noticed} of ${all} noticed, ${result.seconds} s`)
  }
  const score = scoreOf(room)
  if (score && score.noticed < room.goal * score.all) short += 1
}
write()
if (short > 0) process.exitCode = 1

function filesOf({ code, except = [] }: MutatedRoom): string[] {
  return code
    .flatMap(folder => globSync(`${folder}/**/*.ts`))
    .filter(file => !/[.](test|contract)[.]ts$/.test(file) && !except.includes(file))
    .sort()
}

/** A folder stands for the tests in it. */
function testsOf(place: string): string {
  return place.endsWith('.ts') ? place : [place, '**', '*.test.ts'].join('/')
}

function place(file: string): string {
  return `${KEPT}/${file.replaceAll('/', '+')}.json`
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
}

/** What an earlier run found in this very text. */
function known(file: string): JudgedFile | null {
  if (!existsSync(place(file))) return null
  const kept = JSON.parse(readFileSync(place(file), 'utf8')) as JudgedFile
  return kept.hash === hashOf(file) ? kept : null
}

function minutes(room: MutatedRoom, missing: readonly string[]): number {
  const done = filesOf(room).flatMap(file => known(file) ?? [])
  const lines = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length, 0)
  const seconds = done.reduce((sum, each) => sum + each.seconds, 0)
  const pace = done.length === 0 ? SECONDS_A_LINE : seconds / lines(done.map(each => each.file))
  return Math.ceil((lines(missing) * pace) / 60)
}

function mutate(room: MutatedRoom, file: string): JudgedFile {
  const start = performance.now()
  const report = `${KEPT}/report.json`
  const settings = `${KEPT}/stryker.json`
  rmSync(report, { force: true })
  writeFileSync(
    settings,
    JSON.stringify({
      mutate: [file],
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'test/bench/mutation/asked.config.ts', related: true },
      // TypeScript 7 has not the functions that Stryker would rewrite it with; nothing in it needs that.
      tsconfigFile: 'none',
      mutator: { excludedMutations: ['StringLiteral'] },
      ignoreStatic: true,
      coverageAnalysis: 'perTest',
      concurrency: 2,
      // A busy machine is no endless loop.
      timeoutMS: 30_000,
      reporters: ['json'],
      jsonReporter: { fileName: report },
      tempDirName: `${KEPT}/copies`,
      allowConsoleColors: false,
      ignorePatterns: ['var'],
    }),
  )
  const run = spawnSync('node_modules/.bin/stryker', ['run', settings], {
    encoding: 'utf8',
    env: { ...process.env, MUTATION_TESTS: room.tests.map(testsOf).join('\n') },
  })
  const said = `${run.stdout}${run.stderr}`
  const changes = Number(/Instrumented 1 source file\(s\) with (\d+) mutant/.exec(said)?.[1] ?? Number.NaN)
  let found: ReturnType<typeof judge> = { noticed: 0, survivors: [], notLoaded: 0 }
  if (existsSync(report)) found = judge(MutationReport.parse(JSON.parse(readFileSync(report, 'utf8'))))
  // No test that is asked loads the file.
  else if (said.includes('No tests were executed') && changes > 0) found.notLoaded = changes
  else if (changes !== 0) throw new Error(`${file}: ${said.slice(-1500)}`)
  const seconds = Math.round((performance.now() - start) / 1000)
  const day = new Date().toISOString().slice(0, 10)
  const result: JudgedFile = { file, hash: hashOf(file), ...found, seconds, day }
  writeFileSync(place(file), JSON.stringify(result))
  return result
}

function scoreOf(room: MutatedRoom) {
  const files = filesOf(room)
  const done = files.flatMap(file => known(file) ?? [])
  if (done.length === 0) return null
  const noticed = done.reduce((sum, each) => sum + each.noticed, 0)
  const all = done.reduce((sum, each) => sum + changesOf(each), 0)
  const day = done
    .map(each => each.day)
    .sort()
    .at(-1)
  return { day, done: done.length, files: files.length, noticed, all }
}

/** The list of survivors and the table, of everything that is known of the code as it stands. */
function write(): void {
  const rows = ROOMS.flatMap(room =>
    filesOf(room).flatMap(file => {
      const { survivors = [], notLoaded = 0 } = known(file) ?? {}
      return [
        ...(notLoaded > 0 ? [[room.name, file, `all ${notLoaded}`, 'not loaded', '', '']] : []),
        ...survivors.map(({ at, mutator, unseen, from, to }) => {
          return [room.name, `${file}:${at}`, mutator, unseen ? 'not run' : 'run', from, to]
        }),
      ].map(cells => cells.join('\t'))
    }),
  )
  writeFileSync(SURVIVORS, `${['room\tplace\tchange\tthe line is\tfrom\tto', ...rows].join('\n')}\n`)
  const lines = ROOMS.flatMap(room => {
    const score = scoreOf(room)
    if (!score) return `| ${room.name} | – | not run | ≥ ${room.goal * 100} % | |`
    const share = Math.floor((1000 * score.noticed) / Math.max(1, score.all)) / 10
    return `| ${room.name} | ${score.done} of ${score.files} | ${share} % of ${score.all} | ≥ ${room.goal * 100} % | ${score.day} |`
  })
  const table = ['| room | files | noticed | goal | when |', '|---|---|---|---|---|', ...lines].join('\n')
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest = ''] = page.split('<!-- mutation -->')
  const after = rest.split('<!-- /mutation -->')[1] ?? ''
  writeFileSync(PAGE, `${before}<!-- mutation -->\n${table.replaceAll(' %', '\u00A0%')}\n<!-- /mutation -->${after}`)
}

function changesOf({ noticed, survivors, notLoaded }: JudgedFile): number {
  return noticed + survivors.length + notLoaded
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
