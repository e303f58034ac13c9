import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** A list that a person asks for again and again. */
export type SavedList = Pick<Tables['saved_lists'], 'id' | 'name' | 'query'>

/** Lists that one person keeps. */
const MOST = 30

export function savedListsOf({ db, clock, newId }: LedgerDeps) {
  const of = (person: string): Promise<SavedList[]> =>
    db
      .selectFrom('saved_lists')
      .select(['id', 'name', 'query'])
      .where('person', '=', person)
      .orderBy('name')
      .limit(MOST)
      .execute()
  return {
    of,
    /** The same name again replaces it. @returns false when the person keeps too many */
    async keep(person: string, name: string, query: string): Promise<boolean> {
      const known = await of(person)
      if (known.length >= MOST && !known.some(each => each.name === name)) return false
      await db
        .insertInto('saved_lists')
        .values({ id: newId('list'), person, name, query, at: stamp(clock) })
        .onConflict(c => c.columns(['person', 'name']).doUpdateSet({ query, at: stamp(clock) }))
        .execute()
      return true
    },
    /** @returns its name, or null when it is not theirs */
    async drop(person: string, id: string): Promise<string | null> {
      const [gone] = await db
        .deleteFrom('saved_lists')
        .where('person', '=', person)
        .where('id', '=', id)
        .returning('name')
        .execute()
      return gone?.name ?? null
    },
  }
}
