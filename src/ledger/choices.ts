import type { DoraServiceFields } from '../dora/port.ts'
import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** What a named person decided once and for all (or once) about an offer; the planner obeys it. */
export type Choice =
  /** This offer is that service of DORA; is none of them; or is not that one. */
  | { topic: 'match'; value: { slug: string } | { create: true } | { not: string } }
  /** This structure of the source is that structure of DORA (key: see `structureKey`). */
  | { topic: 'structure'; value: { slug: string } | { create: true } }
  /** `once`: ours is written over the value that was shown (`theirs`), then forgotten. */
  | {
      topic: `field:${keyof DoraServiceFields}`
      value: { side: 'ours'; theirs: unknown; once: true } | { side: 'ours' | 'theirs'; once: false }
    }
  /** That value of the source is not to be written; `*`: the offer as a whole, `ours` being the fingerprint of what it said. */
  | { topic: `refused:${keyof DoraServiceFields}` | 'refused:*'; value: RefusedValue }
  /** What becomes of that field where DORA rewrote it by itself, on whatever service (source and key `*`). `ours` holds for what was rewritten before the decision. */
  | { topic: `rewritten:${keyof DoraServiceFields}`; value: { side: 'adopt' | 'ours' } }
  /** That word of the source means that value of the référentiel (key: `lexicon:<référentiel>:<folded word>`). */
  | { topic: 'lexicon'; value: { referential: string; word: string; value: string } }

/** `later`: until the source says something else; `never`: whenever the source says that value; `misread`: the reading is to be corrected. */
export type RefusedHow = 'later' | 'never' | 'misread'

export interface RefusedValue {
  /** What the source said, as it would have been written. */
  ours: unknown
  how: RefusedHow
  /** Plan on which it was refused. */
  plan: string | null
  reason: string
}

/** A person's decision that a write carries out, and on what; `field` is null when it is about the whole offer. `at`: ISO instant of the decision. */
export interface PersonsChoice {
  by: string
  at: string
  field: keyof DoraServiceFields | null
  choice: 'ours' | 'always-ours' | 'this-service' | 'new-service' | 'this-structure' | 'new-structure'
}

/** Source and key of a choice that holds everywhere. */
export const EVERY_SOURCE = '*'

export type StoredChoice = Choice & { source: string; key: string; decidedBy: string; decided: string }

export function choicesOf({ db, clock }: LedgerDeps) {
  return {
    async set(source: string, key: string, choice: Choice, by: string): Promise<void> {
      const row = { value: JSON.stringify(choice.value), decided_by: by, decided: stamp(clock) }
      await db
        .insertInto('choices')
        .values({ source, key, topic: choice.topic, ...row })
        .onConflict(c => c.columns(['source', 'key', 'topic']).doUpdateSet(row))
        .execute()
    },
    async forget(source: string, key: string, topic: Choice['topic']): Promise<void> {
      await db
        .deleteFrom('choices')
        .where('source', '=', source)
        .where('key', '=', key)
        .where('topic', '=', topic)
        .execute()
    },
    async list(source: string): Promise<StoredChoice[]> {
      return (await db.selectFrom('choices').selectAll().where('source', '=', source).execute()).map(toChoice)
    },
    /** Those of one offer. */
    async of(source: string, key: string): Promise<StoredChoice[]> {
      const rows = await db
        .selectFrom('choices')
        .selectAll()
        .where('source', '=', source)
        .where('key', '=', key)
        .execute()
      return rows.map(toChoice)
    },
    /** Of every source, the latest first. */
    async latest(limit: number): Promise<StoredChoice[]> {
      const rows = await db.selectFrom('choices').selectAll().orderBy('decided', 'desc').limit(limit).execute()
      return rows.map(toChoice)
    },
  }
}

function toChoice(row: Tables['choices']): StoredChoice {
  return {
    source: row.source,
    key: row.key,
    topic: row.topic,
    value: JSON.parse(row.value) as unknown,
    decidedBy: row.decided_by,
    decided: row.decided,
  } as StoredChoice
}

/** What was decided of one field of an offer, whichever value it has. */
export function isFieldChoice<C extends Choice>(choice: C): choice is Extract<C, { topic: `field:${string}` }> {
  return choice.topic.startsWith('field:')
}

/** A value, or an offer, that a person refused. */
export function isRefusal<C extends Choice>(choice: C): choice is Extract<C, { value: RefusedValue }> {
  return choice.topic.startsWith('refused:')
}

/** What was decided of the fields that DORA rewrites by itself. */
export function isRewriting<C extends Choice>(choice: C): choice is Extract<C, { topic: `rewritten:${string}` }> {
  return choice.topic.startsWith('rewritten:')
}
