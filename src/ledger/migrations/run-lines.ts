import type { Kysely } from 'kysely'

/** What became of each offer of a run, cut in parts: the report itself stays small, however many offers there were. */
export async function runLines(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('runs_lines')
    .addColumn('run', 'text', c => c.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('runs_lines_pk', ['run', 'n'])
    .execute()
}
