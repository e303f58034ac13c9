/**
 * Requests to DORA for a catalogue that did not change: node test/bench/unchanged.ts [offers, default 10000] [structures, default 300]
 * The product's own pass, on a sheet served on 127.0.0.1, towards the sandbox over HTTP: the first creates all, the second must write nothing.
 * Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncAll } from '../../jobs/sync-all.ts'
import { openApp } from '../../src/app/open-app.ts'
import { createProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { writeCatalogue } from './catalogue.ts'

const [offers = 10_000, structures = 300] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'dora-sync-unchanged-'))
const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 10_000_000, logLimit: 10_000_000 })
try {
  const { config, mappings } = writeCatalogue(folder, offers, structures)
  const settings = readSettings({
    DORA_SYNC_DATA: join(folder, 'var'),
    DORA_SYNC_CONFIG: config,
    DORA_SYNC_MAPPINGS: mappings,
    LOG_LEVEL: 'silent',
  })
  const pass = async () => {
    const app = await openApp(settings, { sandbox, sandboxQuota: 10_000_000 })
    const before = sandbox.log().length
    const start = performance.now()
    try {
      const [report] = await syncAll(
        app,
        { sources: [], trigger: 'banc', dry: false },
        createProgress(process.stderr),
        new AbortController().signal,
      )
      const asked = sandbox.log().slice(before)
      const writes = asked.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method)).length
      return {
        counts: report?.report?.counts ?? null,
        requests: asked.length,
        writes,
        seconds: Math.round((performance.now() - start) / 100) / 10,
      }
    } finally {
      await app.close()
    }
  }
  const first = await pass()
  // The robot became a member of what it created, which opens fields: one more pass settles them.
  const settling = await pass()
  const again = await pass()
  process.stdout.write(
    `${JSON.stringify({ offers, structures, first, settling, again, requestsPerStructure: again.requests / structures })}\n`,
  )
} finally {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
}
