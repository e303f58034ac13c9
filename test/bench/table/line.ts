import { growth } from '../growth.ts'

/** One row of the table. */
export interface Row {
  id: string
  /** Line of the goals of speed and size, 1 to 10; null: none of them. */
  line: number | null
  measure: string
  value: string
  against: string
  goal: string
  met: 'yes' | 'no' | 'not measured' | '–'
  /** The measure at three sizes, and its exponent (1: linear); empty where there is no size. */
  sizes: string
  note: string
  /** Day of the measure and load of the machine just before it. */
  when: string
}

/** Measured in one row of the table, from what the bench printed. `met` counts only where the row sets a goal. */
export type Reading = Pick<Row, 'value' | 'note'> & { sizes?: string; met?: boolean }

export interface RowOfBench extends Pick<Row, 'id' | 'line' | 'measure' | 'against' | 'goal'> {
  /** @throws Error when the output is not what was expected */
  read(output: string): Reading
}

export interface Bench {
  /** What `--only` names. */
  id: string
  /** Script of this folder's parent and its arguments, or why this machine cannot run it. */
  run: readonly [script: string, ...words: string[]] | { cannot: string }
  /** It is stopped after that. */
  seconds: number
  rows: readonly RowOfBench[]
}

/** No figure is set: the row is there to compare. */
export const NO_GOAL = 'none set'

/** A bench of one row, by the same name. */
export function single({ run, seconds, ...row }: RowOfBench & Pick<Bench, 'run' | 'seconds'>): Bench {
  return { id: row.id, run, seconds, rows: [row] }
}

/** The last line of a bench, which is one JSON document. */
export function json<T>(output: string): T {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as T
}

/** What a bench measured at three sizes. @throws Error when a size is missing */
export function turnsOf<T extends object>(output: string) {
  const document = json<{ turns: ({ size: number } & T)[] }>(output)
  const last = document.turns.at(-1)
  if (document.turns.length !== 3 || last === undefined) throw new Error(`not three sizes: ${output.slice(-300)}`)
  return { ...document, last }
}

export function figure(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1]
  if (found === undefined) throw new Error(`nothing like ${pattern} in: ${output.slice(-300)}`)
  return Number(found)
}

/** «750: 2.4 s; 1500: 4.9 s; 3000: 7.5 s; exponent 0.83» */
export function grown<T>(turns: readonly ({ size: number } & T)[], of: (turn: T) => number, unit: string): string {
  const each = turns.map(turn => `${turn.size}: ${of(turn)} ${unit}`.trimEnd())
  const points = turns.map(turn => [turn.size, of(turn)] as const)
  // Nothing at all cannot grow by a power.
  const exponent = points.every(([, measure]) => measure > 0) ? `; exponent ${growth(points)}` : ''
  return `${each.join('; ')}${exponent}`
}
