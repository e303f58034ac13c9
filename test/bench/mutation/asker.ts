import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner, vi } from 'vitest'
import { startTests } from 'vitest/internal/browser'
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

/** Of the tests that do not stand beside the code, a change is asked of those that take no longer than this together. Milliseconds. */
const BUDGET = 1000
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
  #took = new Map<string, number>()
  #started = 0
  #asking = false
  #failed = false
  #killers: SeenBy[] = []

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    if ('filepath' in suite && !this.#asking) stryker.currentTestId = suite.file.filepath
    if (this.#failed) suite.mode = 'skip'
    await super.onBeforeRunSuite(suite)
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (this.#failed) test.mode = 'skip'
    await super.onBeforeRunTask(test)
    this.#started = performance.now()
    if (!this.#asking) stryker.currentTestId = `${test.file.filepath}#${test.id}`
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    super.onAfterRunTask(test)
    if (test.result?.state === 'fail') this.#failed = this.#asking
    if (this.#asking) return
    this.#took.set(`${test.file.filepath}#${test.id}`, performance.now() - this.#started)
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
    this.#seen.by.push({ file: file.filepath, test: null, milliseconds: file.result?.duration ?? 0, changes })
    for (const [key, milliseconds] of this.#took) {
      const test = key.slice(file.filepath.length + 1)
      this.#seen.by.push({ file: file.filepath, test, milliseconds, changes: Object.keys(perTest[key] ?? {}) })
    }
    this.#took.clear()
  }

  async #ask(): Promise<void> {
    answer({ kind: 'process', pid: process.pid })
    try {
      this.#seen = JSON.parse(readFileSync(SEEN, 'utf8')) as Seen
    } catch {
      this.#seen.loading = Object.keys(stryker.mutantCoverage.static)
      writeFileSync(SEEN, JSON.stringify(this.#seen))
    }
    // The tests run again and again: nothing of that is told to the process that started this one.
    const quiet = async () => undefined
    Object.assign(this, { onTaskUpdate: quiet, onCollectStart: quiet, onCollected: quiet })
    this.#asking = true
    let since = 0
    for (const { id } of this.#asked.changes) {
      answer({ kind: 'asking', id, file: '', milliseconds: 0 })
      answer({ kind: 'answer', id, verdict: await this.#verdictOn(id) })
      since += 1
      if (since < this.#asked.together) continue
      await this.#mustBeClean()
      since = 0
    }
    await this.#mustBeClean()
    this.#asking = false
  }

  async #verdictOn(id: string): Promise<Verdict> {
    const by = this.#seen.by.filter(each => each.changes.includes(id))
    if (by.length === 0) return this.#seen.loading.includes(id) ? 'loading' : 'unseen'
    for (const group of this.#inOrder(by)) {
      if (this.#asked.together === 1 && (await this.#fails(group))) continue
      answer({ kind: 'asking', id, file: nameOf(group), milliseconds: costOf(group) })
      stryker.hitCount = 0
      stryker.hitLimit = TOO_OFTEN
      stryker.activeMutant = id
      const noticed = await this.#fails(group)
      stryker.activeMutant = undefined
      if (!noticed) continue
      this.#killers = [...group, ...this.#killers.filter(each => !group.includes(each))].slice(0, 60)
      return 'noticed'
    }
    return 'missed'
  }

  /** Those beside the code, all of them; then of the others as many as the budget allows. By file, the quickest first. */
  #inOrder(by: readonly SeenBy[]): SeenBy[][] {
    const files = [...Map.groupBy(by, each => each.file).values()].sort((a, b) => costOf(a) - costOf(b))
    const beside = files.filter(group => nameOf(group).startsWith('src/'))
    let spent = 0
    const others = files
      .filter(group => !beside.includes(group))
      .map(group =>
        group
          .toSorted((a, b) => a.milliseconds - b.milliseconds)
          .filter(each => {
            const fits = spent === 0 || spent + each.milliseconds <= BUDGET
            if (fits) spent += each.milliseconds
            return fits
          }),
      )
    return [...beside, ...others].filter(group => group.length > 0)
  }

  async #fails(group: readonly SeenBy[]): Promise<boolean> {
    const [{ file: filepath } = { file: '' }] = group
    const whole = group.some(({ test }) => test === null)
    const slowest = Math.max(...group.map(each => each.milliseconds))
    this.config.testTimeout = this.config.hookTimeout = Math.max(3000, 10 * slowest)
    this.#failed = false
    try {
      const spec = whole ? { filepath } : { filepath, testIds: group.flatMap(({ test }) => test ?? []) }
      const files = await startTests([spec], this)
      return files.some(file => file.result?.state === 'fail')
    } finally {
      this.#failed = false
      vi.useRealTimers()
      vi.resetConfig()
      vi.restoreAllMocks()
    }
  }

  async #mustBeClean(): Promise<void> {
    for (const group of Map.groupBy(this.#killers, each => each.file).values()) {
      if (!(await this.#fails(group))) continue
      answer({ kind: 'dirty', file: nameOf(group) })
      process.kill(process.pid, 'SIGKILL')
    }
    answer({ kind: 'clean' })
    this.#killers = this.#killers.slice(0, 10)
  }
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
