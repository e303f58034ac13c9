import type { Change, Verdict } from './judged-file.ts'

const FOLDER = 'var/mutation'
/** What the process of the tests is asked (`Asked`), and what it answers: one `Answer` a line. */
export const ASKED = `${FOLDER}/asked.json`
export const ANSWERS = `${FOLDER}/answers.jsonl`
/** Which test runs which change: `Seen`, once the tests have passed with none. */
export const SEEN = `${FOLDER}/seen.json`

export interface Asked {
  /** Changed text by whole path. */
  code: Record<string, string>
  /** Test files, from the root of the project. */
  tests: string[]
  /** In this order, those of a file together. */
  changes: Pick<Change, 'id' | 'file'>[]
  /** After that many changes, the tests that failed must pass again without any; of one alone, they must pass before too. */
  together: number
  /** Of the tests that do not bear the name of the code, a change is asked of those that take no longer than this together. Milliseconds of the processor. */
  budget: number
}

/** `milliseconds` on the clock, `work` of the processor. `changes`: those that the test runs; a file's first entry, without test, is what runs before and between its tests. */
export interface SeenBy {
  file: string
  test: string | null
  milliseconds: number
  work: number
  changes: string[]
}

export interface Seen {
  by: SeenBy[]
  loading: string[]
}

export type Answer =
  | { kind: 'process'; pid: number }
  /** Sign of life; its next is due in a few times that many milliseconds. */
  | { kind: 'asking'; id: string; file: string; milliseconds: number }
  | { kind: 'answer'; id: string; verdict: Verdict }
  /** A test file that fails without any change: not asked. */
  | { kind: 'broken'; file: string; why: string }
  /** Up to here a change leaves nothing behind. */
  | { kind: 'clean' }
  /** A change left something behind that breaks the tests of that file. */
  | { kind: 'dirty'; file: string }
