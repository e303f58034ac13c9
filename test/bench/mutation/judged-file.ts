/** One change of a file, as it is written in `survivors.tsv`. */
export interface Change {
  /** Number in this run. */
  id: string
  /** Path from the root of the project. */
  file: string
  /** Line and column of its start, from 1. */
  at: string
  mutator: string
  /** The line it starts on. */
  line: string
  from: string
  to: string
}

/**
 * What the tests said of a change. `missed`: they pass; `unseen`: none of them runs it; `loading`: it runs only while the file is loaded, and is not tried.
 */
export type Verdict = 'noticed' | 'missed' | 'unseen' | 'loading'

/** What a mutation run says of one file. */
export interface JudgedFile {
  file: string
  /** Of the text that was changed. */
  hash: string
  noticed: number
  survivors: (Omit<Change, 'id' | 'file'> & { verdict: 'missed' | 'unseen' })[]
  /** The day it was run, `YYYY-MM-DD`. */
  day: string
  /** Whether the tests of the whole room were asked, or only those that stand beside its code. */
  asked: 'all' | 'beside'
}
