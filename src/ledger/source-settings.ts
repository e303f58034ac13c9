import { type LedgerDeps, stamp } from './deps.ts'

/** What the gestionnaire changed on the portal; the file under `config/` stays as it is and holds for what was not changed. */
export interface SourceSetting {
  source: string
  /** Cron, Europe/Paris; null: the file's own; '' : on demand only. */
  schedule: string | null
  /** ISO instant since when it is paused. */
  paused: string | null
  pauseReason: string | null
  by: string
  at: string
}

export function sourceSettingsOf({ db, clock }: LedgerDeps) {
  async function change(
    source: string,
    by: string,
    part: Partial<Pick<SourceSetting, 'schedule' | 'paused' | 'pauseReason'>>,
  ) {
    const row = {
      ...('schedule' in part ? { schedule: part.schedule ?? null } : {}),
      ...('paused' in part ? { paused: part.paused ?? null, pause_reason: part.pauseReason ?? null } : {}),
      by,
      at: stamp(clock),
    }
    await db
      .insertInto('source_settings')
      .values({ source, schedule: null, paused: null, pause_reason: null, ...row })
      .onConflict(c => c.column('source').doUpdateSet(row))
      .execute()
  }
  return {
    async read(source: string): Promise<SourceSetting | null> {
      const row = await db.selectFrom('source_settings').selectAll().where('source', '=', source).executeTakeFirst()
      if (!row) return null
      const { pause_reason, ...rest } = row
      return { ...rest, pauseReason: pause_reason }
    },
    async list(): Promise<SourceSetting[]> {
      const rows = await db.selectFrom('source_settings').selectAll().execute()
      return rows.map(({ pause_reason, ...rest }) => ({ ...rest, pauseReason: pause_reason }))
    },
    setSchedule: (source: string, schedule: string | null, by: string) => change(source, by, { schedule }),
    pause: (source: string, reason: string, by: string) =>
      change(source, by, { paused: stamp(clock), pauseReason: reason }),
    resume: (source: string, by: string) => change(source, by, { paused: null, pauseReason: null }),
  }
}
