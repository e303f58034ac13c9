import { z } from 'zod'

/** One change of a file and what became of it. */
const Judged = z.object({
  mutatorName: z.string(),
  replacement: z.string().optional(),
  status: z.enum(['Killed', 'Survived', 'NoCoverage', 'Timeout', 'CompileError', 'RuntimeError', 'Ignored', 'Pending']),
  location: z.object({
    start: z.object({ line: z.number(), column: z.number() }),
    end: z.object({ line: z.number(), column: z.number() }),
  }),
})

/** What is read of the report of a mutation run (`mutation-testing-report-schema`). */
export const MutationReport = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(Judged) })),
})

export interface Survivor {
  /** Line and column of its start, from 1. */
  at: string
  mutator: string
  from: string
  to: string
  /** No test runs that line. */
  unseen: boolean
}

/** What a mutation run says of one file. */
export interface JudgedFile {
  file: string
  /** Of the text that was mutated. */
  hash: string
  noticed: number
  survivors: Survivor[]
  /** All its changes, when no test that was asked loads the file; then nothing else is known of them. */
  notLoaded: number
  seconds: number
  /** The day it was run, `YYYY-MM-DD`. */
  day: string
}

/** The changes of one file, counted. A change that never ends is noticed; one that cannot be tried counts for nothing. */
export function judge(report: z.infer<typeof MutationReport>): Pick<JudgedFile, 'noticed' | 'survivors' | 'notLoaded'> {
  let noticed = 0
  const survivors: Survivor[] = []
  for (const { source, mutants } of Object.values(report.files)) {
    const lines = source.split('\n')
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (status === 'Killed' || status === 'Timeout') noticed += 1
      if (status !== 'Survived' && status !== 'NoCoverage') continue
      const { start, end } = location
      const first = lines[start.line - 1] ?? ''
      const from = start.line === end.line ? first.slice(start.column - 1, end.column - 1) : `${first.trim()}…`
      survivors.push({
        at: `${start.line}:${start.column}`,
        mutator: mutatorName,
        from: oneLine(from),
        to: oneLine(replacement ?? ''),
        unseen: status === 'NoCoverage',
      })
    }
  }
  return { noticed, survivors, notLoaded: 0 }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80)
}
