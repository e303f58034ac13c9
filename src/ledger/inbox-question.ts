import { z } from 'zod'
import type { Rejection } from '../common/rejection.ts'
import { isServiceField } from '../dora/service-fields.ts'
import type { Conflict } from './conflict.ts'

// Rows that earlier versions wrote are read too: what is missing or of another shape becomes empty, and never an error.
const text = z.string().catch('')
const maybe = z.string().nullable().catch(null)
const texts = z.array(z.coerce.string()).catch([])

// A value that JSON left out is null.
const value = z
  .unknown()
  .optional()
  .transform((given): unknown => given ?? null)
const Fields = z
  .array(z.object({ field: z.string(), base: value, ours: value, theirs: value }))
  .catch([])
  .transform(fields => fields.filter((each): each is Conflict => isServiceField(each.field)))

const Candidates = z
  .array(
    z.union([
      z.object({ slug: z.string(), name: z.string(), siret: maybe }),
      z.string().transform(slug => ({ slug, name: slug, siret: null })),
    ]),
  )
  .catch([])

const Refused = z.object({
  code: text,
  field: maybe,
  key: maybe,
  received: maybe,
  expected: text,
  where: text,
  whose: z.enum(['partenaire', 'configuration', 'dora', 'robot', 'gestionnaire']).catch('gestionnaire'),
  message: text,
})

/** A word that no référentiel explains, and the offers that wait for it. */
const Word = z.object({ field: text, referential: text, value: text, nearest: texts, offers: texts, address: text })

/** A single offer that a mapping refused for such a word is asked in the words of its rejection. */
const RefusedWord = Refused.extend({ received: z.string() }).transform(({ field, received, key, where }) => ({
  field: field ?? '',
  referential: '',
  value: received,
  nearest: [],
  offers: key === null ? [] : [key],
  address: where,
}))

/** What a person needs to decide, by kind. */
const Question = z.discriminatedUnion('kind', [
  /** A plan waits for approval. */
  z.object({
    kind: z.literal('quarantine'),
    detail: z.object({ plan: text, reason: text, hold: z.unknown().optional(), counts: z.unknown().optional() }),
  }),
  /** Maybe the same service as one of DORA. */
  z.object({
    kind: z.literal('match'),
    detail: z.object({ slug: maybe, score: z.number().catch(0), reasons: texts, structure: text }),
  }),
  /** The structure of some offers is not sure. */
  z.object({
    kind: z.literal('structure'),
    detail: z.object({
      structureKey: text,
      name: text,
      siret: maybe,
      draft: z.unknown().optional(),
      candidates: Candidates,
      reason: text,
    }),
  }),
  /** Both sides moved. */
  z.object({ kind: z.literal('conflict'), detail: z.object({ slug: maybe, fields: Fields }) }),
  /** A write whose effect is not known, and the services that may be it. */
  z.object({
    kind: z.literal('doubt'),
    detail: z.object({ operation: text, kind: text, intended: text, slugs: texts }),
  }),
  z.object({ kind: z.literal('unknown-value'), detail: z.union([RefusedWord, Word]) }),
  z.object({ kind: z.literal('rejection'), detail: Refused }),
  /** An accepted correction of which a field cannot be applied; `where` is «demande <id>». */
  z.object({ kind: z.literal('correction'), detail: Refused }),
])

export type InboxQuestion = z.output<typeof Question>
export type InboxKind = InboxQuestion['kind']
/** The same as it is put: a refused word is kept as its rejection. */
export type NewQuestion = InboxQuestion | { kind: 'unknown-value'; detail: Rejection }

/** @param detail JSON of the column */
export function readQuestion(kind: string, detail: string): InboxQuestion {
  return Question.parse({ kind, detail: JSON.parse(detail) ?? {} })
}
