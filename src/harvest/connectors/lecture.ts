import { z } from 'zod'
import type { Connector } from '../connector.ts'

/** Characters of the words that a line is found again by, where a person showed it or left it out. */
export const LONGEST_SHOWN = 120

/** Where a person showed a field: the words printed before it, how its line begins, or its rank (from 1) under the offer's title. */
export const Shown = z
  .strictObject({
    label: z.string().min(1).max(LONGEST_SHOWN).optional(),
    starts: z.string().min(1).max(LONGEST_SHOWN).optional(),
    line: z.number().int().min(1).max(2000).optional(),
  })
  .refine(({ label, starts, line }) => [label, starts, line].filter(way => way !== undefined).length === 1, {
    error: 'attendu : une seule des clés label, starts, line',
  })
export type Shown = z.infer<typeof Shown>

/**
 * `kind: lecture` — a source taught in the portal: read as a person reads it, whatever the document (page, list, table, leaflet, agenda), by the labels it
 * prints and the words it uses. `src/learn` reads; what a person showed or left out comes first.
 */
export const LectureSettings = z.strictObject({
  kind: z.literal('lecture'),
  /** By field of the schema: where a person showed it, tried before anything else. */
  shown: z.record(z.string(), Shown).default({}),
  /** Lines that belong to no offer: their label, or how they begin. */
  without: z.array(z.string().min(1).max(200)).max(200).default([]),
  /** Label that announced each field when the source was taught: one that no offer prints any more means that the page changed. */
  labels: z.record(z.string(), z.string()).default({}),
  /** Shape it was read in when it was taught (`html`, `liste`, `wordpress`, `ical`…). Read in another, its offers have other keys. Default: any. */
  door: z.string().min(1).max(40).optional(),
})
export type LectureSettings = z.infer<typeof LectureSettings>

/** Its settings only: `src/studio/reader-of.ts` reads, since it leans on the lexicon. */
export const lecture: Connector<LectureSettings> = {
  kind: 'lecture',
  parse: settings => LectureSettings.parse(settings),
  async *harvest() {
    yield* []
    const message = 'Une source enseignée se lit avec le lexique : le robot s’y est mal pris.'
    return { state: 'failed', code: 'lecture-sans-lexique', message, whose: 'robot', documents: 0 }
  },
}
