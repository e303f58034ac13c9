import { z } from 'zod'

/** What a person may answer. Each kind of question takes its own answers; `dismiss` closes any but a plan without consequence. */
const Decision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('approve') }),
  z.object({ action: z.literal('refuse') }),
  /** That service, or that structure, is the one. */
  z.object({ action: z.literal('use'), slug: z.string() }),
  /** None of them: a new one is made. */
  z.object({ action: z.literal('create') }),
  /** `theirs`: keep DORA's value; `ours`: write the source's over the value that was shown; `always-…`: for ever, for that field. Absent `field`: every field of the question. */
  z.object({
    action: z.literal('keep'),
    side: z.enum(['theirs', 'ours', 'always-theirs', 'always-ours']),
    field: z.string().exactOptional(),
  }),
  /** The unknown word means that value of its référentiel, for this source. */
  z.object({ action: z.literal('map'), value: z.string() }),
  z.object({ action: z.literal('dismiss') }),
])
export type Decision = z.output<typeof Decision>

/** How a question was closed: by a person, or because its trouble went away by itself. */
const Closing = z.union([Decision, z.object({ action: z.literal('resolved') })])
export type Closing = z.output<typeof Closing>

/** @param text JSON of the column; what an earlier version wrote and nobody knows any more is null */
export function readClosing(text: string | null): Closing | null {
  return text === null ? null : (Closing.safeParse(JSON.parse(text)).data ?? null)
}
