import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner, vi } from 'vitest'
import { collectTests, startTests } from 'vitest/internal/browser'
import { atKey } from '../../../src/common/at-key.ts'
import { ANSWERS, type Answer, ASKED, type Asked, SEEN, type Seen, type SeenBy } from './asked.ts'
import type { Verdict } from './judged-file.ts'

/** What the changed code reads and writes (StrykerJS): the change that runs, how often it ran, which test runs what. */
interface Stryker {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount: number
  hitLimit: number
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
}
const stryker: Stryker = {
  hitCount: 0,
  hitLimit: Number.POSITIVE_INFINITY,
  mutantCoverage: { static: {}, perTest: {} },
}
Object.assign(globalThis, { __stryker__: stryker })

/** Times its budget: a change that only slower tests run is asked of none. */
const PATIENCE = 6
/** Changes before and after one, in the order of the code, that are looked at to tell which tests are at home there; and what running one of them alone is worth, in changes noticed. */
const AROUND = 12
const RARE = 20
/** A change that runs so much oftener than the code did is a loop without end. */
const TOO_OFTEN = 100_000

/**
 * Runs the tests once, noting which change each of them runs; then, in the same process and with the code as it is loaded, asks for each change
 * the tests that run it, until one fails.
 */
export default class Asker extends TestRunner {
  #asked = JSON.parse(readFileSync(ASKED, 'utf8')) as Asked
  #left = this.#asked.tests.length
  #seen: Seen = { by: [], loading: [] }
  #took = new Map<string, { milliseconds: number; work: number }>()
  #started = { at: 0, work: 0 }
  #asking = false
  #failed = false
  #killers: SeenBy[] = []
  /** Tests that noticed last, the latest first: the next change stands near. */
  #lucky: SeenBy[] = []
  /** How many changes each test noticed so far. */
  readonly #noticed = new Map<SeenBy, number>()
  readonly #sets = new Map<SeenBy, ReadonlySet<string>>()
  /** How many tests run each change. */
  readonly #runners = new Map<string, number>()

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    if ('filepath' in suite && !this.#asking) stryker.currentTestId = suite.file.filepath
    if (this.#failed) suite.mode = 'skip'
    await super.onBeforeRunSuite(suite)
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (this.#failed) test.mode = 'skip'
    await super.onBeforeRunTask(test)
    this.#started = { at: performance.now(), work: processorTime() }
    if (!this.#asking) stryker.currentTestId = `${test.file.filepath}#${test.id}`
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    super.onAfterRunTask(test)
    if (test.result?.state === 'fail') this.#failed = this.#asking
    if (this.#asking) return
    this.#took.set(`${test.file.filepath}#${test.id}`, {
      milliseconds: performance.now() - this.#started.at,
      work: processorTime() - this.#started.work,
    })
    stryker.currentTestId = test.file.filepath
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    if (!this.#asking) await super.onAfterRunSuite(suite)
  }

  override async onAfterRunFiles(files: RunnerTestFile[]): Promise<void> {
    super.onAfterRunFiles(files)
    if (this.#asking) return
    stryker.currentTestId = undefined
    for (const file of files) {
      this.#left -= 1
      if (file.result?.state === 'pass') this.#note(file)
      else answer({ kind: 'broken', file: relative(process.cwd(), file.filepath), why: whyOf(file) })
    }
    if (this.#left === 0) await this.#ask()
  }

  #note(file: RunnerTestFile): void {
    const { perTest } = stryker.mutantCoverage
    const changes = Object.keys(perTest[file.filepath] ?? {})
    const milliseconds = file.result?.duration ?? 0
    const work = [...this.#took.values()].reduce((sum, took) => sum + took.work, 0)
    this.#seen.by.push({ file: file.filepath, test: null, milliseconds, work, changes })
    for (const [key, took] of this.#took) {
      const test = key.slice(file.filepath.length + 1)
      this.#seen.by.push({ file: file.filepath, test, ...took, changes: Object.keys(perTest[key] ?? {}) })
    }
    this.#took.clear()
  }

  async #ask(): Promise<void> {
    answer({ kind: 'process', pid: process.pid })
    // The tests run again and again: nothing of that is told to the process that started this one.
    const quiet = async () => undefined
    Object.assign(this, { onTaskUpdate: quiet, onCollectStart: quiet, onCollected: quiet })
    // A file that grants its tests minutes, for real servers on a busy machine, would wait for minutes where a change makes it hang.
    Object.assign(vi, { setConfig: () => undefined })
    this.#asking = true
    try {
      this.#seen = JSON.parse(readFileSync(SEEN, 'utf8')) as Seen
    } catch {
      this.#seen.loading = Object.keys(stryker.mutantCoverage.static)
      for (const file of this.#seen.by.filter(({ test }) => test === null)) await this.#noteReading(file)
      writeFileSync(SEEN, JSON.stringify(this.#seen))
    }
    for (const id of this.#seen.by.flatMap(({ changes }) => changes))
      this.#runners.set(id, (this.#runners.get(id) ?? 0) + 1)
    let since = 0
    for (const { id, file } of this.#asked.changes) {
      answer({ kind: 'asking', id, file: '', milliseconds: 0 })
      answer({ kind: 'answer', id, verdict: await this.#verdictOn(id, file) })
      since += 1
      if (since < this.#asked.together) continue
      await this.#mustBeClean()
      since = 0
    }
    await this.#mustBeClean()
    this.#asking = false
  }

  /** Reads a test file a second time: what it computes before its tests begin, apart from the modules that were loaded with it. */
  async #noteReading(file: SeenBy): Promise<void> {
    const from = { at: performance.now(), work: processorTime() }
    stryker.currentTestId = file.file
    await collectTests([file.file], this)
    stryker.currentTestId = undefined
    file.changes = Object.keys(stryker.mutantCoverage.perTest[file.file] ?? {})
    file.milliseconds += performance.now() - from.at
    file.work += processorTime() - from.work
  }

  async #verdictOn(id: string, code: string): Promise<Verdict> {
    const by = this.#seen.by.filter(each => each.changes.includes(id))
    if (by.length === 0) return this.#seen.loading.includes(id) ? 'loading' : 'unseen'
    const lucky = by.filter(each => this.#lucky.includes(each))
    const others = by.filter(each => !lucky.includes(each))
    for (const group of [...lucky.map(each => [each]), ...this.#inOrder(others, id, code)]) {
      if (this.#asked.together === 1 && (await this.#failing(group)).length > 0) continue
      answer({ kind: 'asking', id, file: nameOf(group), milliseconds: costOf(group) })
      stryker.hitCount = 0
      stryker.hitLimit = TOO_OFTEN
      stryker.activeMutant = id
      const noticed = await this.#failing(group)
      stryker.activeMutant = undefined
      if (noticed.length === 0) continue
      const killers = group.filter(({ test }) => test === null || noticed.includes(test))
      this.#killers = [...killers, ...this.#killers.filter(each => !killers.includes(each))].slice(0, 60)
      const tests = killers.filter(({ test }) => test !== null)
      for (const each of killers) this.#noticed.set(each, (this.#noticed.get(each) ?? 0) + 1)
      this.#lucky = [...tests, ...this.#lucky.filter(each => !tests.includes(each))].slice(0, 3)
      return 'noticed'
    }
    return 'missed'
  }

  /** Those of the code's own name, all of them; then of the others as many as the budget allows, the most promising first. By file. */
  #inOrder(by: readonly SeenBy[], id: string, code: string): SeenBy[][] {
    const own = `/${basename(code, '.ts')}.test.ts`
    const isNamed = (each: SeenBy) => each.file.endsWith(own)
    const promises = new Map(by.map(each => [each, this.#promiseOf(each, Number(id))]))
    const others = by.filter(each => !isNamed(each))
    others.sort((a, b) => (promises.get(b) ?? 0) - (promises.get(a) ?? 0))
    const { budget } = this.#asked
    let spent = 0
    const asked = others.filter(({ work }) => {
      const fits = spent + work <= (spent === 0 ? PATIENCE * budget : budget)
      if (fits) spent += work
      return fits
    })
    return [...Map.groupBy([...by.filter(isNamed), ...asked], each => each.file).values()]
  }

  /** For what a test costs: how much it noticed so far, and how much it runs around this change that few others run. */
  #promiseOf(test: SeenBy, id: number): number {
    let rare = 0
    for (let near = id - AROUND; near <= id + AROUND; near += 1)
      if (this.#runs(test).has(`${near}`)) rare += 1 / (this.#runners.get(`${near}`) ?? 1)
    return (1 + (this.#noticed.get(test) ?? 0) + RARE * rare) / (5 + test.work)
  }

  #runs(test: SeenBy): ReadonlySet<string> {
    return atKey(this.#sets, test, () => new Set(test.changes))
  }

  /** What fails of these: numbers of tests, names of files that do not get that far. */
  async #failing(group: readonly SeenBy[]): Promise<string[]> {
    const [{ file: filepath } = { file: '' }] = group
    const whole = group.some(({ test }) => test === null)
    const slowest = Math.max(...group.map(each => each.milliseconds))
    this.config.testTimeout = this.config.hookTimeout = Math.max(3000, 10 * slowest)
    this.#failed = false
    try {
      const spec = whole ? { filepath } : { filepath, testIds: group.flatMap(({ test }) => test ?? []) }
      const files = await startTests([spec], this)
      return files.flatMap(file => (file.result?.state === 'fail' ? [file.filepath, ...failedIn(file)] : []))
    } finally {
      this.#failed = false
      vi.useRealTimers()
      vi.resetConfig()
      vi.restoreAllMocks()
    }
  }

  async #mustBeClean(): Promise<void> {
    for (const group of Map.groupBy(this.#killers, each => each.file).values()) {
      // On a busy machine a test may have been late: what is left behind is there the second time too.
      if ((await this.#failing(group)).length === 0 || (await this.#failing(group)).length === 0) continue
      answer({ kind: 'dirty', file: nameOf(group) })
      process.kill(process.pid, 'SIGKILL')
    }
    answer({ kind: 'clean' })
    this.#killers = this.#killers.slice(0, 10)
  }
}

/** Milliseconds: what a busy machine takes longer for is not more work. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function failedIn(suite: RunnerTestSuite): string[] {
  return suite.tasks.flatMap(task => {
    if ('tasks' in task) return failedIn(task)
    return task.result?.state === 'fail' ? [task.id] : []
  })
}

function costOf(group: readonly SeenBy[]): number {
  return group.reduce((sum, each) => sum + each.milliseconds, 0)
}

function nameOf(group: readonly SeenBy[]): string {
  return relative(process.cwd(), group[0]?.file ?? '')
}

function whyOf(file: RunnerTestFile): string {
  const first = (suite: RunnerTestSuite): string | undefined =>
    suite.result?.errors?.[0]?.message ??
    suite.tasks.map(task => ('tasks' in task ? first(task) : task.result?.errors?.[0]?.message)).find(Boolean)
  return first(file) ?? 'no test'
}

function answer(line: Answer): void {
  appendFileSync(ANSWERS, `${JSON.stringify(line)}\n`)
}
