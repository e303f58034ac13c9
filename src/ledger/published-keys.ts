import type { LedgerDeps } from './deps.ts'

/** Rows read at once. */
const PAGE = 500

/** Which offers are published in DORA, by source and key, page by page. */
export async function* publishedKeys({
  db,
}: Pick<LedgerDeps, 'db'>): AsyncGenerator<{ source: string; key: string }[]> {
  let last: [source: string, key: string] = ['', '']
  for (;;) {
    const [source, key] = last
    const rows = await db
      .selectFrom('links')
      .select(['source', 'key'])
      .where('status', '=', 'PUBLISHED')
      .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(source, key)))
      .orderBy('source')
      .orderBy('key')
      .limit(PAGE)
      .execute()
    yield rows
    const end = rows.at(-1)
    if (!end || rows.length < PAGE) return
    last = [end.source, end.key]
  }
}
