import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncAll } from '../../jobs/sync-all.ts'
import { openApp } from '../../src/app/open-app.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { sumCounts } from '../../src/sync/counts.ts'

/** What one pass asked of DORA. */
interface Asked {
  requests: number
  writes: number
  created: number
  seconds: number
}

const ENOUGH = 10_000_000

/**
 * The product's own passes over a folder's sources, towards a new sandbox over HTTP: the first creates; the second settles, since the robot became a member
 * of what it created, which opens fields; the third finds nothing to do.
 * @param prepare writes the configuration into the folder; without it, the project's own sources, on the samples
 */
export async function firstPasses(
  prepare?: (folder: string) => { config: string; mappings: string },
): Promise<Record<'first' | 'settling' | 'again', Asked>> {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-passes-'))
  const sandbox = await startSandbox({
    ...(prepare && { seed: 'empty' }),
    quotaPerMinute: ENOUGH,
    logLimit: ENOUGH,
  })
  try {
    const places = prepare?.(folder)
    const settings = readSettings({
      DORA_SYNC_DATA: join(folder, 'var'),
      ...(places && { DORA_SYNC_CONFIG: places.config, DORA_SYNC_MAPPINGS: places.mappings }),
      LOG_LEVEL: 'silent',
    })
    const pass = async (): Promise<Asked> => {
      const app = await openApp(settings, { sandbox, sandboxQuota: ENOUGH })
      const before = sandbox.log().length
      const start = performance.now()
      try {
        const reports = await syncAll(app, { sources: [], trigger: 'banc', dry: false }, silentProgress)
        const asked = sandbox.log().slice(before)
        return {
          requests: asked.length,
          writes: asked.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method)).length,
          created: sumCounts(reports.flatMap(({ report }) => report?.counts ?? [])).created,
          seconds: Math.round((performance.now() - start) / 100) / 10,
        }
      } finally {
        await app.close()
      }
    }
    return { first: await pass(), settling: await pass(), again: await pass() }
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
