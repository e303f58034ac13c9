import { type Choices, NOTHING_CHOSEN } from './choices.ts'
import type { GivenFile } from './given-file.ts'
import type { StructureChoice } from './structure-choice.ts'

/** A document that was read to learn the source: what is tried afterwards asks nothing more of the site. */
export interface ReadPage {
  asked: string
  /** After redirects. */
  address: string
  hash: string
  headers: Record<string, string>
}

/** A source while it is being taught. */
export interface Lesson {
  /** Id under which it is kept; null until then. */
  source: string | null
  name: string
  /** Partner of the convention. */
  partner: string
  partnerName: string
  /** Line of the convention; null: none was named. */
  action: string | null
  /** Where its offers go in DORA; null: nobody said yet. */
  structure: StructureChoice | null
  /** Where it is read, or what stands for the file. */
  address: string
  file: GivenFile | null
  pages: ReadPage[]
  /** What was chosen, step after step; what follows `at` was undone. */
  steps: Choices[]
  /** Which of them holds. */
  at: number
  /** Label that announced each field when it was last kept. */
  labels: Record<string, string>
  /** Shape it was read in when it was last kept; absent: nobody noted it. */
  door?: string
  /** Why it is open again, in French: «Mal lu», a page that changed. Null: it is new. */
  because: string | null
  /** Version of its source that it began from, 0 for none; absent: nobody noted it. */
  version?: number
}

/** The choices that hold. */
export function chosen({ steps, at }: Pick<Lesson, 'steps' | 'at'>): Choices {
  return steps[at] ?? NOTHING_CHOSEN
}

/** Steps that can be undone. */
const MOST_STEPS = 60

/** One more step: what had been undone is forgotten. */
export function withStep<L extends Pick<Lesson, 'steps' | 'at'>>(lesson: L, choices: Choices): L {
  const steps = [...lesson.steps.slice(0, lesson.at + 1), choices].slice(-MOST_STEPS)
  return { ...lesson, steps, at: steps.length - 1 }
}

/** The file a kept lesson was learnt from; null when it was a page, or when nothing can be read of it. */
export const fileOfLesson = (json: string): GivenFile | null => read(json).file ?? null

/** The partner a kept lesson is of; null when nothing can be read of it. */
export const partnerOfLesson = (json: string): string | null => read(json).partner ?? null

/** The name of the source a kept lesson is of; null when nothing can be read of it. */
export const nameOfLesson = (json: string): string | null => read(json).name ?? null

function read(json: string): Partial<Lesson> {
  try {
    return JSON.parse(json) as Partial<Lesson>
  } catch {
    return {}
  }
}
