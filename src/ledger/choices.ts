import type { DoraServiceFields } from '../dora/port.ts'
import { type LedgerDeps, stamp } from './deps.ts'

/** What a named person decided once and for all (or once) about an offer; the planner obeys it. */
export type Choice =
  /** This offer is that service of DORA. */
  | { topic: 'match'; value: { slug: string } | { create: true } }
  /** This structure of the source is that structure of DORA (key: see `structureKey`). */
  | { topic: 'structure'; value: { slug: string } | { create: true } }
  /** `once`: ours is written over the value that was shown (`theirs`), then forgotten. */
  | {
      topic: `field:${keyof DoraServiceFields}`
      value: { side: 'ours'; theirs: unknown; once: true } | { side: 'ours' | 'theirs'; once: false }
    }
  /** That word of the source means that value of the référentiel (key: `lexicon:<référentiel>:<folded word>`). */
  | { topic: 'lexicon'; value: { referential: string; word: string; value: string } }

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
      const rows = await db.selectFrom('choices').selectAll().where('source', '=', source).execute()
      return rows.map(
        row =>
          ({
            source: row.source,
            key: row.key,
            topic: row.topic,
            value: JSON.parse(row.value) as unknown,
            decidedBy: row.decided_by,
            decided: row.decided,
          }) as StoredChoice,
      )
    },
  }
}
