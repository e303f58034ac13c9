import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { ANSWERS, type Answer, ASKED, type Asked, SEEN } from './asked.ts'
import type { Change, Verdict } from './judged-file.ts'

/** No sign of life for that long, and so many times what the tests took without a change: an endless loop, which is noticed. Milliseconds. */
const SILENCE = 12_000
const SLOWER = 10
/** Before the first question all tests have to run. */
const FIRST_SILENCE = 900_000
/** Changes asked before the tests must pass again without any. */
const TOGETHER = 60

export interface Question {
  /** Text with its changes, by whole path. */
  code: Record<string, string>
  /** Those of a file together. */
  changes: readonly Change[]
  /** Test files, from the root of the project. */
  tests: readonly string[]
  /** See `Asked`. */
  budget: number
}

/**
 * Asks the tests of every change. Starts their process anew when a change hung it, or left something behind that breaks the tests: then one
 * change at a time. `onVerdicts`: all that is known, each time that more is.
 */
export async function ask(
  question: Question,
  onVerdicts: (known: ReadonlyMap<string, Verdict>) => void,
): Promise<void> {
  const { code, changes, budget } = question
  const verdicts = new Map<string, Verdict>()
  const alone = new Set<string>()
  let tests = [...question.tests]
  rmSync(SEEN, { force: true })
  for (;;) {
    const left = changes.filter(({ id }) => !verdicts.has(id))
    const [next] = left
    if (next === undefined) return
    const careful = alone.has(next.id)
    const asked: Asked = {
      code,
      tests: existsSync(SEEN) ? tests.slice(0, 1) : tests,
      changes: left.filter(({ id }) => alone.has(id) === careful).map(({ id, file }) => ({ id, file })),
      together: careful ? 1 : TOGETHER,
      budget,
    }
    const before = verdicts.size + alone.size
    const answers = await answersTo(asked, soFar => {
      settle(soFar, verdicts)
      onVerdicts(verdicts)
    })
    for (const { file, why } of answers.flatMap(each => (each.kind === 'broken' ? [each] : []))) {
      process.stdout.write(`  ${file} fails with no change, and is not asked: ${why}\n`)
      tests = tests.filter(test => test !== file)
    }
    unsettled(answers, verdicts, alone)
    onVerdicts(verdicts)
    if (verdicts.size + alone.size === before) throw new Error('The process of the tests ends without an answer.')
  }
}

/** Takes over what was answered before the tests last passed without a change; gives the answers after. */
function settle(answers: readonly Answer[], verdicts: Map<string, Verdict>): [string, Verdict][] {
  let since: [string, Verdict][] = []
  for (const each of answers) {
    if (each.kind === 'answer') since.push([each.id, each.verdict])
    if (each.kind !== 'clean') continue
    for (const [id, verdict] of since) verdicts.set(id, verdict)
    since = []
  }
  return since
}

/** The process has ended. One change alone was rightly judged; of several, the first that left something behind may have spoilt the others. */
function unsettled(answers: readonly Answer[], verdicts: Map<string, Verdict>, alone: Set<string>): void {
  const since = settle(answers, verdicts)
  const last = answers.findLast(({ kind }) => kind !== 'answer' && kind !== 'broken')
  const dirty = last?.kind === 'dirty'
  if (dirty) process.stdout.write(`  a change out of ${since.length} leaves something behind for ${last.file}\n`)
  if (dirty && since.length > 1) for (const [id] of since) alone.add(id)
  else for (const [id, verdict] of since) verdicts.set(id, verdict)
  if (last?.kind === 'asking' && !since.some(([id]) => id === last.id)) verdicts.set(last.id, 'noticed')
}

/** Runs the process of the tests to its end, or until it shows no sign of life. `onMore`: all answers, every two seconds. */
async function answersTo(asked: Asked, onMore: (answers: Answer[]) => void): Promise<Answer[]> {
  writeFileSync(ASKED, JSON.stringify(asked))
  writeFileSync(ANSWERS, '')
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/bench/mutation/asked.config.ts'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let complaint = ''
  child.stderr.on('data', text => {
    complaint = `${complaint}${text}`.slice(-2000)
  })
  let ended = false
  child.on('close', () => {
    ended = true
  })
  let size = 0
  let heard = performance.now()
  let pid: number | undefined
  let patience = SILENCE
  while (!ended) {
    await wait(asked.together === 1 ? 200 : 2000)
    const now = statSync(ANSWERS).size
    if (now !== size) {
      size = now
      heard = performance.now()
      const answers = linesSoFar()
      pid ??= answers.flatMap(each => (each.kind === 'process' ? [each.pid] : []))[0]
      const last = answers.at(-1)
      patience = SILENCE + SLOWER * (last?.kind === 'asking' ? last.milliseconds : 0)
      onMore(answers)
    }
    if (performance.now() - heard < (pid === undefined ? FIRST_SILENCE : patience)) continue
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
  }
  const answers = linesSoFar()
  if (answers.length === 0) process.stderr.write(`${complaint}\n`)
  return answers
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The last line may be half written. */
function linesSoFar(): Answer[] {
  const text = readFileSync(ANSWERS, 'utf8')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Answer)
}
